"""What a new partnership loads from files: who takes part, and which shape is which area (PAR-2, PAR-3)."""
