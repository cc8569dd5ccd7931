"""People, places, vehicles, phones and accounts that were named, each with its sources (INT-6)."""
