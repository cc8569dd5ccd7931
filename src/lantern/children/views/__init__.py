"""Pages about children: finding them, opening a record, changing what it says."""
