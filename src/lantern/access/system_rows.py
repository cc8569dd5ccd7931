"""Rows about the systems of agencies: never more of a secret than the part by which people tell it."""

from collections.abc import Iterable
from datetime import date, datetime

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lantern.access.rows import SOON, drawn
from lantern.design import marks
from lantern.design.parts import Kind, Tag
from lantern.organisation.models import Credential
from lantern.organisation.vocabulary import Scope
from lantern.timekeeping import words
from lantern.timekeeping.moments import london

SYSTEMS = ("System", "May", "Until", "Last used", "Made", "")


def by_standing(found: Iterable[Credential], day: date) -> tuple[list[Credential], list[Credential]]:
    """Credentials in force on `day`, and those that ended."""
    every = list(found)
    current = [each for each in every if each.revoked_at is None and each.expires_on >= day]
    return current, [each for each in every if each not in current]


def systems(found: Iterable[Credential], day: date, now: datetime, *, manages: bool) -> list[list[object]]:
    """One row a credential; `manages` adds the way to revoke it."""
    return [
        [
            format_html(
                '{}<span class="lantern-table__hint"><code>lantern_{}_…</code>, counted as {}</span>',
                *(each.name, each.prefix, each.source),
            ),
            format_html_join("", "{}<br>", ((scope,) for scope in scope_words(each))),
            drawn(_until(each, day)),
            marks.when(each.used_at, now) if each.used_at else "Never",
            format_html(
                '{}<span class="lantern-table__hint">by {}</span>', words.day(london(each.made_at)), each.made_by
            ),
            _revoke(each) if manages else "",
        ]
        for each in found
    ]


def scope_words(credential: Credential) -> list[str]:
    """What it may do, in words."""
    return [scope.label for scope in Scope if scope in credential.scopes]


def _until(credential: Credential, day: date) -> Tag:
    if credential.revoked_at:
        return Tag(f"Revoked {words.day(london(credential.revoked_at))}", Kind.LATE)
    if credential.expires_on < day:
        return Tag(f"Expired {words.day(credential.expires_on)}", Kind.LATE)
    soon = (credential.expires_on - day).days <= SOON
    return Tag(words.day(credential.expires_on), Kind.WARNING if soon else Kind.PLAIN)


def _revoke(credential: Credential) -> SafeString:
    url = reverse("access:revoke_system", args=[credential.agency_id, credential.pk])
    return format_html('<a href="{}">Revoke<span class="govuk-visually-hidden"> {}</span></a>', url, credential)
