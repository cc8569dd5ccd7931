"""What is allowed and what follows in the children room: pure functions over plain values."""
