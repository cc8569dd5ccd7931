"""The five main pages, each as a browser gets it and bare: the same view and template, let in by nobody."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from lantern.access.page import Request
from lantern.access.viewer import viewer_of
from lantern.accounts.models import User
from lantern.accounts.second_factor import FLAG
from lantern.children.models import Child
from lantern.config.frames import frames_have_room
from lantern.missing.models import Episode
from lantern.organisation.models import Member, RoleHeld
from lantern.organisation.queries import partnership_names
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.trail import actions as trail

IGNORED = ("SAVEPOINT", "RELEASE SAVEPOINT", "BEGIN", "COMMIT", "SELECT set_config")
Run = Callable[[], object]


def sizes() -> str:
    """How large the county in this database is."""
    with within(_partnership()):
        return f"{Child.objects.count():,} children, {Episode.objects.count():,} episodes, of which open " + str(
            Episode.objects.filter(ended_at=None, back_by=None).count()
        )


def cases() -> Iterator[tuple[str, Run, Run, int]]:
    """Each page: its name, the full request, the bare view, and how many queries the full one makes."""
    key = _partnership()
    with within(key):
        member = _coordinator()
        ended = Episode.objects.filter(ended_at__isnull=False)
        episode = ended.order_by("child__number", "-started_at").first()  # the same in both: copies have other numbers
        assert episode is not None
        pages: list[tuple[str, str, dict[str, Any]]] = [
            ("my work", reverse("home:my_work"), {}),
            ("missing now", reverse("missing:now"), {}),
            ("episode", reverse("missing:episode", args=[episode.pk]), {"episode": (Episode, episode.pk)}),
            ("child", reverse("casefile:overview", args=[episode.child_id]), {"child": (Child, episode.child_id)}),
            ("obligations due", reverse("obligations:owed"), {}),
        ]
    client = _signed_in(member)
    for name, path, records in pages:
        full = _full(client, path)
        full()  # areas and arrangement are read once a process
        with CaptureQueriesContext(connection) as captured:
            full()
        queries = sum(not each["sql"].startswith(IGNORED) for each in captured.captured_queries)
        yield name, full, _bare(key, member, path, records), queries


def _full(client: Client, path: str) -> Run:
    def run() -> object:
        response = client.get(path)
        assert response.status_code == 200, (path, response.status_code)
        return response

    return run


def _bare(key: Any, member: Member, path: str, records: dict[str, tuple[Any, Any]]) -> Run:
    """The undecorated view: no middleware, no scope, no trail; its records are fetched by key alone."""
    match = resolve(path)
    view = match.func.__wrapped__  # type: ignore[attr-defined]
    template = match.func.page[0]  # type: ignore[attr-defined]
    along = match.func.along or (lambda rows: rows)  # type: ignore[attr-defined]
    with within(key):
        viewer = replace(viewer_of(member, now=datetime.now(UTC)), covers_all=True)
    factory = RequestFactory()

    def run() -> object:
        http = factory.get(path)
        http.viewer, http.now, http.csp_nonce = viewer, datetime.now(UTC), ""  # type: ignore[attr-defined]
        http.session, http.user = {}, member.user  # type: ignore[assignment]
        http.resolver_match = match
        with within(key), _without_trail():
            found = {
                name: along(model.objects.select_related(*model.on_a_page)).get(pk=pk)
                for name, (model, pk) in records.items()
            }
            return view(Request(http, template), **found)

    roomy = frames_have_room(lambda _: run())  # type: ignore[arg-type, return-value]
    return lambda: roomy(None)  # type: ignore[arg-type]


@contextmanager
def _without_trail() -> Iterator[None]:
    """A list's view leaves its looks on the trail itself."""
    kept = trail.viewed_many
    trail.viewed_many = lambda *_, **__: None
    try:
        yield
    finally:
        trail.viewed_many = kept


def _partnership() -> Any:
    return next(iter(partnership_names()))


def _coordinator() -> Member:
    held = RoleHeld.objects.filter(role=Role.MISSING_COORDINATOR).first()
    assert held is not None
    return Member.objects.select_related("partnership", "agency", "user").get(pk=held.member_id)


def _signed_in(member: Member) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=member.user_id))
    session = client.session
    session.update({FLAG: True, "membership": str(member.pk)})
    session.save()
    return client
