"""What follows for a child's page from plain values."""
