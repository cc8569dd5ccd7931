"""Page layouts, form fields and components."""
