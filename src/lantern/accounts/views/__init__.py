"""Pages about one's own sign-in."""
