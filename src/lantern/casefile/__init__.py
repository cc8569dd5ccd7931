"""A child's page: reads many rooms, owns no tables."""
