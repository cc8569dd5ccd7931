"""Pages about files that come in and go out."""
