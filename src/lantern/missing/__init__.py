"""Reports, episodes and what a return sets going."""
