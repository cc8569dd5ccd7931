"""What a child's page reads from the rooms below."""
