"""Rules of signing in, without a framework."""
