"""Lantern: missing and child exploitation arrangements for a local safeguarding partnership."""
