"""MACE 1: children on the agenda, what is said and decided of each, actions, and the tracker of all who are open to it."""
