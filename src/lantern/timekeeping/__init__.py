"""London time, elapsed hours, working days, and time as people say it. Pure Python."""
