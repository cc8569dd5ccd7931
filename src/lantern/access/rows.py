"""Rows of the tables about the organisation: what a cell says of a member, a role, an agency, an area."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lantern.access.queries import Divided, Held
from lantern.access.rules import what_it_may, what_it_sees
from lantern.design import marks
from lantern.design.parts import Kind, Tag
from lantern.organisation.models import Agency, Invitation, Member, RoleHeld
from lantern.organisation.rules.protocol import Protocol, protocol_on
from lantern.organisation.vocabulary import Role
from lantern.timekeeping import words
from lantern.timekeeping.moments import london

NOTHING = "—"
WHOLE = "the whole partnership"
SOON = 60  # days before a protocol ends within which the page says so
PEOPLE = ("Name", "Agency", "Roles", "Sign-in")
ROLES = ("Role", "Area", "From", "Until", "")
AGENCIES = ("Agency", "Kind", "People", "Sharing protocol", "")


def people(members: Iterable[Any], now: datetime) -> list[list[object]]:
    """One row a member, made by `queries.people`."""
    return [
        [
            format_html(
                '<a href="{}">{}</a><span class="lantern-table__hint">{}</span>',
                reverse("access:member", args=[member.pk]),
                member.name,
                member.designation,
            ),
            member.agency.name,
            format_html_join("", "{}<br>", ((role_words(held),) for held in member.held_today)) or NOTHING,
            _quiet_when_done(sign_in_state(member, member.latest, now)),
        ]
        for member in members
    ]


def role_words(held: RoleHeld) -> str:
    """Liaison officer, Chelmsford."""
    return f"{Role(held.role).label}, {held.area.name if held.area else WHOLE}"


def sign_in_state(member: Member, invitations: list[Invitation], now: datetime) -> Tag:
    """Where somebody stands between being added and signing in."""
    if member.removed_at:
        return Tag(f"Removed {words.day(london(member.removed_at))}")
    if member.user_id:
        return Tag("Signed up", Kind.DONE)
    if not invitations:
        return Tag("Not invited yet", Kind.WARNING)
    if invitations[0].expires_at <= now:
        return Tag("Invitation expired", Kind.WARNING)
    return Tag(f"Invited {words.day(london(invitations[0].sent_at))}", Kind.NOTE)


def _quiet_when_done(tag: Tag) -> SafeString | str:
    return format_html('<span class="lantern-whole">{}</span>', tag.text) if tag.kind == Kind.DONE else drawn(tag)


def drawn(tag: Tag) -> SafeString:
    return marks.tag(tag.text, tag.kind)


def in_force(held: RoleHeld, day: date) -> bool:
    """Whether the role is held on `day` or will be: it can still be ended."""
    return held.until is None or held.until > day


def roles(held: Iterable[RoleHeld], day: date, ends: dict[Any, SafeString]) -> list[list[object]]:
    """One row a role; `ends` holds the button that ends it, by the role's id."""
    return [
        [
            Role(each.role).label,
            each.area.name if each.area else WHOLE.capitalize(),
            words.day(each.since),
            words.day(each.until) if each.until else NOTHING,
            ends.get(each.pk, ""),
        ]
        for each in held
    ]


def openings(held: Iterable[RoleHeld]) -> list[dict[str, object]]:
    """What each role opens, in words, for the member's page (SHA-2)."""
    return [
        {
            "role": role_words(each),
            "sees": what_it_sees(Role(each.role), each.area.name if each.area else WHOLE),
            "may": what_it_may(Role(each.role)),
        }
        for each in held
    ]


def agencies(found: Iterable[Any], day: date, *, manages: bool) -> list[list[object]]:
    """One row an agency, made by `queries.agencies_with_people`; the number of people leads to their list."""
    return [
        [
            each.name,
            each.get_kind_display(),
            _people_of(each),
            drawn(protocol_tag(each, day, has_people=bool(each.people_count))),
            _agency_links(each, manages=manages),
        ]
        for each in found
    ]


def protocol_tag(agency: Agency, day: date, *, has_people: bool) -> Tag:
    """Whether the agency may receive papers, and until when (PAR-6); red where it has people who wait for them."""
    signed, expires = agency.protocol_signed_on, agency.protocol_expires_on
    state = protocol_on(day, signed=signed, expires=expires)
    if state is Protocol.UNSIGNED:
        return Tag("Not signed", Kind.LATE if has_people else Kind.PLAIN)
    if state is Protocol.EXPIRED:
        return Tag(f"Expired {words.day(expires)}" if expires else "Expired", Kind.LATE)
    if expires is None:
        return Tag("Signed", Kind.DONE)
    return Tag(f"Signed until {words.day(expires)}", Kind.WARNING if (expires - day).days <= SOON else Kind.DONE)


def held_since(held: Held) -> str:
    """Since when an area lies where it does; nothing when it always did."""
    return "" if held.since == date.min else f"since {words.day(held.since)}"


def branches(divided: Divided) -> list[dict[str, Any]]:
    """The geography from its top down: areas that no other of it holds, each with what it holds."""
    held = {each.area.pk for holds in divided.holds.values() for each in holds}
    return [_branch(divided, Held(area, date.min, None)) for area in divided.areas if area.pk not in held]


def _branch(divided: Divided, held: Held) -> dict[str, Any]:
    below = [_branch(divided, each) for each in divided.holds.get(held.area.pk, ())]
    return {"area": held.area, "since": held_since(held), "below": below, "until": held.until}


def moves(divided: Divided, day: date) -> list[str]:
    """What was otherwise or will be, as sentences, latest first."""
    said = []
    for each in sorted(divided.others, key=lambda holding: holding.since, reverse=True):
        if each.since > day:
            said.append(f"{each.held.name} moves to {each.holder.name} on {words.day(each.since)}")
        elif each.until:
            said.append(f"{each.held.name} was in {each.holder.name} until {words.day(each.until)}")
    return said


def _people_of(agency: Any) -> SafeString | str:
    if not agency.people_count:
        return "0"
    return format_html('<a href="{}?agency={}">{}</a>', reverse("access:people"), agency.pk, agency.people_count)


def _agency_links(agency: Agency, *, manages: bool) -> SafeString:
    systems = _link("Systems", "access:systems", agency)
    return format_html("{} {}", systems, _link("Change", "access:change_agency", agency)) if manages else systems


def _link(label: str, name: str, target: Any) -> SafeString:
    return format_html(
        '<a href="{}">{}<span class="govuk-visually-hidden"> {}</span></a>',
        reverse(name, args=[target.pk]),
        label,
        target,
    )


def every_role(holders: Mapping[str, int]) -> list[dict[str, object]]:
    """Each role with what it sees and may, and how many people hold it today."""
    return [
        {
            "role": each,
            "sees": what_it_sees(each, "its area"),
            "may": what_it_may(each),
            "people": holders.get(each.value, 0),
        }
        for each in Role
    ]
