"""What pages of MACE 1 draw."""
