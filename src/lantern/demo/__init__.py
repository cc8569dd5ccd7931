"""An invented county: its map, its people and their history, at any size."""
