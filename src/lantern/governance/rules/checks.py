"""What a page may do while somebody waits for it."""

LONGEST = 500_000  # entries that are read again within a few seconds


def too_long(entries: int) -> str:
    """Why a check of so many entries is left to the command; empty when it is not."""
    if entries <= LONGEST:
        return ""
    return f"{entries:,} entries take too long for a page. Run `lantern verify-trail --seal FILE` on the server."
