"""Whether the trail that came out of a backup is the one that was sealed (SHA-6)."""


def faults_of_trail() -> list[str]:
    """A sentence for each fault, over all partnerships."""
    return []
