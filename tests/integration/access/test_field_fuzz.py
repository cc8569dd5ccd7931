"""Every form is posted every field of every model, and ids of what its sender may not see: it writes what it lists, no more.

What a form does with its own fields is the measure. With hundreds of further fields beside them, named like columns and filled
with what such a column would take, it does exactly the same; with others' ids in its own fields, nothing of theirs is touched
or shown. Each request is undone, so that none hangs on the one before.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import models, transaction
from django.test import Client

from tests.integration.access.asking import Answer, Asked, ask, asked_of, leaks
from tests.integration.access.forms_read import Form, form_of, forms_in
from tests.integration.access.scene import Scene
from tests.integration.access.url_table import TABLE, Row
from tests.integration.access.whole import UUIDS, Whole, changes, fields_of_models, whole_of

A_BUTTON_ALONE = "posted by a button alone, which sends no field"
SHOWS_IDS = {"governance:export"}  # the trail as a file, for those who may search it: ids, no contents
KINDS = ("foreign", "near", "plain")


@dataclass(frozen=True)
class Posting:
    """One form, as somebody who may post it would."""

    name: str
    actor: str
    path: str
    form: Form


def posted_addresses() -> list[str]:
    return sorted(name for name, row in TABLE.items() if row.posts)


def posting(scene: Scene, name: str) -> Posting:
    """The form at that address, opened by the first who may post it and reaches a record; else a button that leads there."""
    row, button = TABLE[name], None
    assert row.posts
    for actor in sorted(row.posts):
        for arguments in _records(scene, row, actor):
            asked = asked_of(name, row, Asked(actor, "GET", ""), arguments)
            answer = ask(scene, asked)
            form = form_of(answer.content, asked.path) if answer.status == 200 else None
            if form is None and row.body:
                given = {**row.arguments, **arguments}
                form = Form("", [tuple(each.split("=", 1)) for each in row.body.format(**given).split("&")])  # type: ignore[misc]
            if form is not None:
                return Posting(name, actor, asked.path, form)
            button = button or Posting(name, actor, asked.path, Form(asked.path, []))
    assert button, f"{name}: nobody reaches a record of it"
    return button


def _records(scene: Scene, row: Row, actor: str) -> list[dict[str, Any]]:
    if not row.of:
        return [{}]
    return [dict(found) for key, found in scene.records[row.of].items() if actor in scene.sees[row.of][key]]


def sends(scene: Scene, one: Posting, body: list[tuple[str, str]]) -> tuple[Answer, Counter[str], Counter[str]]:
    """The answer, and what it changed here and in the other partnership; all of it undone."""
    here = scene.people[one.actor].partnership_id
    other = scene.elsewhere.pk if here == scene.here.pk else scene.here.pk
    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = scene.sessions[one.actor]
    with transaction.atomic():
        before, beside = _before(here), _before(other)
        response = client.generic("POST", one.path, urlencode(body), content_type="application/x-www-form-urlencoded")
        content = b"".join(response.streaming_content if response.streaming else [response.content])
        found = changes(before, whole_of(here)), changes(beside, whole_of(other))
        transaction.set_rollback(True)
    asked = Asked(one.actor, "POST", one.path, urlencode(body))
    return Answer(asked, response.status_code, response.get("Location", ""), b"\n\n" + content), *found


_wholes: dict[Any, Whole] = {}


def _before(partnership: Any) -> Whole:
    """The scene as it stands; read once, since every request is undone."""
    if partnership not in _wholes:
        _wholes[partnership] = whole_of(partnership)
    return _wholes[partnership]


@pytest.fixture(autouse=True, scope="module")
def forgotten() -> Iterator[None]:
    yield
    _wholes.clear()


def further(scene: Scene, one: Posting, kind: str) -> list[tuple[str, str]]:
    """Every field of every model that the form does not list, filled with what its column would take."""
    far = _ids(scene, mine=False, actor=one.actor)
    near = _ids(scene, mine=True, actor=one.actor)
    made = []
    for place, (name, field) in enumerate(sorted(fields_of_models().items())):
        if name not in one.form.names and not any(each.startswith(f"{name}_") for each in one.form.names):
            ids = far if kind == "foreign" else near
            made.append((name, _value(field, ids[place % len(ids)], kind)))
    return made


def _ids(scene: Scene, *, mine: bool, actor: str) -> list[str]:
    """Ids of records of the actor's own partnership, or of the other one's."""
    own = "else" if actor == "elsewhere" else ""
    found = [
        str(value)
        for records in scene.records.values()
        for key, arguments in records.items()
        for value in arguments.values()
        if ((key == "else" or key.endswith("else")) == (own == "else")) is mine
    ]
    return sorted(each for each in set(found) if UUIDS.fullmatch(each))


def _value(field: Any, key: str, kind: str) -> str:
    if isinstance(field, models.ForeignKey | models.UUIDField):
        return key
    if isinstance(field, models.BooleanField):
        return "on" if kind != "near" else "true"
    if isinstance(field, models.DateTimeField):
        return "2020-01-01T00:00:00Z"
    if isinstance(field, models.DateField):
        return "2020-01-01"
    if isinstance(field, models.IntegerField | models.FloatField):
        return "7"
    if isinstance(field, models.JSONField):
        return '{"fuzz": 1}'
    return (field.choices or [("", "")])[0][0] or "fuzz"


def test_every_form_is_known(scene: Scene) -> None:
    """The table's addresses that are posted: nearly all have a form that can be read; the others are posted by a button."""
    read = [name for name in posted_addresses() if posting(scene, name).form.typed()]
    sys.stdout.write(f"\n{len(posted_addresses())} addresses are fuzzed, {len(read)} of them with a form\n")
    assert len(read) >= 0.7 * len(posted_addresses())


@pytest.mark.parametrize("name", posted_addresses())
def test_a_form_writes_what_it_lists_and_no_more(scene: Scene, name: str) -> None:
    """security.md 1: 0 unlisted writes, 0 foreign reads, whatever is posted beside its fields."""
    one = posting(scene, name)
    body = one.form.typed()
    answer, wrote, beside = sends(scene, one, body)
    assert answer.status < 500
    assert not beside
    for kind in KINDS:
        more, wrote_more, beside_more = sends(scene, one, body + further(scene, one, kind))
        assert (more.status, UUIDS.sub("id", more.location)) == (answer.status, UUIDS.sub("id", answer.location)), kind
        assert wrote_more == wrote, f"{kind}: {list((wrote_more - wrote) + (wrote - wrote_more))[:4]}"
        assert not beside_more
        assert name in SHOWS_IDS or list(leaks(scene, more)) == []


@pytest.mark.parametrize("name", posted_addresses())
def test_a_form_takes_nobody_elses_ids_in_its_own_fields(scene: Scene, name: str) -> None:
    """PAR-1: a listed field that takes an id is given every kind of the other partnership's: refused, unsaid, untouched."""
    one = posting(scene, name)
    if not one.form.typed():
        pytest.skip(A_BUTTON_ALONE)
    far = _ids(scene, mine=False, actor=one.actor)
    for field in sorted({key for key, value in one.form.typed() if UUIDS.fullmatch(value)}):
        for key in far:
            body = [(each, key if each == field else value) for each, value in one.form.typed()]
            answer, wrote, beside = sends(scene, one, body)
            assert answer.status < 500
            assert not beside, f"{field}={key} changed the other partnership"
            assert not any(key in row for row in wrote), f"{field}={key} was written"
            assert name in SHOWS_IDS or list(leaks(scene, answer)) == []


def test_a_form_is_read_as_a_browser_sends_it() -> None:
    """The measure itself: hidden fields, the first of a select and of radio buttons, boxes that are ticked, one button."""
    page = b"""<main><form method="post" action="/x/"><input type="hidden" name="version" value="3">
    <input name="name"><input name="born-day"><select name="role"><option value=""></option><option value="chair"></option>
    </select><input type="radio" name="risk" value="high"><input type="radio" name="risk" value="medium" checked>
    <input type="checkbox" name="also" value="1"><input type="checkbox" name="kept" value="2" checked>
    <textarea name="why">As before</textarea><input name="off" disabled><button name="save" value="now">Save</button>
    <button name="save" value="later">Later</button></form><form method="get"><input name="q"></form></main>"""
    [form] = forms_in(page)
    typed = dict(form.typed())
    assert typed.pop("born-day").isdigit()
    assert typed == {
        "version": "3", "name": "Invented words", "role": "chair", "risk": "medium", "kept": "2", "why": "As before",
        "save": "now",
    }  # fmt: skip
    assert form_of(page, "/x/?then=report") == form
    assert form_of(page, "/y/") is None
