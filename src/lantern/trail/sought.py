"""What was searched for, as a digest: the same search gives the same digest here, and nobody reads it back (SHA-6).

Keyed by the installation's secret and by the partnership. Whoever may search the trail can type a name and be told who
searched for it; a copy of the database tells nothing. After the secret was changed, earlier searches are found by the
children they showed alone.
"""

import hmac
from hashlib import sha256

from django.conf import settings

from lantern.tenancy.current import current_id

LENGTH = 32  # hexadecimal digits


def digest(meaning: str) -> str:
    """The digest of a search whose words were brought into one form by its room; empty for an empty one."""
    if not meaning:
        return ""
    key = sha256(b"what was sought" + str(settings.SECRET_KEY).encode() + current_id().bytes).digest()
    return hmac.new(key, meaning.encode(), sha256).hexdigest()[:LENGTH]
