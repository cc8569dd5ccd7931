"""What is owed by when, and whether it was met."""
