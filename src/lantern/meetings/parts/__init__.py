"""What pages of meetings draw."""
