"""What pages of this room draw: cards, the stepper, rows of tables, facts with where they came from."""
