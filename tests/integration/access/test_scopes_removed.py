"""SHA-2, issue 2: each scope, permission and check of who is asking is taken away in turn, and the table must notice.

`pytest -s` prints what was taken away beside the test that fails without it.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from django.apps import apps
from django.urls import get_resolver

from lantern.access import middleware, scope, viewer
from lantern.access.records import OfChild
from lantern.access.scope import EVERYTHING
from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.accounts import second_factor
from lantern.children.models import (
    Allocation,
    Child,
    Lookalike,
    Merge,
    NamedPerson,
    NeverSame,
    Restriction,
    SchoolAbsence,
    SchoolFact,
)
from lantern.children.queries import own
from lantern.ecomap.models import KeptMap, Node, Tie
from lantern.exchange.models import ReceivedRow, WaitingFile
from lantern.exchange.views import looked_after
from lantern.exploitation.models import Assessment, Concern, Mechanism, Protection
from lantern.mace1.models import Case, Request, SavedView, Template
from lantern.missing.models import (
    Acknowledgement,
    Chat,
    ChatRequest,
    Episode,
    HandoverNote,
    Incident,
    Letter,
    Trigger,
    TriggerAnswer,
)
from lantern.network.models import (
    ChildTie,
    Context,
    ContextChild,
    Entity,
    Guardian,
    Joining,
    Order,
    PersonOfConcern,
    PlanStep,
    SameChild,
    Statement,
)
from lantern.obligations.models import Obligation
from lantern.organisation.models import Member, RoleHeld
from lantern.organisation.queries import own_memberships
from lantern.tenancy.current import set_locally
from tests.integration.access.asking import Asked, ask, asked_of, faults_of, leaks, names
from tests.integration.access.scene import INSIDE, Scene
from tests.integration.access.url_table import TABLE, Row

TABLE_TEST = "test_urls_by_role.py::test_everybody_opens_what_is_theirs_and_nothing_else"
FOCUS_TEST = "test_scopes_removed.py::test_lists_keep_to_the_area_that_was_chosen"
Patch = pytest.MonkeyPatch
ABOUT_CHILDREN = ("casefile:overview", "missing:episode", "missing:now", "exchange:file", "children:search")
Remove = Callable[[Patch], None]


def rows(*wanted: str) -> Mapping[str, Row]:
    return {name: TABLE[name] for name in wanted}


def say(gone: str, test: str) -> None:
    """For `pytest -s`: what was taken away, and the test that fails without it."""
    print(f"{gone}: {test}")  # noqa: T201


def is_noticed(scene: Scene, gone: str, *wanted: str, actors: tuple[str, ...], methods: str = "GET POST") -> None:
    """Some answer about `wanted` is not the table's now."""
    fault = next(faults_of(scene, rows(*wanted), actors=actors, methods=methods), "")
    say(gone, f"{TABLE_TEST}: {fault[:110]}")
    assert fault, f"nobody notices that {gone}"


def grant(patch: Patch, name: str, q: Any) -> None:
    """Replace what the reason `name` to see a child opens."""
    patch.setattr(scope, "_grants", [replace(each, q=q) if each.name == name else each for each in scope._grants])


@pytest.mark.parametrize("name", [each.name for each in scope._grants])
@pytest.mark.parametrize(("way", "q"), [("opens everything", EVERYTHING), ("opens nothing", None)])
def test_every_reason_to_see_a_child(scene: Scene, monkeypatch: Patch, name: str, way: str, q: Any) -> None:
    """SHA-2: each registered reason, opened to everybody and to nobody."""
    grant(monkeypatch, name, lambda viewer, path: q)
    is_noticed(
        scene,
        f"the reason “{name}” {way}",
        *ABOUT_CHILDREN,
        actors=("liaison", "worker", "chat", "manager", "chair"),
        methods="GET",
    )


DENIED = (
    "casefile:overview",
    "missing:now",
    "missing:episode",
    "exchange:file",
    "obligations:owed",
    "missing:episodes",
)


@pytest.mark.parametrize("name", [each.name for each in scope._denials])
def test_every_reason_not_to_see_a_child(scene: Scene, monkeypatch: Patch, name: str) -> None:
    """SHA-4: each registered denial is taken away; without it the child is on pages of those to whom it is closed."""
    monkeypatch.setattr(scope, "_denials", [each for each in scope._denials if each.name != name])
    for page in DENIED:
        is_noticed(scene, f"the denial “{name}” denies nothing", page, actors=("coordinator", "county"), methods="GET")


def test_both_denials_are_there() -> None:
    """SHA-4: they are registered at start-up."""
    assert {each.name for each in scope._denials} == {"restricted", "conflict"}


SCOPED: dict[type[Any], tuple[str, ...]] = {
    Child: ("casefile:overview",),
    OfChild: ("missing:episode",),
    Allocation: ("children:end_work",),
    Chat: ("missing:chat",),
    ChatRequest: ("missing:chat_request",),
    Entity: ("network:entity",),
    PersonOfConcern: ("network:person",),
    Context: ("network:context",),
    ContextChild: ("network:end_in_context",),
    Guardian: ("network:end_guardian",),
    PlanStep: ("network:finish_step",),
    ChildTie: ("network:end",),
    Statement: ("network:withdraw",),
    Order: ("network:breach",),
    SameChild: ("network:take_back_child",),
    Joining: ("network:part",),
    Episode: ("missing:episode",),
    Obligation: ("obligations:waive",),
    Incident: ("exchange:incident",),
    ReceivedRow: ("exchange:file",),
    WaitingFile: ("exchange:mapping",),
    Lookalike: ("exchange:double",),
    Merge: ("exchange:unmerge",),
    NeverSame: ("exchange:untell_apart",),
    Assessment: ("exploitation:assessment",),
    Concern: ("exploitation:concern",),
    Protection: ("exploitation:acknowledge",),
    Mechanism: ("exploitation:mechanism",),
    KeptMap: ("ecomap:version",),
    Node: ("ecomap:change",),
    Tie: ("ecomap:change_tie",),
    Letter: ("missing:undo_posted",),
    SchoolAbsence: ("children:withdraw_absence",),
    SchoolFact: ("children:end_schooling",),
    Trigger: ("missing:answer",),
    TriggerAnswer: ("missing:take_back_answer",),
    Acknowledgement: ("missing:take_back_acknowledgement",),
    HandoverNote: ("missing:close_note",),
    Restriction: ("children:review_restriction",),
    NamedPerson: ("children:take_off",),
    Case: ("mace1:case",),
    Request: ("mace1:request",),
    SavedView: ("mace1:forget_view",),
    Template: ("mace1:template",),
}
READ_WITH_THE_CHILD = {
    "Action", "Address", "Amendment", "Answer", "AskedAbout", "AssessmentText", "Breach", "ChatText", "ChildName",
    "ChildReference", "ContextAssessment", "ContextPerson", "ContextTurn", "Cover", "Decision", "DiscussionText",
    "Dissent", "Ending", "FollowUp", "Guest", "HarmToOthers", "Item", "KindOfExploitation", "LetterAbout", "Mention",
    "NoLetters", "NothingHeld", "Offer", "PersonTie", "PersonTurn", "Placement", "Placing", "Profile", "ProfileInReport",
    "ProfileVersion", "Progress", "Reassignment", "RecordHeld", "RestrictionReview", "ReturnText", "SentBack",
    "ServiceStatus", "Sitting", "Step", "StepVersion", "Telling", "TemplateText", "Transition", "Waiver",
}  # fmt: skip
"""Records that pages reach through a child, an episode or a place in a meeting only, which have been reached in scope."""


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model.__name__)
def test_every_scope_of_a_record(scene: Scene, monkeypatch: Patch, model: type[Any]) -> None:
    """SHA-2: `visible_to` of each kind of record that pages read."""
    monkeypatch.setattr(model, "visible_to", classmethod(lambda cls, viewer: cls.objects.all()))
    is_noticed(scene, f"{model.__name__}.visible_to shows everything", *SCOPED[model], actors=("coordinator", "worker"))


def test_every_record_with_a_scope_is_among_them() -> None:
    """SHA-2: a new kind of record must be added above. What names no child is everybody's who opens the page."""
    scoped = {model.__name__ for model in apps.get_models() if hasattr(model, "visible_to")}
    assert scoped == {model.__name__ for model in SCOPED} - {"OfChild"} | READ_WITH_THE_CHILD | {
        "Conflict", "ReceivedFile", "Source",
        "Accepted", "Apology", "Attendance", "Invited", "Meeting", "Move", "Seat", "Series",
    }  # fmt: skip


@cache
def pages() -> dict[Permission, list[str]]:
    """The addresses that each permission opens, as the views declare them."""
    found: dict[Permission, list[str]] = {}
    for name in names() & TABLE.keys():
        resolver: Any = get_resolver()
        space, last = name.split(":")
        resolver = resolver.namespace_dict[space][1]
        view = next(each.callback for each in resolver.url_patterns if getattr(each, "name", "") == last)
        if may := view.page[1]:
            found.setdefault(may, []).append(name)
    return found


@pytest.mark.parametrize("permission", [each for each in Permission if each is not Permission.SEE_NAMES])
@pytest.mark.parametrize("holds", [True, False], ids=["everybody's", "nobody's"])
def test_every_permission(scene: Scene, monkeypatch: Patch, permission: Permission, holds: bool) -> None:
    """SHA-2: each permission given to every role, and taken from every role."""
    if holds and permission is Permission.IMPORT_CHILDREN:
        pytest.skip("its page asks besides for the whole partnership, which in the scene coordinators alone have")
    may = Viewer.may
    monkeypatch.setattr(Viewer, "may", lambda self, asked: holds if asked is permission else may(self, asked))
    gone = f"“{permission}” is {'everybody' if holds else 'nobody'}'s"
    is_noticed(scene, gone, *sorted(pages()[permission]), actors=tuple(INSIDE))


def test_who_sees_names(scene: Scene, monkeypatch: Patch) -> None:
    """SHA-2: an analyst sees no name and no free text."""
    monkeypatch.setattr(Viewer, "sees_names", property(lambda self: True))
    is_noticed(scene, "everybody sees names", "missing:now", actors=("analyst",), methods="GET")


def everybody_passed(patch: Patch) -> None:
    patch.setattr(second_factor, "passed", lambda request: True)


def removed_members_stay(patch: Patch) -> None:
    def memberships(user_id: Any, *, via: Any) -> list[Member]:
        set_locally("lantern.user", str(user_id))
        return list(Member.objects.filter(user_id=user_id).select_related("partnership", "agency"))

    patch.setattr(middleware, "own_memberships", memberships)


def roles_do_not_end(patch: Patch) -> None:
    patch.setattr(viewer, "roles_on", lambda member, day: RoleHeld.objects.filter(member=member))


def work_does_not_end(patch: Patch) -> None:
    patch.setattr(own, "allocated_on", lambda day: Allocation.objects.all())


def everybody_covers_all(patch: Patch) -> None:
    real = viewer.viewer_of
    patch.setattr(middleware, "viewer_of", lambda *given, **named: replace(real(*given, **named), covers_all=True))


def every_area_is_ones_own(patch: Patch) -> None:
    patch.setattr(Viewer, "own_areas", property(lambda self: list(self.areas.names)))


def everybody_takes_out_the_return(patch: Patch) -> None:
    patch.setattr(looked_after, "_why_not", lambda drafted, children: "")


CHECKS: dict[str, tuple[Remove, str, str]] = {
    "nobody is asked for a second factor": (everybody_passed, "home:my_work", "no factor"),
    "removed members stay members": (removed_members_stay, "home:my_work", "removed"),
    "a role that has ended still counts": (roles_do_not_end, "casefile:overview", "coordinator"),
    "work with a child that has ended still counts": (work_does_not_end, "casefile:overview", "chat"),
    "every role covers the whole partnership": (everybody_covers_all, "children:unplaced", "liaison"),
    "every area may be chosen": (every_area_is_ones_own, "access:focus", "coordinator"),
    "who covers an area takes out the whole return": (
        everybody_takes_out_the_return, "exchange:looked_after_download", "coordinator"
    ),
}  # fmt: skip


@pytest.mark.parametrize("gone", CHECKS)
def test_every_check_of_who_is_asking(scene: Scene, monkeypatch: Patch, gone: str) -> None:
    """security.md 5, SHA-2."""
    remove, name, actor = CHECKS[gone]
    remove(monkeypatch)
    is_noticed(scene, gone, name, actors=(actor,))


LISTS = {
    "lantern.exploitation.queries.concerns": "exploitation:concerns",
    "lantern.exploitation.queries.levels_listed": "exploitation:levels",
    "lantern.children.queries.lists": "children:provisional",
    "lantern.exchange.queries.doubles": "exchange:doubles",
    "lantern.exchange.queries.queue": "exchange:queue",
    "lantern.mace1.queries.action_log": "mace1:actions",
    "lantern.mace1.queries.tracker": "mace1:tracker",
    "lantern.missing.queries.board": "missing:now",
    "lantern.missing.queries.chat_asked": "missing:chats",
    "lantern.missing.queries.chat_board": "missing:chats",
    "lantern.home.queries.since": "home:briefing",
    "lantern.missing.queries.common_places": "missing:common_places",
    "lantern.missing.queries.episodes": "missing:episodes",
    "lantern.missing.queries.letters": "missing:letters",
    "lantern.missing.queries.triggers": "missing:triggers",
    "lantern.missing.queries.returned": "missing:now",
    "lantern.network.queries.contexts": "network:contexts",
    "lantern.network.queries.orders": "network:orders",
    "lantern.network.queries.persons": "network:persons",
    "lantern.obligations.queries": "obligations:owed",
}
"""The queries that narrow lists to the area that was chosen, and a page of each."""
NUMBERS = {
    "lantern.missing.queries.figures"
}  # tests/integration/missing/test_figures.py: no name could be missed there


def out_of_focus(scene: Scene, name: str) -> Iterator[str]:
    """What a list shows to somebody who looks at Mid, of children elsewhere."""
    answer = ask(scene, asked_of(name, TABLE[name], Asked("focused", "GET", ""), {}))
    if answer.status != 200:
        yield f"{answer.asked}: {answer.status}"
    as_seen_from_mid = replace(answer.asked, actor="liaison")
    yield from leaks(scene, replace(answer, asked=as_seen_from_mid))


def narrowing() -> set[str]:
    """Every module that narrows lists."""
    loaded = {name: module for name, module in sys.modules.items() if name.startswith("lantern.")}
    return {name for name, module in loaded.items() if getattr(module, "in_focus", None) is scope.in_focus}


@pytest.mark.parametrize("name", sorted(set(LISTS.values())))
def test_lists_keep_to_the_area_that_was_chosen(scene: Scene, name: str) -> None:
    """PAR-2: a coordinator of the county who looks at Mid has no child of North on a list."""
    assert list(out_of_focus(scene, name)) == []


@pytest.mark.parametrize("module", LISTS)
def test_every_narrowing_of_a_list(scene: Scene, monkeypatch: Patch, module: str) -> None:
    """PAR-2: each query in turn forgets the area that was chosen."""
    assert narrowing() - {scope.__name__} - NUMBERS == LISTS.keys()
    monkeypatch.setattr(sys.modules[module], "in_focus", lambda viewer, path=scope.of_child: EVERYTHING)
    fault = next(out_of_focus(scene, LISTS[module]), "")
    say(f"{module} forgets the area chosen", f"{FOCUS_TEST}[{LISTS[module]}]: {fault[:110]}")
    assert fault


def test_memberships_are_read_as_oneself_alone(scene: Scene) -> None:
    """PAR-1: the gap for signing in shows one's own memberships, and is closed again."""
    own = own_memberships(scene.people["elsewhere"].user_id, via=None)
    assert [each.pk for each in own] == [scene.people["elsewhere"].pk]
    assert not Member.objects.exists()
