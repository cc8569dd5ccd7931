"""Pages about the organisation, and the two choices that shape every other page."""
