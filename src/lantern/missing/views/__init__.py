"""Pages about missing children."""
