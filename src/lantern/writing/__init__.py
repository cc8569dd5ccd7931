"""Texts in sections that several people write at once, saved as one types; nobody's words are lost."""
