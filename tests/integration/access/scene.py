"""Two partnerships with everything that pages show, each child marked, and everybody who might look at them.

Every name, address, number and free text about a child begins with "Xq" and the child's key, so that one search of a page
tells whose record it shows. Read `CHILDREN` for who may see whom.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import time
from typing import Any
from uuid import UUID

from django.db import transaction

from lantern.mace1.actions.gathering import put_on
from lantern.mace1.vocabulary import ItemKind
from lantern.organisation import actions as organisation
from lantern.organisation.models import Area, Geography, Member, RoleHeld
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from tests.factories.people import (
    LONG_AGO,
    a_member,
    a_partnership,
    an_area,
    invited,
    now,
    session_key,
    signed_in_client,
)
from tests.factories.sign_in import an_own_sign_in
from tests.factories.today import today
from tests.integration.access.closed import conflicting, left_to_nobody, restricted_to
from tests.integration.access.concerning import Persons
from tests.integration.access.marked import (
    Marked,
    a_marked_child,
    a_marked_file,
    a_marked_request,
    a_marked_system,
    a_note,
    a_shift,
    files_for_setting_up,
    some_rest,
    worked_with,
)
from tests.integration.access.marked_mace1 import (
    a_run_series,
    a_seat_of,
    a_view_of,
    asked_for,
    discussed,
    on_the_agenda,
    running,
    what_a_meeting_has,
)
from tests.integration.access.paired import pairs_of
from tests.integration.access.watched import a_seal_of_nothing, an_unusual_access

UNKNOWN = UUID("00000000-0000-4000-8000-000000000000")
ROLES = {
    "coordinator": Role.MISSING_COORDINATOR,
    "liaison": Role.LIAISON_OFFICER,
    "triage": Role.TRIAGE_OFFICER,
    "worker": Role.SOCIAL_WORKER,
    "manager": Role.TEAM_MANAGER,
    "chat": Role.CHAT_WORKER,
    "chair": Role.CHAIR,
    "support": Role.BUSINESS_SUPPORT,
    "health": Role.HEALTH_MEMBER,
    "analyst": Role.ANALYST,
    "administrator": Role.ADMINISTRATOR,
    "governance": Role.INFORMATION_GOVERNANCE,
}
"""Each of the twelve roles, held over the quadrant Mid; `county` and `elsewhere` hold the first over a whole partnership.

`former` is a member still, whose only role has ended.
"""

INSIDE = frozenset({*ROLES, "county", "elsewhere", "former"})
OUTSIDE = frozenset({"nobody", "removed", "no factor"})
BY_AREA = frozenset({"county", "coordinator", "liaison", "triage", "analyst"})
AT_WORK = frozenset({"county", "worker", "manager", "chair", "support", "health", "administrator", "governance"})

CHILDREN: dict[str, frozenset[str]] = {
    "mid": BY_AREA,
    "north": frozenset({"county"}),
    "work": AT_WORK,  # lives in North; all of these work with the child
    "chat": frozenset({"county", "chat", "manager"}),  # the manager is asked to sign off an assessment
    "agenda": frozenset(
        {"county", "chair", "support"}
    ),  # lives in North; on the agenda of a meeting that these two run
    "lost": frozenset({"county"}),  # area not known
    "kept": frozenset({"worker", "chat"}),  # lives in Mid; restricted to these two
    "torn": frozenset(
        {"liaison", "analyst"}
    ),  # lives in Mid; of those who cover it the others have a conflict of interest
    "else": frozenset({"elsewhere"}),
}
"""Whose record each child's is, as far as area, work and partnership decide; what a role may open is another matter."""

TEXTS = CHILDREN | {
    "waitmid": frozenset({"county", "coordinator", "liaison", "triage"}),
    "waitnorth": frozenset({"county"}),
    "waitlost": frozenset({"county"}),
    "waitkept": frozenset({"county", "coordinator", "liaison", "triage"}),  # somebody like the restricted child
    "tornword": frozenset({"governance"}),  # what was written of the conflicts, which information governance ends
    "left": frozenset(),  # restricted to people who left
    "waitelse": frozenset({"elsewhere"}),
    "refused": frozenset({"county"}),
    "refusedelse": frozenset({"elsewhere"}),
    "agencyelse": frozenset({"elsewhere"}),
}
"""Who may read what begins with "Xq" and the key; an analyst reads none of it, since all of it names somebody."""


@dataclass
class Scene:
    """`records` are the addresses' arguments by kind and key; `sessions` the keys of those who are signed in."""

    here: Partnership
    elsewhere: Partnership
    people: dict[str, Member] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    marked: dict[str, Marked] = field(default_factory=dict)
    records: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    sees: dict[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)


@contextmanager
def a_scene() -> Iterator[Scene]:
    """The scene for as long as the one transaction lasts that is rolled back afterwards."""
    with transaction.atomic():
        scene = Scene(a_partnership("Fictional"), a_partnership("Nowhere"))
        _people(scene)
        _children(scene)
        _organisation(scene)
        _governance(scene)
        _pairs(scene)
        _duty(scene)
        _meetings(scene)
        _closed(scene)
        yield scene
        transaction.set_rollback(True)


def _people(scene: Scene) -> None:
    for name, role in ROLES.items():
        scene.people[name] = a_member(scene.here, role, "Mid", name=f"{name.capitalize()} Sample")
    for name in ("county", "removed", "no factor"):
        scene.people[name] = a_member(scene.here, Role.MISSING_COORDINATOR, name=f"{name.capitalize()} Sample")
    scene.people["former"] = a_member(scene.here, name="Former Sample")
    home = "Xqagencyelse Invented"
    scene.people["elsewhere"] = a_member(scene.elsewhere, Role.MISSING_COORDINATOR, name="Xqelse Member", agency=home)
    scene.people["colleague"] = a_member(scene.here, Role.SOCIAL_WORKER, "North", name="Colleague Sample")
    for name, member in scene.people.items():
        scene.sessions[name] = _session(member)
    del scene.sessions["colleague"]
    _withdraw_second_factor(scene)
    scene.people["focused"], scene.sessions["focused"] = scene.people["county"], _focused(scene)
    with within(scene.here.pk):
        organisation.remove_member(member=scene.people["removed"], by=None, at=now())
        north = Area.objects.get(name="North", geography__is_main=True)
        for name in ("coordinator", "liaison", "former"):  # held until the other day: what was theirs is theirs no more
            organisation.give_role(
                member=scene.people[name], role=Role.TRIAGE_OFFICER, area=north, since=LONG_AGO,
                until=today() - timedelta(days=2), by=None, at=now(),
            )  # fmt: skip


def _session(member: Member) -> str:
    """A session that has been in use: entered, and its idle clock set."""
    client = signed_in_client(member)
    session = client.session
    session.update({"entered": str(member.pk), "used": int(time())})
    session.save()
    return session_key(client)


def _withdraw_second_factor(scene: Scene) -> None:
    client = signed_in_client(scene.people["no factor"])
    session = client.session
    del session["second_factor"]
    session.save()
    scene.sessions["no factor"] = session_key(client)


def _focused(scene: Scene) -> str:
    """The county coordinator, who has narrowed lists to Mid."""
    client = signed_in_client(scene.people["county"])
    session = client.session
    session.update({"entered": session["membership"], "used": int(time()), "area": str(an_area(scene.here, "Mid").pk)})
    session.save()
    return session_key(client)


def _children(scene: Scene) -> None:
    mid, north = an_area(scene.here, "Chelmsford"), an_area(scene.here, "Colchester")
    county, colleague = scene.people["county"], scene.people["colleague"]
    at_work = [scene.people[name] for name in AT_WORK - {"county", "worker"}]
    with within(scene.here.pk):
        some_rest(area=mid, postcode="ZZ1 1ZZ", by=None, at=now())
        some_rest(area=north, postcode="ZZ2 2ZZ", by=None, at=now())
        scene.marked["mid"] = a_marked_child("mid", area=mid, by=county, worker=colleague)
        scene.marked["north"] = a_marked_child("north", area=north, by=county, worker=colleague)
        worker = scene.people["worker"]
        scene.marked["work"] = a_marked_child("work", area=north, by=county, worker=worker, others=at_work)
        scene.marked["chat"] = a_marked_child(
            "chat", area=north, by=county, worker=colleague, chat=scene.people["chat"], signs=scene.people["manager"]
        )
        scene.marked["agenda"] = a_marked_child("agenda", area=north, by=county, worker=colleague)
        scene.marked["lost"] = a_marked_child("lost", area=None, by=county, worker=colleague)
        for key in ("north", "lost"):  # work that is over
            worked_with(scene.marked[key].child, scene.people["chat"], until=today() - timedelta(days=2))
        for key in ("kept", "torn"):
            scene.marked[key] = a_marked_child(key, area=mid, by=county, worker=colleague)
        persons = Persons(area=an_area(scene.here, "Mid"), by=county)
        for key in ("mid", "north", "work", "chat", "agenda", "lost", "kept", "torn"):
            round_them = persons.round(scene.marked[key].child, key, closed=key in ("kept", "torn"))
            scene.marked[key].arguments |= round_them
            _place(scene, persons, key, closed=key in ("kept", "torn"))
        waiting = {"waitmid": "ZZ1 1ZZ", "waitnorth": "ZZ2 2ZZ", "waitlost": "", "waitkept": "ZZ1 1ZZ"}
        near = {"waitmid": "north", "waitnorth": "mid", "waitlost": "chat", "waitkept": "kept"}
        requests = {key: a_marked_request(key, code) for key, code in waiting.items()}
        files = _file(
            scene, ["mid", "north", "work", "chat", "agenda", "lost", "kept", "torn"], waiting, near, by=county
        )
    member, area = scene.people["elsewhere"], an_area(scene.elsewhere, "Chelmsford")
    with within(scene.elsewhere.pk):
        some_rest(area=area, postcode="ZZ3 3ZZ", by=None, at=now())
        scene.marked["else"] = a_marked_child("else", area=area, by=member, worker=member)
        persons = Persons(area=an_area(scene.elsewhere, "Mid"), by=member)
        scene.marked["else"].arguments |= persons.round(scene.marked["else"].child, "else", closed=False)
        _place(scene, persons, "else", closed=False)
        requests["waitelse"] = a_marked_request("waitelse", "ZZ3 3ZZ")
        files |= _file(scene, ["else"], {"waitelse": "ZZ3 3ZZ"}, {"waitelse": "else"}, by=member)
    scene.records["chat request"] = {key: {"chat_request": pk} for key, pk in requests.items()}
    scene.sees["chat request"] = {key: TEXTS[key] for key in requests}
    scene.records["child"] = {key: each.arguments for key, each in scene.marked.items()}
    scene.sees["child"] = CHILDREN
    scene.records["file"] = {key: {"file": pk} for key, pk in files.items()}
    scene.sees["file"] = {"here": INSIDE - {"elsewhere"}, "else": frozenset({"elsewhere"})}
    scene.sees["source"] = scene.sees["file"]
    scene.sees["unread"] = {"here": frozenset({"county"}), "else": frozenset({"elsewhere"})}


def _place(scene: Scene, persons: Persons, key: str, *, closed: bool) -> None:
    """A group or place of the child: seen as the child is, unless the record is closed; the tie is seen as the child always."""
    marked = scene.marked[key]
    place, tie = persons.place_of(marked.child, key, marked.arguments["person"], closed=closed)
    if not closed:
        _put(scene, "context", key, **place)
    _put(scene, "tie with a context", key, in_context=tie)
    scene.sees["tie with a context"] = CHILDREN
    scene.sees["context"] = {each: CHILDREN[each] for each in scene.records["context"]}


def _file(
    scene: Scene, keys: list[str], waiting: dict[str, str], near: dict[str, str], *, by: Member
) -> dict[str, UUID]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "Xqagencyelse.csv" if "else" in keys else Path(folder) / "feed.csv"
        told = a_marked_file(path, {key: scene.marked[key] for key in keys}, waiting, near, by=by)
    place = "else" if "else" in keys else "here"
    _put(scene, "source", place, source=told.source)
    _put(scene, "unread", place, waiting=told.unread)
    scene.records.setdefault("waiting", {}).update({key: {"incident": pk} for key, pk in told.waiting.items()})
    scene.sees["waiting"] = {key: TEXTS[key] for key in scene.records["waiting"]}
    return {place: told.file.pk}


def _organisation(scene: Scene) -> None:
    """Arguments of the pages about people, agencies, areas."""
    for key, partnership in (("here", scene.here), ("else", scene.elsewhere)):
        colleague = a_member(partnership, Role.CHAT_WORKER, name=f"Xqagency{key} Colleague")
        a_guest = a_member(partnership, accepted=False)
        invited(a_guest)
        with within(partnership.pk):
            organisation.move_area(
                area=Area.objects.get(name="Maldon", geography__is_main=True),
                to=Area.objects.get(name="North", geography__is_main=True),
                on=today() - timedelta(days=3), by=None, at=now(),
            )  # fmt: skip
            held = RoleHeld.objects.get(member=colleague, until=None)
            over = organisation.give_role(member=colleague, role=Role.CHAIR, since=today(), by=None, at=now())
            organisation.end_role(held=over, by=None, at=now())
            an_own_sign_in(colleague)
            _put(scene, "member", key, member_id=colleague.pk)
            _put(scene, "guest", key, member_id=a_guest.pk)
            _put(scene, "role", key, member_id=colleague.pk, role_id=held.pk)
            _put(scene, "agency", key, agency_id=colleague.agency_id)
            system = a_marked_system(colleague.agency, key=key, by=colleague, at=now())
            _put(scene, "credential", key, agency_id=colleague.agency_id, credential_id=system.pk)
            _put(scene, "geography", key, geography_id=Geography.objects.get(is_main=True).pk)
    for key, sender in (("here", scene.people["administrator"]), ("else", scene.people["elsewhere"])):
        with within(sender.partnership_id):
            boundaries, people = files_for_setting_up(key=key, by=sender, at=now())
        _put(scene, "boundaries", key, waiting=boundaries)
        _put(scene, "list of people", key, waiting=people)
    sent = {"here": frozenset({"administrator"}), "else": frozenset({"elsewhere"})}
    scene.sees |= dict.fromkeys(("boundaries", "list of people"), sent)
    own = {"here": INSIDE - {"elsewhere"}, "else": frozenset({"elsewhere"})}
    scene.sees |= dict.fromkeys(("member", "guest", "role", "agency", "credential", "geography"), own)
    for key, name in (("mid", "Chelmsford"), ("north", "Colchester")):
        _put(scene, "area", key, area=an_area(scene.here, name).pk)
    _put(scene, "area", "else", area=an_area(scene.elsewhere, "Chelmsford").pk)
    scene.sees["area"] = {key: CHILDREN[key] for key in ("mid", "north", "else")}


def _governance(scene: Scene) -> None:
    """An unusual access on either side, and one of the very person who would judge it."""
    governance, elsewhere = scene.people["governance"], scene.people["elsewhere"]
    for key, partnership, of, child, judge in (
        ("here", scene.here, scene.people["colleague"], "mid", governance),
        ("own", scene.here, governance, "north", scene.people["county"]),
        ("else", scene.elsewhere, elsewhere, "else", elsewhere),
    ):
        with within(partnership.pk):
            to = scene.marked[child].child
            found = an_unusual_access(of=of, to=to, answered_by=judge, by=None, at=now())
            if key != "own":
                a_seal_of_nothing(by=None, at=now())
        _put(scene, "unusual", key, unusual_id=found.pk)
    own: frozenset[str] = frozenset()
    scene.sees["unusual"] = {"here": INSIDE - {"elsewhere"}, "own": own, "else": frozenset({"elsewhere"})}


def _pairs(scene: Scene) -> None:
    """Records beside those of three children."""
    for key, partnership, area, by in (
        ("mid", scene.here, "Chelmsford", "county"),
        ("north", scene.here, "Colchester", "county"),
        ("else", scene.elsewhere, "Chelmsford", "elsewhere"),
    ):
        place = an_area(partnership, area)
        with within(partnership.pk):
            found = pairs_of(scene.marked[key].child, mark=key, area=place, by=scene.people[by])
        for kind, arguments in found.items():
            _put(scene, kind, key, **arguments)
    for kind in ("pair", "told apart", "merge"):
        scene.sees[kind] = {key: CHILDREN[key] for key in ("mid", "north", "else")}


TO_THE_NEXT = {"mid": "Ring the night desk", "north": "Ring the hospital", "else": "Xqelsenote"}


def _duty(scene: Scene) -> None:
    """Somebody on the rota of an area of each, and a note for the next shift there, which is about no child."""
    for key, partnership, area, member, by in (
        ("mid", scene.here, "Mid", "liaison", "county"),
        ("north", scene.here, "North", "county", "county"),
        ("else", scene.elsewhere, "Mid", "elsewhere", "elsewhere"),
    ):
        place, people = an_area(partnership, area), scene.people
        with within(partnership.pk):
            _put(scene, "shift", key, shift_id=a_shift(people[member], place, by=people[by]))
            _put(scene, "note", key, note=a_note(TO_THE_NEXT[key], place, by=people[by]))
    scene.sees["note"] = scene.sees["shift"] = {key: CHILDREN[key] for key in ("mid", "north", "else")}


def _meetings(scene: Scene) -> None:
    """One meeting that the chair and business support run, with the child they work with; another one with all the others."""
    people = scene.people
    with within(scene.here.pk):
        here = a_run_series("West", people["chair"], people["support"], by=people["county"])
        others = a_run_series("South", people["colleague"], None, by=people["county"])
        _discussed(scene, "west", here, ["work", "agenda"], by=people["chair"])
        rest = [key for key in scene.marked if key not in ("work", "agenda", "else")]
        _discussed(scene, "south", others, rest, by=people["colleague"])
        _put(scene, "series", "here", series=here[0].pk)
        _put(scene, "seat", "here", seat=a_seat_of(here[0]).pk)
        _put(scene, "meeting", "here", meeting=here[1][1].pk)
        _put(scene, "saved view", "chair", saved=a_view_of(people["chair"]).pk)
    own = people["elsewhere"]
    with within(scene.elsewhere.pk):
        there = a_run_series("West", own, None, by=own)
        _discussed(scene, "else", there, ["else"], by=own)
        _put(scene, "series", "else", series=there[0].pk)
        _put(scene, "seat", "else", seat=a_seat_of(there[0]).pk)
        _put(scene, "meeting", "else", meeting=there[1][1].pk)
        _put(scene, "saved view", "else", saved=a_view_of(own).pk)
    known = {"here": INSIDE - {"elsewhere"}, "else": frozenset({"elsewhere"})}
    scene.sees |= dict.fromkeys(("series", "seat", "meeting"), known)
    scene.sees["saved view"] = {"chair": frozenset({"chair"}), "else": frozenset({"elsewhere"})}
    run, nobody = frozenset({"chair", "support"}), frozenset[str]()
    scene.sees["mace1"] = {"west": run, "south": nobody, "else": frozenset({"elsewhere"})}
    chairs = dict.fromkeys(scene.marked, nobody) | dict.fromkeys(("work", "agenda"), frozenset({"chair"}))
    scene.sees |= dict.fromkeys(("put to the chair", "put off"), chairs | {"else": frozenset({"elsewhere"})})
    scene.sees["asked of an agency"] = scene.sees["template"] = {key: CHILDREN[key] for key in scene.marked}
    scene.sees["discussed"] = dict.fromkeys(scene.marked, nobody) | {
        "work": run,
        "agenda": run,
        "else": frozenset({"elsewhere"}),
    }


def _discussed(scene: Scene, name: str, held: tuple[Any, list[Any]], keys: list[str], *, by: Member) -> None:
    first, second, *_ = held[1]
    items = {key: on_the_agenda(scene.marked[key].child, first, f"Xq{key}".__add__, by=by) for key in keys}
    running(first, by=by)
    for key, item in items.items():
        arguments = discussed(item, f"Xq{key}".__add__, second, by=by)
        asked = asked_for(item=item, say=f"Xq{key}".__add__, to=second, by=by, at=now())
        scene.marked[key].arguments |= {"case": item.case_id, "asked": asked.pk}
        _put(scene, "discussed", key, **arguments)
        _put(scene, "asked of an agency", key, asked=arguments["asked"])
        _put(scene, "template", key, template=item.case.templates.get().pk)
        _put(scene, "put to the chair", key, asked=asked.pk)
        later = put_on(case=item.case, meeting=second, kind=ItemKind.REVIEW, because=f"Xq{key}later", by=by, at=now())
        _put(scene, "put off", key, item=later.pk)
    what_a_meeting_has(series=held[0], meeting=first, by=by, at=now())
    _put(scene, "mace1", name, meeting=first.pk)


def _put(scene: Scene, kind: str, key: str, **arguments: Any) -> None:
    scene.records.setdefault(kind, {})[key] = arguments


def _closed(scene: Scene) -> None:
    """Once all is recorded: a record restricted on either side, one that has nobody left, and conflicts of interest."""
    people, child = scene.people, {key: each.child for key, each in scene.marked.items()}
    named, torn = [people["worker"], people["chat"]], [people[name] for name in ("coordinator", "triage", "county")]
    leaving = [a_member(scene.here, Role.SOCIAL_WORKER, "Mid", name=f"{name} Sample") for name in ("Leaving", "Gone")]
    second = a_member(scene.elsewhere, Role.SOCIAL_WORKER, name="Xqelse Second")
    with within(scene.here.pk):
        kept = restricted_to(child["kept"], named, mark="kept", by=people["county"], before=people["colleague"])
        conflict = conflicting(
            child["torn"], torn, mark="tornword", by=people["administrator"], ends=people["governance"]
        )
        left = left_to_nobody(leaving, mark="left", area=an_area(scene.here, "Mid"), by=people["county"])
    with within(scene.elsewhere.pk):
        own, third = people["elsewhere"], a_member(scene.elsewhere, Role.SOCIAL_WORKER, name="Xqelse Third")
        elsewhere = restricted_to(child["else"], [own, second], mark="else", by=own, before=third)
        other = conflicting(child["else"], [third], mark="else", by=own, ends=own)
    for key, arguments in (("kept", kept), ("else", elsewhere)):
        _put(scene, "restriction", key, **arguments)
        scene.marked[key].arguments |= arguments
    _put(scene, "conflict", "here", **conflict)
    _put(scene, "conflict", "else", **other)
    _put(scene, "nobody left", "here", **left)
    _put(scene, "nobody left", "else", restriction_id=elsewhere["restriction"])
    scene.sees["restriction"] = {key: CHILDREN[key] for key in ("kept", "else")}
    here = {"here": INSIDE - {"elsewhere"}, "else": frozenset({"elsewhere"})}
    scene.sees |= {"conflict": here, "nobody left": here}
