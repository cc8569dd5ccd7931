"""The partnership itself, which one is current, and the wall between partnerships."""
