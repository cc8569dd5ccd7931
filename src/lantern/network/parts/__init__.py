"""What pages of the network draw."""
