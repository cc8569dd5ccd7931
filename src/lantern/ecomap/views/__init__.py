"""Pages that change a map and show versions of it."""
