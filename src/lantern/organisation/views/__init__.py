"""Pages before any partnership is current: an invitation, and the way in through an agency."""
