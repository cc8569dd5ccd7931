"""A child with everything a record can hold, every text of it marked with the child's key; call inside a partnership."""

import csv
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from lantern.children import actions
from lantern.children.actions import school
from lantern.children.models import Address, Child, Placement, ServiceStatus
from lantern.children.rules.described import Described
from lantern.children.vocabulary import AbsenceReason, SchoolKind, Status, WorkKind
from lantern.documents.rules import Document, Paragraph, Section
from lantern.documents.rules.content import as_values
from lantern.exchange.actions.delivering import Brought, deliver
from lantern.exchange.actions.notifications import import_notifications
from lantern.exchange.models import FileBody, ReceivedFile, Source, WaitingFile
from lantern.exchange.rules.api.messages import Batch, Notice, rows_of
from lantern.exchange.rules.feed_layouts import NOTIFICATIONS
from lantern.exchange.vocabulary import SetUpKind
from lantern.missing import actions as missing
from lantern.missing.models import (
    ChatRequest,
    ChatWorker,
    Decision,
    Episode,
    Incident,
    Letter,
    LetterAbout,
    NoLetters,
    Profile,
    Step,
    Trigger,
)
from lantern.missing.vocabulary import (
    AnswerKind,
    Asker,
    Channel,
    FoundBy,
    Grade,
    HadChat,
    Harm,
    MissingFrom,
    OfferedHow,
    OfferedTo,
    Risk,
    Said,
    StepKind,
    Wish,
)
from lantern.missing.vocabulary import Section as ChatSection
from lantern.network.actions import confirm_mention
from lantern.network.vocabulary import Kind
from lantern.obligations import actions as obligations
from lantern.obligations.models import Obligation
from lantern.organisation import actions as organisation
from lantern.organisation.models import Agency, Area, Credential, Member, Postcode
from lantern.organisation.vocabulary import Scope
from lantern.timekeeping.moments import Moment, london
from lantern.trail.acting import action
from tests.factories.people import LONG_AGO, now
from tests.integration.access.mapped import a_marked_map
from tests.integration.access.marked_exploitation import exploited

BORN = date(2012, 3, 3)
HEADINGS = [column.headings[0] for column in NOTIFICATIONS.columns]


@dataclass
class Marked:
    """A child and, as arguments of addresses, the records about the child."""

    key: str
    child: Child
    arguments: dict[str, Any] = field(default_factory=dict)

    @property
    def ids(self) -> list[str]:
        """What must not be seen of a child that is out of sight, besides marked texts and the number."""
        return [str(value) for value in self.arguments.values() if isinstance(value, UUID)]


def a_marked_child(
    key: str,
    *,
    area: Area | None,
    by: Member,
    worker: Member,
    chat: Member | None = None,
    signs: Member | None = None,
    others: Sequence[Member] = (),
) -> Marked:
    """The child, an episode that is over with what followed, and one that is open."""
    say, at = f"Xq{key}".__add__, now()
    child = actions.create_child(
        described=Described(say("fore"), say("born"), BORN, "F", pupil_number=say("pupil")),
        area=area, known_as=say("called"), pronouns=say("pronouns"), by=by, at=at,
    )  # fmt: skip
    child = actions.change_child(child=child, changes={"surname": say("sur")}, version=1, by=by, at=at)
    actions.add_alias(child=child, forename=say("alias"), surname="", source=say("toldby"), by=by, at=at)
    for system in ("council", "police"):
        actions.add_reference(child=child, system=system, value=say(system), by=by, at=at)
    for text in (say("before"), f"1 Xq{key} Road"):
        since = LONG_AGO if text.startswith("1") else LONG_AGO - timedelta(days=900)
        place = area.pk if area else None
        actions.move_to(child=child, text=text, postcode="", district=place, since=since, by=by, at=at)
    for since in (LONG_AGO, LONG_AGO + timedelta(days=30)):
        actions.set_status(child=child, status=Status.LOOKED_AFTER, legal_status="C2", since=since, by=by, at=at)
        actions.place(child=child, code="K2", where=say("house"), since=since, by=by, at=at)
    _allocate(child, by, WorkKind.SOCIAL_WORKER, worker)
    for kind, member in ((WorkKind.CHAT_WORKER, chat), *((WorkKind.OTHER, each) for each in others)):
        if member:
            _allocate(child, by, kind, member)
    found = Marked(key, child, {"child": child.pk} | _school(child, say, by, at))
    _episodes(found, by)
    found.arguments |= exploited(key, child, by, signs)
    found.arguments |= a_marked_letter(key=key, child=child, incident=found.arguments["over"], by=by, at=at)
    found.arguments |= a_marked_map(child, say, by=by, at=at)
    found.arguments["work"] = child.allocations.get(kind=WorkKind.SOCIAL_WORKER, until=None).pk
    _leave_to_confirm(child=child, by=None, at=at)
    _every_other_text(child=child, say=say, by=None, at=at)
    return found


@action
def _every_other_text(*, child: Child, say: Callable[[str], str], by: None, at: datetime) -> None:
    """What no action above says: whoever reads a row reads these with the rest of it."""
    Address.objects.filter(child=child).update(source=say("toldwhere"))
    over = {"child": child, "until__isnull": False}  # what holds now decides whose duty it is
    Placement.objects.filter(**over).update(host_authority=say("host"), out_of_area=True)
    ServiceStatus.objects.filter(**over).update(home_authority=say("home"))
    ChatRequest.objects.filter(child=child).update(wish_words=say("wishwords"))


def _school(child: Child, say: Callable[[str], str], by: Member, at: datetime) -> dict[str, UUID]:
    """What holds of the schooling, and an absence from school."""
    fact = school.record_schooling(
        child=child, kind=SchoolKind.REDUCED, since=LONG_AGO, school=say("school"), note=say("timetable"), by=by, at=at
    )
    absence = school.record_absence(
        child=child, first=LONG_AGO, last=LONG_AGO, reason=AbsenceReason.UNKNOWN, school=say("school"), note=say("gone"),
        by=by, at=at,
    )  # fmt: skip
    return {"fact_about_school": fact.pk, "school_absence": absence.pk}


@action
def _leave_to_confirm(*, child: Child, by: None, at: datetime) -> None:
    """As a record that was opened from a notification stands, so that lists of those show it; a name put right."""
    Child.objects.filter(pk=child.pk).update(provisional=True)
    child.names.update(until=date(2026, 1, 1))


@action
def a_marked_letter(*, key: str, child: Child, incident: UUID, by: Member, at: datetime) -> dict[str, UUID]:
    """A letter that was printed, as though the child were not open to children's services."""
    say = f"Xq{key}".__add__
    section = Section(
        say("title"), (Paragraph(say("letter")),), say("holder"), (say("holder"), f"1 Xq{key} Road"), ("Us",)
    )
    said = as_values(Document("Letter", (section,), "Official-Sensitive"))["sections"][0]
    letter = Letter.objects.create(
        child=child,
        to="child",
        batch=uuid4(),
        place=1,
        said=said,
        marking="Official-Sensitive",
        printed_at=at,
        printed_by=by,
    )
    LetterAbout.objects.create(child=child, letter=letter, incident_id=incident, to="child")
    NoLetters.objects.create(child=child, reason=say("noletters"), by=by, at=at, ended_at=at, ended_by=by)
    return {"letter": letter.pk, "batch": letter.batch}


def _allocate(child: Child, by: Member, kind: WorkKind, member: Member) -> None:
    for since in (LONG_AGO, LONG_AGO + timedelta(days=30)):  # the second ends the first, so that there is a history
        actions.allocate(child=child, member=member, kind=kind, since=since, by=by, at=now())


def worked_with(child: Child, member: Member, *, until: date) -> None:
    """Somebody worked with the child, and does so no more."""
    work = actions.allocate(child=child, member=member, kind=WorkKind.OTHER, since=LONG_AGO, by=None, at=now())
    actions.end_allocation(allocation=work, on=until, by=member, at=now())


def _episodes(found: Marked, by: Member) -> None:
    say, at = f"Xq{found.key}".__add__, now()
    over = _reported(found, by, at - timedelta(days=6))
    missing.record_return(
        episode=over, found=Moment(at - timedelta(days=5)), where=say("foundwhere"), found_by=FoundBy.POLICE,
        harm=Harm.NONE, note=say("returned"), area=say("foundarea"), state=say("foundstate"), company=say("foundwith"), by=by,
        at=at - timedelta(days=5),
    )  # fmt: skip
    over.refresh_from_db()
    for kind, note in ((StepKind.VULNERABILITY_CHECK, "checked"), (StepKind.PREVENTION_PLAN, "planned")):
        missing.record_step(
            episode=over, kind=kind, happened=Moment(at - timedelta(days=4)), note=say(note), reference=say("plan"),
            by=by, at=at - timedelta(days=3),
        )  # fmt: skip
    found.arguments |= _a_chat(over, say, by, at - timedelta(days=4))
    step = Step.objects.get(child=found.child, kind=StepKind.VULNERABILITY_CHECK)
    missing.correct_step(
        episode=over, step=step, version=step.version, happened=Moment(at - timedelta(days=4)), note=say("checkedanew"),
        by=by, at=at,
    )  # fmt: skip
    owed = Obligation.objects.filter(child=found.child, met_at=None).order_by("due_at", "kind")
    obligations.waive(obligation=owed[0], reason=say("waived"), by=by, at=at)
    still_open = _reported(found, by, at - timedelta(hours=5), whence=COMMON)
    owed = Obligation.objects.filter(child=found.child, met_at=None, waived_at=None).order_by("due_at", "kind")
    obligations.hand_over(obligation=owed[0], to=by, by=by, at=at)
    acknowledged = missing.acknowledge(episode=still_open, by=by, at=at)
    found.arguments["acknowledgement"] = acknowledged.pk
    found.arguments |= {"episode": still_open.pk, "over": over.pk, "step": step.pk, "obligation": owed[0].pk}
    found.arguments |= _answered(found, by)


def _answered(found: Marked, by: Member) -> dict[str, Any]:
    """A trigger that waits, and the answer to one: the risk of both episodes is high."""
    waiting, other = Trigger.objects.filter(child=found.child, withdrawn_at=None).order_by("-at", "id")[:2]
    text = f"Xq{found.key}answered"
    (answer,) = missing.answer_triggers(triggers=[other], kind=AnswerKind.SUPPORT, text=text, by=by, at=now())
    return {"trigger": waiting.pk, "answer": answer.pk}


def _a_chat(over: Episode, say: Callable[[str], str], by: Member, at: datetime) -> dict[str, UUID]:
    """A chat about the episode that is over, offered and answered."""
    offer = missing.offer_chat(
        episode=over, to=OfferedTo.CHILD, how=OfferedHow.PHONE, happened=Moment(at), note=say("offered"),
        authority=say("authority"), by=by, at=at,
    )  # fmt: skip
    missing.answer_chat(
        chat=offer.chat, whose=OfferedTo.CHILD, said=Said.ACCEPTED, happened=Moment(at), note=say("answered"),
        wish=Wish.SOMEBODY, wish_words=say("wish"), by=by, at=at,
    )  # fmt: skip
    missing.record_sitting(
        chat=offer.chat, happened=Moment(at), how=OfferedHow.PERSON, covers=[over], where=say("where"),
        note=say("sitting"), by=by, at=at,
    )  # fmt: skip
    missing.save_section(chat=offer.chat, section=ChatSection.WHY, text=say("told"), based_on=0, by=by, at=at)
    to_do = missing.add_follow_up(chat=offer.chat, text=say("todo"), owner=by, due_on=None, by=by, at=at)
    missing.tell_of_chat(
        chat=offer.chat, to=by, words=say("toldtheworker"), site="https://lantern.example.org", by=by, at=at
    )
    missing.request_chat(
        child=over.child, asker=Asker.PROFESSIONAL, channel=Channel.PHONE, words=say("asksagain"), by=by,
        at=at + timedelta(days=1),
    )  # fmt: skip
    missing.record_asked(
        child=over.child, said=HadChat.HAD_NOT, happened=Moment(at), note=say("askedabout"), by=by, at=at
    )
    if not ChatWorker.objects.filter(member=by).exists():
        missing.set_capacity(
            worker=by, capacity=4, travels=[], described="", note=say("capacity"), seen=0, by=by, at=at
        )  # fmt: skip
    named = confirm_mention(
        child=over.child, kind=Kind.PERSON, words=say("named"), source_kind="chat", source_id=offer.chat_id, part="why",
        by=by, at=at,
    )  # fmt: skip
    return {"chat": offer.chat_id, "fact": offer.pk, "follow_up": to_do.pk, "entity": named.entity_id}


def a_note(text: str, area: Area, *, by: Member) -> UUID:
    """Left for the next shift."""
    return missing.leave_note(area=area, text=text, by=by, at=now()).pk


def a_shift(member: Member, area: Area, *, by: Member) -> UUID:
    """A day on the rota of an area."""
    at = now()
    return missing.add_shift(
        member=member, area=area.pk, place=1, since=at - timedelta(hours=2), until=at + timedelta(days=1), by=by, at=at
    ).pk


def a_marked_request(key: str, postcode: str) -> UUID:
    """Somebody asked for a chat by the public form; nobody has said which child it is about."""
    say = f"Xq{key}".__add__
    return missing.receive_request(
        asker=Asker.CHILD, channel=Channel.FORM, name=say("asks"), born=say("age"), postcode=postcode, reach=say("reach"),
        words=say("words"), by=None, at=now(),
    ).pk  # fmt: skip


COMMON = "Common House"  # where every child went from: without a mark, or nobody would share it


def _reported(found: Marked, by: Member, last_seen: datetime, *, whence: str = "") -> Episode:
    say = f"Xq{found.key}".__add__
    if not Profile.objects.filter(child=found.child).exists():
        missing.save_profile(child=found.child, said={"health": say("health")}, version=0, by=by, at=last_seen)
    return missing.report_missing(
        with_profile=True, child=found.child, last_seen=Moment(last_seen), reported=Moment(last_seen + timedelta(minutes=10)),
        circumstances=say("circumstances"), missing_from=MissingFrom.PLACEMENT, from_where=whence or say("fromwhere"),
        risk=Risk.HIGH, risk_reason=say("risk"), grade=Grade.PRIORITY, reported_by=say("reportedby"), seen_by=say("seenby"),
        by=by, at=last_seen + timedelta(minutes=10),
    )  # fmt: skip


@dataclass
class Told:
    """A file that was taken in, and the incidents in it that wait for a person."""

    file: ReceivedFile
    waiting: dict[str, UUID]
    source: UUID
    unread: UUID


def a_marked_file(
    path: Path, known: Mapping[str, Marked], waiting: Mapping[str, str], near: Mapping[str, str], *, by: Member
) -> Told:
    """Take in a file with a row about each of `known`, decided by a person, one for each of `waiting`, and one refused.

    `waiting` has the postcode of each; `near` the child it might be about, of whom it is no proof.
    """
    rows = [_row(f"Xq{key}ref", f"Xq{key}", f"Xq{key}", "") for key in known]
    rows += [
        _row(f"Xq{key}ref", _slip(near[key]), f"Xq{key}", postcode) | {"Address": f"2 Xq{key} Road"}
        for key, postcode in waiting.items()
    ]
    last = "Xqrefusedelse" if "else" in known else "Xqrefused"
    rows.append(_row(f"{last}ref", last, last, "") | {"Last seen": "soon", "Reported": last})
    with path.open("w", newline="") as opened:
        writer = csv.DictWriter(opened, HEADINGS)
        writer.writeheader()
        writer.writerows(rows)
    file, _ = import_notifications(path=path, source="police", by=by, at=now())
    for key, each in known.items():
        each.arguments |= _decided(_incident(key), each.child, by)
    _keep_a_body(file=file, by=None, at=now())
    source, unread = _known_layout(key="else" if "else" in known else "here", by=by, at=now())
    return Told(file, {key: _incident(key).pk for key in waiting}, source, unread)


def _incident(key: str) -> Incident:
    return Incident.objects.get(reference=f"XQ{key.upper()}REF")


def _decided(incident: Incident, child: Child, by: Member) -> dict[str, UUID]:
    if incident.child_id != child.pk:
        missing.decide_child(incident=incident, child=child, by=by, at=now())
    missing.set_aside(incident=incident, reason=f"{incident.reference}reason", by=by, at=now())
    decision = Decision.objects.filter(incident=incident).latest("at")
    return {"incident": incident.pk, "decision_id": decision.pk}


def _slip(key: str) -> str:
    """Xqnurth for Xqnorth, a vowel mistyped: like the child's name, and no mark of theirs."""
    return "Xq" + re.sub("[aeiou]", lambda vowel: "eioua"["aeiou".index(vowel[0])], key, count=1)


def _row(reference: str, name: str, text: str, postcode: str) -> dict[str, str]:
    seen = now() - timedelta(days=60)
    return dict.fromkeys(HEADINGS, "") | {
        "Ref": reference, "Message": "initial", "Forename(s)": f"{name}fore", "Surname": f"{name}sur",
        "DOB": f"{BORN:%d/%m/%Y}", "Sex": "F", "Address": f"1 {name} Road", "Postcode": postcode,
        "Last seen": f"{seen:%d/%m/%Y %H:%M}", "Reported": f"{seen:%d/%m/%Y %H:%M}", "Risk": "medium",
        "Circumstances": f"{text}feed",
    }  # fmt: skip


@action
def _keep_a_body(*, file: ReceivedFile, by: None, at: datetime) -> None:
    """As while a long file is taken in."""
    FileBody.objects.create(file=file, content=b"Xq")


@action
def _known_layout(*, key: str, by: Member, at: datetime) -> tuple[UUID, UUID]:
    """A sender whose layout was told, and then told anew; and a file that waits for its layout."""
    mapping = {"columns": {"reference": f"Xqagency{key} Ref", "surname": "Family"}}
    source = Source.objects.create(
        name=f"Xqagency{key} desk", kind="notifications", mapping=mapping, by=by, saved_at=at
    )
    source.version = 2
    source.save()
    content = f"Xqagency{key} Number,Family\n1,Xq{key}sur\n".encode()
    unread = WaitingFile.objects.create(
        kind="notifications", name=f"Xqagency{key} week.csv", content=content, size=len(content), by=by, received_at=at
    )
    return source.pk, unread.pk


@action
def files_for_setting_up(*, key: str, by: Member, at: datetime) -> tuple[UUID, UUID]:
    """Boundaries and a list of people that wait for the word of who sent them."""
    district = Area.objects.filter(geography__is_main=True, level="district").order_by("name").first()
    assert district
    ring = [[0, 51], [1, 51], [1, 52], [0, 51]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    features = [{"type": "Feature", "properties": {"name": district.name}, "geometry": shape}]
    drawn = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    listed = f"Name,Email,Agency,Role\nXqagency{key} Guest,xq{key}@example.org,{by.agency.name},Chair\n".encode()
    kept = [
        WaitingFile.objects.create(
            kind=kind,
            name=f"Xqagency{key} {kind}",
            source="districts",
            content=content,
            size=len(content),
            by=by,
            received_at=at,
        )
        for kind, content in ((SetUpKind.BOUNDARIES, drawn), (SetUpKind.PEOPLE, listed))
    ]
    return kept[0].pk, kept[1].pk


def a_marked_system(agency: Agency, *, key: str, by: Member, at: datetime) -> Credential:
    """An agency's system that delivered a message which could not be used."""
    agency.protocol_signed_on = LONG_AGO
    credential = organisation.make_credential(
        agency=agency, name=f"Xqagency{key} room", source="police", scopes=tuple(Scope),
        expires_on=london(at).date() + timedelta(days=30), by=by, at=at,
    ).credential  # fmt: skip
    text = "xqrefusedelse" if key == "else" else "xqrefused"
    rows = rows_of(Batch(messages=[Notice(reference=f"{text}api", message="initial")]))
    deliver(brought=Brought(credential=credential, key=f"{key}-first", said=b"{}", rows=rows), at=at)
    return credential


@action
def some_rest(*, area: Area, postcode: str, by: None, at: datetime) -> None:
    """What commands load: a postcode, a boundary."""
    Postcode.objects.create(code=postcode.replace(" ", ""), longitude=0.5, latitude=51.7, area=area)
    corners = [[0.1, 51.5], [0.2, 51.5], [0.2, 51.6], [0.1, 51.5]]
    area.boundary = {"type": "Polygon", "coordinates": [corners]}
    area.save()
