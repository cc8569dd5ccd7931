"""Pages that lead to all others."""
