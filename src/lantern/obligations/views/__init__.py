"""Pages about what is owed."""
