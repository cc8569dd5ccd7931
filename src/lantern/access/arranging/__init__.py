"""Changing the arrangement on pages: the forms of its parts, what a change would do, the history (PAR-7)."""
