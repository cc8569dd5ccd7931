"""What pages of this room are made of, as plain values."""
