"""MIS-4, SHA-2: a child is found by whatever is known, with why; nobody is found who may not be seen."""

from datetime import UTC, date, datetime

import pytest

from lantern.children import actions
from lantern.children.searches import sought_by
from lantern.children.vocabulary import WorkKind
from lantern.missing.vocabulary import Risk
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.trail.models import Entry
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, a_partnership, signed_in_client
from tests.integration.children.known import LONG_AGO, Known
from tests.integration.missing.pages import asking_at_most, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def known() -> Known:
    return Known()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("zoe madeup", "Same surname, same forename"),
        ("madeup zoe", "Same surname, same forename"),
        ("Madeup", "Same surname"),
        ("zoe", "Same forename"),
        ("zoe madup", "surname spelt almost the same"),
        ("zoe mdaeup", "surname spelt almost the same"),
        ("mdaeup", "Surname spelt almost the same"),
        ("zoe mzdeup", "surname spelt almost the same"),
        ("zo mad", "Name begins as typed"),
        ("z madeup", "Same surname"),
        ("03/03/2012", "Same birth date"),
        ("3 march 2012", "Same birth date"),
        ("madeup 03.03.2012", "Same birth date, same surname"),
        ("cm1 9zz", "Same postcode"),
        ("C0700001", "Same reference"),
        ("c0700001", "Same reference"),
    ],
)
def test_a_child_is_found_by_what_is_known_and_the_page_says_why(known: Known, typed: str, why: str) -> None:
    """MIS-4."""
    known.a_child(postcode="CM19ZZ", text="1 Nowhere Lane", reference="C0700001")
    known.a_child("Kofi", "Sample", born=date(2015, 6, 7), postcode="CO19ZZ", text="2 Sample Close")
    said = text_of(known.client.get("/children/", {"q": typed}))
    assert "Zoë Madeup" in said
    assert why in said
    assert "Kofi" not in said


def test_letters_that_keyboards_lack_are_not_needed(known: Known) -> None:
    """MIS-4."""
    known.a_child("Thảo", "Nguyễn")
    assert "Thảo Nguyễn" in text_of(known.client.get("/children/", {"q": "nguyen"}))


def test_lanterns_own_number_finds(known: Known) -> None:
    """MIS-4."""
    child = known.a_child()
    said = text_of(known.client.get("/children/", {"q": child.number.lower()}))
    assert "Zoë Madeup" in said
    assert "Lantern’s number" in said


def test_other_names_and_what_the_child_is_called_find(known: Known) -> None:
    """MIS-4: an alias as well as a nickname."""
    child = known.a_child()
    changes = {"known_as": "Zuzu"}
    now = datetime.now(UTC)
    with within(known.here.pk):
        actions.add_alias(child=child, forename="Zora", surname="Pretend", by=known.coordinator, at=now)
        actions.change_child(child=child, changes=changes, version=1, by=known.coordinator, at=now)
    for typed in ("pretend", "zora pretend", "zuzu"):
        assert "Zoë Madeup" in text_of(known.client.get("/children/", {"q": typed})), typed


def test_a_slip_in_a_surname_that_was_put_right_is_forgiven_too(known: Known) -> None:
    """MIS-4: a slip is sought among the names that stand on records, those that changed since among them."""
    child = known.a_child()
    with within(known.here.pk):
        changes = {"surname": "Invented"}
        actions.change_child(child=child, changes=changes, version=1, by=known.coordinator, at=datetime.now(UTC))
    assert "Zoë Invented" in text_of(known.client.get("/children/", {"q": "ivnented"}))


def test_a_child_out_of_scope_is_not_found_and_nothing_tells_of_it(known: Known) -> None:
    """SHA-2: the answer is the same as when there is no such child."""
    child = known.a_child(area=known.colchester, reference="C0700001")
    for typed in ("zoe madeup", "mdaeup", child.number, "C0700001", "03/03/2012"):
        found = known.mid_client.get("/children/", {"q": typed})
        hidden = found.content.decode().replace(typed, "")
        nobody = known.mid_client.get("/children/", {"q": "qwzxvbnk"}).content.decode().replace("qwzxvbnk", "")
        assert _body(hidden) == _body(nobody)


def test_a_child_of_another_partnership_is_not_found(known: Known) -> None:
    """PAR-1."""
    with within(a_partnership("Nowhere").pk):
        a_child("Zoë", "Madeup")
    assert "Nobody was found" in text_of(known.client.get("/children/", {"q": "zoe madeup"}))


def test_a_worker_finds_the_children_they_work_with(known: Known) -> None:
    """SHA-2: allocation opens, and nothing else does for a social worker."""
    worker = a_member(known.here, Role.SOCIAL_WORKER)
    mine, other = known.a_child(), known.a_child("Zora")
    with within(known.here.pk):
        actions.allocate(
            child=mine, member=worker, kind=WorkKind.SOCIAL_WORKER, since=LONG_AGO, by=None, at=datetime.now(UTC)
        )
    client = signed_in_client(worker)
    said = text_of(client.get("/children/", {"q": "madeup"}))
    assert "Zoë Madeup" in said
    assert str(other) not in said
    assert "You work with" in text_of(client.get("/children/"))


def test_who_is_missing_now_is_said_beside_the_name(known: Known) -> None:
    """MIS-13."""
    child = known.a_child()
    with within(known.here.pk):
        an_episode(child, by=known.coordinator, hours_ago=5, risk=Risk.HIGH)
    assert "Missing now" in text_of(known.client.get("/children/", {"q": "madeup"}))


def test_a_search_that_began_with_a_report_leads_on_to_it(known: Known) -> None:
    """MIS-1: from "who is missing?" straight to the report; for those who may not report, an ordinary search."""
    child = known.a_child()
    to_report = f'href="/missing/report/?child={child.pk}"'
    asked = {"q": "madeup", "then": "report"}
    html = known.client.get("/children/", asked).content.decode()
    assert to_report in html
    assert "/children/new/?then=report" in html
    assert to_report not in known.client.get("/children/", {"q": "madeup"}).content.decode()
    assert '<input type="hidden" name="then" value="report">' in known.client.get("/missing/report/").content.decode()


def test_a_search_is_a_look_at_everyone_it_shows(known: Known) -> None:
    """SHA-6: and a search that finds nobody leaves its trace too, without what was typed."""
    child = known.a_child()
    known.client.get("/children/", {"q": "madeup"})
    known.client.get("/children/", {"q": "somebodyelse"})
    with within(known.here.pk):
        left = list(Entry.objects.filter(what="children/search", member_id=known.coordinator.pk).order_by("id"))
        assert [each.child_id for each in left] == [None, child.pk, None]
        assert {each.kind for each in left} == {"search"}
        assert [each.detail for each in left] == ["By name: 1 shown"] * 2 + ["By name: nobody found"]
        assert not any("adeup" in str(value) for each in left for value in vars(each).values())


def test_the_same_search_is_known_again_and_read_by_nobody(known: Known) -> None:
    """SHA-6: "who searched for this name" has an answer; a copy of the trail tells no name, nor one partnership another's."""
    known.client.get("/children/", {"q": "Rowan MADEUP 3/3/2012"})
    known.client.get("/children/", {"q": "2012-03-03, madeup rowan"})
    known.client.get("/children/", {"q": "Rowan Madeup"})
    with within(known.here.pk):
        first, same, other = [each.sought for each in Entry.objects.filter(what="children/search").order_by("id")]
        assert first == same == sought_by("rowan madeup 03-03-2012") != other
    elsewhere = a_partnership("Nowhere")
    with within(elsewhere.pk):
        assert sought_by("rowan madeup 03-03-2012") not in (first, other)


def test_children_opened_lately_stand_ready(known: Known) -> None:
    """Only those whose pages were opened, the last first."""
    first, second, _ = known.a_child("Ada"), known.a_child("Bo"), known.a_child("Cy")
    for child in (first, second):
        known.client.get(f"/children/{child.pk}/")
    said = text_of(known.client.get("/children/"))
    assert said.index("Bo Madeup") < said.index("Ada Madeup")
    assert "Cy" not in said


@pytest.mark.parametrize(
    "typed",
    ["\0", "a\0001", "%", "_", "'", "???", "9" * 500, "é" * 300, "😀", "\ud800".encode("utf-8", "replace").decode()],
)
def test_whatever_is_typed_gets_an_answer(known: Known, typed: str) -> None:
    """MIS-4: signs that mean something to a database mean nothing here."""
    known.a_child()
    response = known.client.get("/children/", {"q": typed})
    assert response.status_code == 200
    assert "Zoë" not in text_of(response)


def test_more_than_fit_asks_for_more_to_go_by(known: Known) -> None:
    """MIS-4: twenty-five are shown."""
    for number in range(26):
        known.a_child(f"Zoe{'abcdefghijklmnopqrstuvwxyz'[number]}")
    response = known.client.get("/children/", {"q": "madeup"})
    assert "More children answer to this than are shown" in text_of(response)
    assert response.content.decode().count("Same surname") == 25


@pytest.mark.parametrize("role", [Role.ANALYST, Role.ADMINISTRATOR, Role.INFORMATION_GOVERNANCE])
def test_those_who_see_no_children_have_no_such_page(known: Known, role: Role) -> None:
    """SHA-2: information governance reads the trail, not the child; an analyst sees no names."""
    client = known.sees_as(role)
    child = known.a_child()
    for path in (
        "",
        "new/",
        "provisional/",
        "unplaced/",
        f"{child.pk}/",
        f"{child.pk}/access/",
        f"{child.pk}/details/",
    ):
        assert client.get(f"/children/{path}").status_code == 404, path


@pytest.mark.parametrize("typed", ["", "madeup", "zoe madeup 03/03/2012", "mdaeup", "qwzx vbnk", "C0700001"])
@pytest.mark.parametrize("count", [1, 40])
def test_a_search_asks_no_more_than_twelve_queries(known: Known, typed: str, count: int) -> None:
    """The same with few children and with many."""
    for number in range(count):
        known.a_child("Zoë", f"Madeup{'abcdefghijklmnopqrstuvwxyz'[number % 26]}", reference=f"C07{number:05}")
    known.client.get("/children/", {"q": typed})
    with asking_at_most(12):
        assert known.client.get("/children/", {"q": typed}).status_code == 200


def _body(html: str) -> str:
    return html[html.find("<main") : html.find("</main")]
