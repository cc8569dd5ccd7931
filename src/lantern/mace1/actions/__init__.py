"""What is written of MACE 1."""
