"""What makes a function a page: methods, permission, the record in scope, the look on the trail (security.md 2, SHA-6)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import Http404, HttpRequest
from django.test import RequestFactory

from lantern.access import navigation
from lantern.access.frame import frame
from lantern.access.page import Request, Response, page
from lantern.access.scope import EVERYTHING, Denial, Grant, in_focus, register, scope, through_child, why
from lantern.access.scope import _denials as denials
from lantern.access.scope import _grants as grants
from lantern.access.viewer import Viewer, viewer_of
from lantern.access.vocabulary import PERMISSIONS, Permission
from lantern.children.models import Child
from lantern.missing.models import Episode
from lantern.organisation import actions
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.trail.models import Entry
from tests.factories.children import a_child, an_episode
from tests.factories.people import LONG_AGO, a_member, a_partnership, an_area

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
SEE, GRADE = Permission.SEE_MISSING, Permission.GRADE


@pytest.fixture
def here() -> Iterator[Partnership]:
    made = a_partnership()
    with within(made.pk):
        yield made


def asked(viewer: Viewer, method: str = "GET", path: str = "/", data: dict[str, str] | None = None) -> HttpRequest:
    """A request of somebody who has been let in."""
    http = RequestFactory().generic(method, path) if data is None else RequestFactory().post(path, data)
    http.viewer, http.now, http.session = viewer, viewer.now, {}  # type: ignore[attr-defined, assignment]
    http._messages = CookieStorage(http)  # type: ignore[attr-defined]
    return http


def answer(request: Request, status: int = 200, **records: Any) -> Response:
    return Response(" ".join(str(each) for each in records.values()), status=status)


@page("missing/reads.html", may=SEE)
def reads(request: Request) -> Response:
    return answer(request)


@page("missing/writes.html", may=GRADE, writes=True)
def writes(request: Request) -> Response:
    return answer(request, posted=request.posted, post=bool(request.POST), files=request.FILES is not None)


@page("missing/anybody.html", may=None)
def anybody(request: Request) -> Response:
    return answer(request)


@page("missing/shows.html", may=SEE, writes=True)
def shows(request: Request, child: Child, kind: str = "") -> Response:
    return answer(request, int(request.GET.get("status", 200)), child=child, kind=kind)


@page("missing/two.html", may=SEE, trail_as="missing/pair")
def two(request: Request, child: Child, episode: Episode) -> Response:
    return answer(request, child=child, episode=episode.child)


@pytest.mark.parametrize(
    ("view", "method", "status", "allowed"),
    [
        (reads, "GET", 200, ""),
        (reads, "HEAD", 200, ""),
        (reads, "POST", 405, "GET"),
        (reads, "PUT", 405, "GET"),
        (reads, "DELETE", 405, "GET"),
        (reads, "OPTIONS", 405, "GET"),
        (writes, "GET", 200, ""),
        (writes, "HEAD", 200, ""),
        (writes, "POST", 200, ""),
        (writes, "PATCH", 405, "GET, POST"),
        (writes, "TRACE", 405, "GET, POST"),
        (anybody, "GET", 200, ""),
        (anybody, "POST", 405, "GET"),
    ],
)
def test_a_page_takes_the_methods_it_says(here: Partnership, view: Any, method: str, status: int, allowed: str) -> None:
    """security.md 2: whoever asks in another way is told what there is."""
    viewer = viewer_of(a_member(here, Role.LIAISON_OFFICER), now=NOW)
    response = view(asked(viewer, method))
    assert (response.status_code, response.get("Allow", "")) == (status, allowed)


@pytest.mark.parametrize("role", [*Role, None])
def test_a_page_opens_for_those_with_its_permission_and_is_unknown_to_the_rest(
    here: Partnership, role: Role | None
) -> None:
    """security.md 2: forbidden is not there, by GET and POST alike; anybody inside may be without a role."""
    viewer = viewer_of(a_member(here, role), now=NOW)
    held = PERMISSIONS[role] if role else frozenset()
    for view, permission, methods in ((reads, SEE, ["GET", "HEAD"]), (writes, GRADE, ["GET", "HEAD", "POST"])):
        for method in methods:
            if permission in held:
                assert view(asked(viewer, method)).status_code == 200
            else:
                with pytest.raises(Http404):
                    view(asked(viewer, method))
    assert anybody(asked(viewer)).status_code == 200


def test_what_was_posted_is_there_when_it_was_posted(here: Partnership) -> None:
    """A form takes it as it is: nothing, or what somebody typed."""
    viewer = viewer_of(a_member(here, Role.LIAISON_OFFICER), now=NOW)
    assert writes(asked(viewer)).content == b"False False False"
    assert writes(asked(viewer, "POST", data={"a": "b"})).content == b"True True True"
    assert writes(asked(viewer, "HEAD")).content == b"False False False"


def looks(what: str = "missing/shows") -> int:
    return Entry.objects.filter(what=what).count()


@pytest.mark.parametrize(
    ("method", "status", "looked"),
    [("GET", 200, 1), ("HEAD", 200, 1), ("GET", 302, 1), ("POST", 200, 1), ("POST", 302, 0), ("POST", 422, 0)],
)
def test_a_look_at_a_record_is_on_the_trail_once(here: Partnership, method: str, status: int, looked: int) -> None:
    """SHA-6: a page that shows it, a form that comes back with it; not an act that goes on to another page."""
    member, child = a_member(here, Role.LIAISON_OFFICER), a_child("Rowan")
    before = looks()
    response = shows(asked(viewer_of(member, now=NOW), method, f"/?status={status}"), child=child.pk)
    assert response.status_code == status
    assert looks() - before == looked
    if looked:
        entry = Entry.objects.filter(what="missing/shows").latest("id")
        assert (entry.child_id, entry.member_id) == (child.pk, member.pk)


def test_a_record_out_of_sight_is_unknown_and_leaves_no_look(here: Partnership) -> None:
    """security.md 2: another area's, another partnership's, nobody's: one answer; nothing on the trail of what was not seen."""
    elsewhere = a_partnership("Elsewhere")
    with within(elsewhere.pk):
        foreign = a_child()
    officer = a_member(here, Role.LIAISON_OFFICER, "Chelmsford")
    with within(here.pk):
        far = a_child(area=an_area(here, "Harlow"))
        for key in (far.pk, foreign.pk, uuid4()):
            for method in ("GET", "POST"):
                with pytest.raises(Http404):
                    shows(asked(viewer_of(officer, now=NOW), method), child=key)
        assert looks() == 0


def test_a_record_that_a_field_names_is_found_in_scope_or_is_unknown(here: Partnership) -> None:
    """security.md 2, SHA-6: out of sight, of another partnership, nobody's, no id at all: one answer; no look by itself."""
    elsewhere = a_partnership("Elsewhere")
    with within(elsewhere.pk):
        foreign = a_child()
    officer = a_member(here, Role.LIAISON_OFFICER, "Chelmsford")
    with within(here.pk):
        near, far = a_child("Near", area=an_area(here, "Chelmsford")), a_child(area=an_area(here, "Harlow"))
        request = Request(asked(viewer_of(officer, now=NOW)), "missing/shows.html")
        before = Entry.objects.count()
        assert request.record(Child, str(near.pk)) == near
        for key in (str(far.pk), str(foreign.pk), str(uuid4()), "", "Near", "\0", f"{near.pk}0"):
            with pytest.raises(Http404):
                request.record(Child, key)
        assert Entry.objects.count() == before


def test_each_record_of_a_page_is_loaded_in_scope_and_looked_at(here: Partnership) -> None:
    """SHA-6: under the name that the page gives; one that is out of sight hides the page."""
    officer = a_member(here, Role.LIAISON_OFFICER)
    child, other = a_child("Rowan"), a_child("Robin", area=an_area(here, "Harlow"))
    episode = an_episode(other, by=officer)
    response = two(asked(viewer_of(officer, now=NOW)), child=child.pk, episode=episode.pk)
    assert response.content == b"Rowan Example Robin Example"
    assert looks("missing/pair") == 2
    near = a_member(here, Role.LIAISON_OFFICER, "Chelmsford")
    with pytest.raises(Http404):
        two(asked(viewer_of(near, now=NOW)), child=child.pk, episode=episode.pk)
    assert looks("missing/pair") == 2


def test_other_arguments_of_the_address_are_passed_on(here: Partnership) -> None:
    """What is not a record is the page's own business."""
    child = a_child("Rowan")
    viewer = viewer_of(a_member(here, Role.LIAISON_OFFICER), now=NOW)
    assert shows(asked(viewer), child=child.pk, kind="contact").content == b"Rowan Example contact"


def test_going_on_says_what_was_done_and_takes_records_for_their_ids(here: Partnership) -> None:
    """A word on the next page; none when there is nothing to say."""
    viewer, child = viewer_of(a_member(here, Role.LIAISON_OFFICER), now=NOW), a_child()
    http = asked(viewer)
    response = Request(http, "").go("casefile:overview", child, said="Saved.")
    assert response["Location"] == f"/children/{child.pk}/"
    assert [str(each) for each in http._messages] == ["Saved."]  # type: ignore[attr-defined]
    quiet = asked(viewer)
    Request(quiet, "").go("casefile:overview", child.pk)
    assert list(quiet._messages) == []  # type: ignore[attr-defined]


# Who is looking


@pytest.mark.parametrize(
    ("since", "until", "held"),
    [
        (-1, None, True),
        (0, None, True),
        (1, None, False),
        (-9, 0, False),
        (-9, 1, True),
        (-9, -1, False),
        (0, 0, False),
    ],
)
def test_a_role_counts_from_its_first_day_until_before_its_last(
    here: Partnership, since: int, until: int | None, held: bool
) -> None:
    """SHA-2: in London's days."""
    day = datetime(2026, 6, 10, tzinfo=UTC).date()
    member = a_member(here)
    ends = None if until is None else day + timedelta(days=until)
    actions.give_role(member=member, role=Role.ANALYST, since=day + timedelta(days=since), until=ends, by=None, at=NOW)
    for at in (datetime(2026, 6, 9, 23, tzinfo=UTC), datetime(2026, 6, 10, 22, 59, tzinfo=UTC)):
        assert (Role.ANALYST in viewer_of(member, now=at).roles) is held


@pytest.mark.parametrize(
    ("roles", "all_of_it", "areas", "names"),
    [
        ([(Role.LIAISON_OFFICER, None)], True, set(), True),
        ([(Role.LIAISON_OFFICER, "Harlow")], False, {"Harlow"}, True),
        (
            [(Role.LIAISON_OFFICER, "Harlow"), (Role.TRIAGE_OFFICER, "Chelmsford")],
            False,
            {"Harlow", "Chelmsford"},
            True,
        ),
        ([(Role.SOCIAL_WORKER, None)], False, set(), True),
        ([(Role.CHAIR, "Harlow")], False, set(), True),
        ([(Role.ANALYST, None)], True, set(), False),
        ([(Role.ANALYST, "Harlow")], False, {"Harlow"}, False),
        ([(Role.ANALYST, None), (Role.SOCIAL_WORKER, None)], False, set(), True),
        ([(Role.ANALYST, None), (Role.LIAISON_OFFICER, "Harlow")], False, {"Harlow"}, True),
        ([(Role.ANALYST, "Harlow"), (Role.ADMINISTRATOR, None)], False, {"Harlow"}, False),
        ([(Role.ADMINISTRATOR, None)], False, set(), False),
        ([], False, set(), False),
    ],
)
def test_which_areas_roles_cover_together(
    here: Partnership, roles: list[tuple[Role, str | None]], all_of_it: bool, areas: set[str], names: bool
) -> None:
    """SHA-2: a role without names opens nothing to who sees names by another: the names would come along."""
    member = a_member(here)
    for role, name in roles:
        area = an_area(here, name) if name else None
        actions.give_role(member=member, role=role, area=area, since=LONG_AGO, by=None, at=NOW)
    viewer = viewer_of(member, now=NOW)
    assert (viewer.covers_all, viewer.sees_names) == (all_of_it, names)
    assert {viewer.areas.name(each) for each in viewer.covers} == areas
    near, far, lost = (
        a_child("Near", area=an_area(here, "Chelmsford")),
        a_child("Far", area=an_area(here, "Harlow")),
        a_child("Lost"),
    )
    wanted = {each.pk for each, place in ((near, "Chelmsford"), (far, "Harlow")) if all_of_it or place in areas}
    wanted |= {lost.pk} if all_of_it else set()
    assert set(Child.visible_to(viewer).values_list("pk", flat=True)) == wanted
    assert {each.pk for each in (near, far, lost) if why(viewer, each)} == wanted


def test_a_denial_beats_every_grant_and_reasons_are_kept_once(here: Partnership) -> None:
    """SHA-4: granted twice, denied once: not seen; registering a name again adds nothing."""
    officer, child, other = a_member(here, Role.LIAISON_OFFICER), a_child("Rowan"), a_child("Robin")
    viewer = viewer_of(officer, now=NOW)
    before = list(grants), list(denials)
    from django.db.models import Q

    try:
        for _ in range(2):
            register(Denial("of this test", lambda viewer, path: Q(**{path("id"): child.pk})))
            register(Denial("of nobody", lambda viewer, path: None))
            register(Grant("of this test", lambda viewer, path: EVERYTHING, lambda viewer, child: "by this test"))
        assert (len(grants), len(denials)) == (len(before[0]) + 1, len(before[1]) + 2)
        assert [each.pk for each in Child.visible_to(viewer)] == [other.pk]
        nobody = viewer_of(a_member(here), now=NOW)
        assert [each.pk for each in Child.visible_to(nobody)] == [other.pk]
        assert why(nobody, other) == ["by this test"]
    finally:
        grants[:], denials[:] = before
    assert not Child.visible_to(viewer_of(a_member(here), now=NOW)).exists()


def test_a_focus_narrows_and_opens_nothing(here: Partnership) -> None:
    """PAR-2: none chosen narrows nothing; an area that is not one's own is none; a path through the child is followed."""
    officer, near = a_member(here, Role.LIAISON_OFFICER, "Mid"), a_child("Near", area=an_area(here, "Chelmsford"))
    an_episode(near, by=officer)
    a_child("Far", area=an_area(here, "Harlow"))
    for focus, found in (("Mid", 1), ("Chelmsford", 1), ("Maldon", 0)):
        viewer = viewer_of(officer, now=NOW, focus=an_area(here, focus).pk)
        assert Episode.objects.filter(scope(viewer, through_child), in_focus(viewer, through_child)).count() == found
    for focus in (an_area(here, "Harlow").pk, uuid4()):
        viewer = viewer_of(officer, now=NOW, focus=focus)
        assert (viewer.focus, in_focus(viewer)) == (None, EVERYTHING)


# The frame


PATHS = ("/", "/missing/", "/missing/episodes/", "/children/", "/owed/", "/organisation/", "/organisation/agencies/")


@pytest.mark.parametrize("role", list(Role))
def test_the_navigation_has_what_the_role_opens_and_marks_where_one_is(here: Partnership, role: Role) -> None:
    """SHA-2: no word leads to a page that is not there; one word at most is marked, the one the path begins with."""
    viewer = viewer_of(a_member(here, role), now=NOW)
    labels = [item.label for item in navigation.items() if item.may is None or viewer.may(item.may)]
    for path in PATHS:
        drawn = frame(asked(viewer, path=path))["frame"]
        assert [each.label for each in drawn.nav] == labels
        current = [each.label for each in drawn.nav if each.current]
        starts = [
            item.label
            for item in navigation.items()
            if path == item.starts or (item.starts != "/" and path.startswith(item.starts))
        ]
        assert current == [label for label in starts if label in labels]
        assert len(current) <= 1
        assert bool(drawn.search_url) is (Permission.SEE_CHILDREN in PERMISSIONS[role])


def test_words_of_the_navigation_stand_in_order_and_once() -> None:
    """Two rooms that register at start-up twice do not say it twice."""
    known = navigation.items()
    assert list(known) == sorted(known)
    navigation.register(known[0])
    assert navigation.items() == known
    assert len({item.url_name for item in known}) == len(known)


def test_the_frame_says_who_where_and_how_secret(here: Partnership) -> None:
    """PAR-7: the marking is the arrangement's, of the viewer's day; before there is any, it is not left out."""
    member: Member = a_member(here, Role.LIAISON_OFFICER, "Mid", name="Sam Invented")
    mid = an_area(here, "Mid").pk
    drawn = frame(asked(viewer_of(member, now=NOW, focus=mid)))["frame"]
    assert (drawn.partnership_name, drawn.person_name, drawn.person_role) == (
        "Fictional",
        "Sam Invented",
        "Liaison officer",
    )
    assert (drawn.area_name, drawn.marking.casefold()) == ("Mid", "official-sensitive")
    assert [each.label for each in drawn.areas] == ["All my areas", "Mid", "Braintree", "Chelmsford", "Maldon"]
    assert [each.label for each in drawn.areas if each.current] == ["Mid"]
    assert [each.label for each in frame(asked(viewer_of(member, now=NOW)))["frame"].areas if each.current] == [
        "All my areas"
    ]


@pytest.mark.parametrize(("area", "offered"), [("Harlow", 0), ("Mid", 5), (None, 17)])
def test_the_area_switcher_offers_what_there_is_to_choose(here: Partnership, area: str | None, offered: int) -> None:
    """PAR-2: one district is no choice."""
    viewer = viewer_of(a_member(here, Role.LIAISON_OFFICER, area), now=NOW)
    assert len(frame(asked(viewer))["frame"].areas) == offered


def test_nobody_inside_has_no_frame() -> None:
    """The page before signing in tells nothing of anybody."""
    http = RequestFactory().get("/")
    assert not frame(http).get("frame")
    http.viewer = None  # type: ignore[attr-defined]
    assert not frame(http).get("frame")


def test_another_partnership_is_offered_to_who_belongs_to_one(here: Partnership) -> None:
    """PAR-1."""
    http = asked(viewer_of(a_member(here, Role.CHAIR), now=NOW))
    assert "Another partnership" not in [each.label for each in frame(http)["frame"].person_links]
    http.has_other_partnerships = True  # type: ignore[attr-defined]
    assert "Another partnership" in [each.label for each in frame(http)["frame"].person_links]
