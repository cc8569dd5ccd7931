"""What a map holds, says and looks like: pure functions."""
