"""Forms of MACE 1."""
