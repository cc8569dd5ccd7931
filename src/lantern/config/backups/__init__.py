"""Backups that can be trusted: one file, whole or not there, encrypted for a key kept elsewhere, restored and compared."""
