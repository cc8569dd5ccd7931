"""What information governance does, and what everyone may: each leaves its entry on the trail."""
