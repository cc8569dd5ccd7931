"""What holds for MACE 1, as pure functions."""
