"""What is allowed and what follows in the missing room: pure functions over plain values."""
