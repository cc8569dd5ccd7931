"""Is it still you? Powerful acts want a proof of the last fifteen minutes, by any factor the person has (security.md 5).

What was typed waits in the session, encrypted, while the proof is given; then it goes on as it was sent. It is kept once,
for one address and ten minutes, and whoever does not hold the session and the token gets nothing of it.
"""

import json
import secrets
import time
from dataclasses import asdict, dataclass
from urllib.parse import urlencode, urlsplit

from allauth.account.authentication import get_authentication_records
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from lantern.accounts.sealing import opened, sealed
from lantern.accounts.sessions import STARTED

KEPT = "kept_for_proof"
TOKEN = "go-on"  # noqa: S105  (a name in an address)
KEPT_FOR = 10 * 60  # seconds
LARGEST = 200_000  # characters of a form that are kept
PURPOSE = "kept form"


def proved_at(request: HttpRequest) -> float:
    """When this session last proved who it is, in seconds: at sign-in, or when asked again."""
    records = get_authentication_records(request, request.user)
    return max([float(request.session.get(STARTED, 0)), *(record["at"] for record in records)])


def is_fresh(request: HttpRequest) -> bool:
    """Whether the last proof is recent enough; a demonstration has nothing to prove with."""
    return settings.DEMO or time.time() - proved_at(request) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def ask(request: HttpRequest) -> HttpResponse:
    """To the page that asks, which leads back here; what was posted waits meanwhile."""
    back = request.get_full_path()
    token = _keep(request)
    if token:
        back += ("&" if "?" in back else "?") + urlencode({TOKEN: token})
    elif request.method == "POST":
        messages.warning(request, "Enter this again, now that you have shown it is you.")
    return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': back})}")


@dataclass(frozen=True)
class Kept:
    """What was posted, for whom it waits, and the token to come back with."""

    token: str
    path: str
    query: str
    data: str
    user: str
    at: float

    def fits(self, request: HttpRequest, token: str) -> bool:
        """Whether `request` is the one that comes back for it, in time."""
        whose = self.path == request.path and self.user == str(request.user.pk)
        in_time = time.time() - self.at < KEPT_FOR
        return whose and in_time and secrets.compare_digest(self.token.encode(), token.encode())


def go_on(request: HttpRequest) -> None:
    """Turn the request that comes back with its token into the one that was kept, once, when the proof was given."""
    token = request.GET.get(TOKEN, "")
    if request.method != "GET" or not token or KEPT not in request.session or not is_fresh(request):
        return
    kept = _read(request.session.pop(KEPT))
    if kept and kept.fits(request, token):
        request.GET = QueryDict(kept.query)
        request.method = request.META["REQUEST_METHOD"] = "POST"
        request.POST = QueryDict(kept.data)
        request._files = MultiValueDict()  # type: ignore[attr-defined]


def _keep(request: HttpRequest) -> str:
    """Keep what was posted; the token to come back with, or "" when there is nothing that can be kept."""
    if request.method != "POST" or request.FILES:
        return ""
    data = request.POST.copy()
    data.pop("csrfmiddlewaretoken", None)
    if len(data.urlencode()) > LARGEST:
        return ""
    kept = Kept(
        token=secrets.token_urlsafe(32),
        path=request.path,
        query=urlsplit(request.get_full_path()).query,
        data=data.urlencode(),
        user=str(request.user.pk),
        at=time.time(),
    )
    request.session[KEPT] = sealed(json.dumps(asdict(kept)), PURPOSE)
    return kept.token


def _read(kept: str) -> Kept | None:
    """What was kept; nothing when the key was replaced meanwhile."""
    try:
        return Kept(**json.loads(opened(kept, PURPOSE)))
    except InvalidToken:
        return None
