"""Forms about persons of concern: they check what was typed and turn it into what actions take."""
