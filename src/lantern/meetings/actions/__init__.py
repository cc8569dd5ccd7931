"""What is written of meetings."""
