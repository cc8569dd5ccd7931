"""When an access is unusual, and what may be answered: pure functions over plain values."""
