"""The eco map and the genogram of a child: what the system knows, what people add, each version as it stood (EXP-7)."""
