"""The map as it stands, and versions of it, through the viewer's scope."""
