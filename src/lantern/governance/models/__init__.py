"""Tables of information governance."""

from lantern.governance.models.home import Home
from lantern.governance.models.unusual import Answer, Unusual

__all__ = ["Answer", "Home", "Unusual"]
