"""What information governance does: searching the trail, its seal, and access that is unusual."""
