"""What the first pages count and list."""
