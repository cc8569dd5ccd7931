"""What was done and looked at, by whom: written once, never altered."""
