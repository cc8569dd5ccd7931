"""The arrangement as checked values."""
