"""What is named in a text, and when two namings mean the same: pure functions."""
