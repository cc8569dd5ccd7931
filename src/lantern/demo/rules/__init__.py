"""The invented county, drawn and peopled by code: no real place, no real person, the same for the same seed."""
