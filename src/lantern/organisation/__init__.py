"""Areas, agencies, members, and the arrangement with its presets."""
