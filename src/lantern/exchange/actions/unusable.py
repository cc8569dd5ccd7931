"""What a file of reference data is refused with."""


class UnusableFile(Exception):
    """A reference file cannot be used; the text says why."""
