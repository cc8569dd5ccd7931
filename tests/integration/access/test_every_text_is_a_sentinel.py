"""SHA-2, SHA-4, SHA-10: unique words stand in every text of a child, and are nowhere outside their audience.

The scene plants "Xq" and the child's key; `test_urls_by_role` looks for it on every page as everybody. Here is shown that no
text is left without it, and it is sought where pages are not: in files that are taken out, in mail, in the log.
"""

import logging
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.core import mail
from django.db import models, transaction
from openpyxl import load_workbook

from lantern.children import hanging
from lantern.exchange.queries.lists import LISTS
from lantern.tenancy.current import within
from tests.integration.access.asking import MARK, Asked, ask
from tests.integration.access.scene import TEXTS, Scene
from tests.integration.access.url_table import TAKES

SHORTEST = 40  # characters: what is shorter is a code, a number or a word of a list
CODES = {
    "ecomap_placing.key", "ecomap_tie.first", "ecomap_tie.second", "exploitation_assessment.level",
    "exploitation_assessment.suggested", "exploitation_assessmenttext.editing", "exploitation_assessmenttext.section",
    "mace1_case.closed_because", "mace1_case.level_at_open", "mace1_decision.closing", "mace1_decision.level",
    "mace1_decision.ways", "mace1_discussiontext.editing", "mace1_discussiontext.section", "mace1_returntext.editing",
    "mace1_returntext.section", "mace1_templatetext.editing", "mace1_templatetext.section",
    "exploitation_kindofexploitation.ways", "exploitation_sentback.level",
    "missing_chattext.editing",
    "missing_letter.marking", "network_mention.part", "network_mention.source_kind", "obligations_obligation.cause",
    "obligations_obligation.kind", "obligations_obligation.owner_role", "obligations_obligation.subject_kind",
    "obligations_reassignment.cause", "obligations_reassignment.kind", "obligations_reassignment.subject_kind",
    "obligations_waiver.cause", "obligations_waiver.kind", "obligations_waiver.subject_kind",
}  # fmt: skip
"""Words of a list, names of sections, keys: no person typed them."""

WORKED_OUT = {
    "governance_unusual.said", "missing_episode.risk_flag", "missing_incident.held", "missing_incident.source",
    "missing_incident.why", "missing_trigger.withdrawn_why", "missing_trigger.words",
}  # fmt: skip
"""Lantern's own sentences, from counts, days and names of feeds."""

OF_WHAT_WAS_UNDONE = {
    "children_restriction.lifted_because", "exploitation_assessment.signed_words", "missing_acknowledgement.undone_why",
    "missing_chatrequest.set_aside", "missing_decision.reason", "missing_followup.outcome", "missing_offer.reason",
    "missing_triggeranswer.undone_why", "network_childtie.withdrawn_because", "mace1_item.deferred_because",
}  # fmt: skip
"""Reasons that stand beside what they end, in the same row as texts that are planted: the scene ends none of these."""


def texts_of_children() -> Iterator[tuple[Any, str, Any]]:
    """Every free text of every table that names a child, with the column that does."""
    for hangs in hanging.hanging():
        for field in hangs.model._meta.concrete_fields:
            inside = getattr(field, "base_field", field)
            is_text = isinstance(inside, models.TextField | models.CharField) and not field.choices
            if is_text and (inside.max_length or SHORTEST) >= SHORTEST:
                yield hangs.model, hangs.column, field


BY_NAME = {
    f"{model._meta.db_table}.{field.attname}": (model, column, field) for model, column, field in texts_of_children()
}
TEXTS_HELD = sorted(BY_NAME.keys() - CODES - WORKED_OUT - OF_WHAT_WAS_UNDONE)


@pytest.mark.parametrize("name", TEXTS_HELD)
def test_every_text_of_a_child_is_marked(scene: Scene, name: str) -> None:
    """SHA-2: a text that a new table or column holds is sought from the day it is there."""
    model, _, field = BY_NAME[name]
    with within(scene.here.pk):
        rows = model._default_manager.values_list(field.attname, flat=True)
        held = [str(value).lower() for value in rows if value]
    assert any(MARK.search(each) for each in held), held[:3]


def test_what_is_left_out_is_there_still() -> None:
    """A column that is gone, or renamed, does not stay excused."""
    assert (CODES | WORKED_OUT | OF_WHAT_WAS_UNDONE) - BY_NAME.keys() == set()


@pytest.mark.parametrize("listed", sorted(LISTS))
@pytest.mark.parametrize("actor", sorted(TAKES))
def test_a_file_that_is_taken_out_holds_nothing_out_of_sight(scene: Scene, actor: str, listed: str) -> None:
    """SHA-2, SHA-4: every list as Excel, by everybody who may take lists out; an analyst's names nobody."""
    asked = Asked(actor, "POST", f"/take-out/{listed}/", "purpose=Looked+at+in+a+test")
    answer = ask(scene, asked)
    if answer.status == 404:
        return
    assert answer.status == 200
    text = " ".join(cells(answer.content.split(b"\n\n", 1)[1])).lower()
    hidden = {key for key in MARK.findall(text) if actor not in TEXTS[key] or actor == "analyst"}
    assert hidden == set()


def cells(content: bytes) -> Iterator[str]:
    """Every cell of a workbook, and its name and properties."""
    book = load_workbook(BytesIO(content))
    yield str(book.properties.title or "")
    for sheet in book:
        yield sheet.title
        for row in sheet.iter_rows(values_only=True):
            yield from (str(value) for value in row if value is not None)


def test_the_lists_that_are_taken_out_hold_children(scene: Scene) -> None:
    """The test above looks into files that have something in them."""
    answers = [ask(scene, Asked("county", "POST", f"/take-out/{each}/", "purpose=Looked+at")) for each in sorted(LISTS)]
    files = [each for each in answers if each.status == 200]
    marked = [each for each in files if MARK.search(" ".join(cells(each.content.split(b"\n\n", 1)[1])).lower())]
    assert len(files) == len(LISTS)
    assert len(marked) > len(LISTS) // 2


def test_mail_carries_nothing_of_a_child(scene: Scene, mailoutbox: list[mail.EmailMessage]) -> None:
    """SHA-10: somebody is told of a chat, and only that there is something to read."""
    arguments = scene.records["child"]["work"]
    with transaction.atomic():
        path = f"/missing/chats/{arguments['chat']}/tell/"
        ask(scene, Asked("county", "POST", path, f"to={scene.people['worker'].pk}&words=Xqworkwords"))
        transaction.set_rollback(True)
    assert [each for each in mailoutbox if MARK.search(f"{each.subject}{each.body}{each.extra_headers}".lower())] == []


def test_the_log_holds_nothing_of_a_child(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    """security.md: what is logged of a request names no child, for a page that is there and for one that is not."""
    with caplog.at_level(logging.DEBUG):
        for key, arguments in scene.records["child"].items():
            for path in (
                f"/children/{arguments['child']}/",
                f"/children/?q=Xq{key}sur",
                f"/concerns/{arguments['concern']}/",
            ):
                ask(scene, Asked("county", "GET", path))
    ours = [
        record.getMessage() + str(record.__dict__) for record in caplog.records if record.name.startswith("lantern")
    ]
    assert ours
    assert [said for said in ours if MARK.search(said.lower())] == []
