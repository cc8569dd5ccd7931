"""PAR-7: changing the arrangement on its pages: the form, what would change, the confirmation, two people, the history."""

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from lantern.children.models import Child
from lantern.children.vocabulary import Status
from lantern.obligations.models import Obligation
from lantern.organisation.models import ArrangementVersion, Member
from lantern.organisation.queries import arrangement_on
from lantern.organisation.rules.leaves import leaves
from lantern.organisation.rules.parts import PARTS
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.timekeeping.clocks import Clock, Unit
from lantern.timekeeping.moments import DAY
from lantern.timekeeping.words import long_day
from lantern.trail.models import Entry
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, a_partnership, an_area, signed_in_client
from tests.factories.today import hours_ago_today, today
from tests.integration.missing.pages import asking_at_most, text_of

pytestmark = pytest.mark.django_db
PAGE = "/organisation/arrangement/"
CHANGE = f"{PAGE}change/"
HISTORY = f"{PAGE}history/"


class Desk:
    """A partnership with a coordinator of all of it, who types into the forms of the arrangement."""

    def __init__(self) -> None:
        self.here: Partnership = a_partnership()
        self.coordinator: Member = a_member(self.here, Role.MISSING_COORDINATOR, name="Robin Example")
        self.client: Client = signed_in_client(self.coordinator)

    def post(self, part: str, client: Client | None = None, **typed: Any) -> Any:
        return (client or self.client).post(f"{CHANGE}{part}/", typed)

    def confirms(self, part: str, **typed: Any) -> Any:
        return self.post(part, **typed, confirm=self.seen())

    def seen(self) -> int:
        with within(self.here.pk):
            return Partnership.objects.get(pk=self.here.pk).arrangement_version

    def on(self, day: date) -> dict[str, Any]:
        with within(self.here.pk):
            return leaves(arrangement_on(day, Partnership.objects.get(pk=self.here.pk)))

    def sees_as(self, role: Role, area: str | None = None) -> Client:
        return signed_in_client(a_member(self.here, role, area))


@pytest.fixture
def desk() -> Desk:
    return Desk()


def gone_and_back(child: Child, by: Member) -> None:
    """An episode of today."""
    an_episode(child, by=by, hours_ago=hours_ago_today(0.6), back_hours_ago=hours_ago_today(0.4))


def from_day(day: date, why: str = "Agreed by the board.") -> dict[str, str]:
    return {"since-day": str(day.day), "since-month": str(day.month), "since-year": str(day.year), "note": why}


def clocks(**hours: int) -> dict[str, str]:
    """The clocks' boxes as the preset has them, some changed to so many hours."""
    preset = {
        "attend_immediate": ("15", "minutes"), "attend_priority": ("1", "hours"), "attend_scheduled": ("48", "hours"),
        "vulnerability_check": ("24", "hours"), "chat_offer": ("72", "hours"), "chat": ("72", "hours"),
        "contact": ("48", "hours"), "prevention_plan": ("72", "hours"), "plan_review": ("72", "hours"),
    }  # fmt: skip
    typed = preset | {name: (str(amount), "hours") for name, amount in hours.items()}
    boxes = {}
    for name, (amount, unit) in typed.items():
        boxes |= {f"{name}-amount": amount, f"{name}-unit": unit, f"{name}-unknown": "end_of_day"}
    return boxes


def hidden(page: Any) -> dict[str, str]:
    """What the page that asks to confirm carries along."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.content.decode())
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


@pytest.mark.parametrize("part", [part.slug for part in PARTS])
@pytest.mark.parametrize("role", [Role.MISSING_COORDINATOR, Role.ADMINISTRATOR])
def test_each_part_has_a_link_and_a_form_that_shows_what_holds(desk: Desk, role: Role, part: str) -> None:
    """PAR-7: the form, sent back as it came, changes nothing and says so; nothing of it is out of bounds."""
    client = desk.sees_as(role)
    assert f"{CHANGE}{part}/" in client.get(PAGE).content.decode()
    form = client.get(f"{CHANGE}{part}/").context["form"]
    typed = {**as_typed(form), **from_day(today() + DAY)}
    assert "Nothing would change" in text_of(desk.post(part, client, **typed))


TEXTAREA = r'<textarea[^>]*name="([^"]+)"[^>]*>\r?\n?(.*?)</textarea>'


def as_typed(form: Any) -> dict[str, Any]:
    """What a browser would send of an untouched form."""
    html = str(form)
    boxes = dict(re.findall(r'<input[^>]*name="([^"]+)" type="text"[^>]*value="([^"]*)"', html))
    boxes |= {name: unescape(text) for name, text in re.findall(TEXTAREA, html, re.DOTALL)}
    boxes |= dict(re.findall(r'<input type="(?:text|hidden)" name="([^"]+)" value="([^"]*)"', html))
    for name, options in re.findall(r'<select[^>]*name="([^"]+)">(.*?)</select>', html, re.DOTALL):
        boxes[name] = re.findall(r'value="([^"]+)" selected', options)[0]
    for name, value in re.findall(r'<input type="(?:checkbox|radio)" name="([^"]+)" value="([^"]+)"[^>]*checked', html):
        boxes.setdefault(name, []).append(value)
    return boxes


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.MISSING_COORDINATOR, Role.ADMINISTRATOR}))
def test_others_read_it_and_change_nothing(desk: Desk, role: Role) -> None:
    """PAR-7: the right role alone."""
    client = desk.sees_as(role)
    page = client.get(PAGE)
    assert "Prevention plan" in text_of(page) and "/change/" not in page.content.decode()
    assert client.get(f"{CHANGE}clocks/").status_code == 404
    assert client.post(f"{CHANGE}clocks/", {**clocks(contact=1), **from_day(today())}).status_code == 404
    assert client.get(HISTORY).status_code == 200


def test_the_coordinator_sees_what_moves_before_it_does(desk: Desk) -> None:
    """PAR-7: before and after in words, how many move, whose; looking changes nothing, confirming does just that."""
    with within(desk.here.pk):
        child = a_child("Rowan", "Fictional", status=Status.IN_NEED)
        gone_and_back(child, desk.coordinator)
        a_while_ago = an_episode(
            a_child("Alder", "Fictional", status=Status.IN_NEED), by=desk.coordinator, hours_ago=60, back_hours_ago=50
        )
    typed = {**clocks(contact=24), **from_day(today())}
    page = desk.post("clocks", **typed)
    said = text_of(page)
    assert "within 48 hours; if only the day is known, from the end of that day" in said
    assert "within 24 hours; if only the day is known" in said and said.count("Prevention plan after") == 0
    assert "Rowan Fictional" in said and "Alder Fictional" not in said
    assert page.context["shown"].number == 1
    with within(desk.here.pk):
        assert ArrangementVersion.objects.count() == 1
        before = Obligation.objects.get(child=child, kind="contact").due_at
    done = desk.client.post(f"{CHANGE}clocks/", {**hidden(page), "confirm": page.context["seen"]}, follow=True)
    assert "Version 2 is recorded" in text_of(done) and "1 open obligation has another time now" in text_of(done)
    with within(desk.here.pk):
        assert Obligation.objects.get(child=child, kind="contact").due_at == before - timedelta(hours=24)
        kept = Obligation.objects.get(subject_id=a_while_ago.pk, kind="contact")
        assert kept.due_at - kept.starts_at == timedelta(hours=48)
        assert Entry.objects.filter(what="access/foresee_change", child_id=child.pk, kind="view").count() == 1


def test_who_sees_no_children_sees_counts_alone(desk: Desk) -> None:
    """SHA-2: an administrator is told how many, never whose; a coordinator of one area sees whose there."""
    with within(desk.here.pk):
        for name, place in (("Rowan", "Chelmsford"), ("Alder", "Colchester")):
            child = a_child(name, "Fictional", status=Status.IN_NEED, area=an_area(desk.here, place))
            gone_and_back(child, desk.coordinator)
    typed = {**clocks(contact=24), **from_day(today())}
    as_administrator = desk.post("clocks", desk.sees_as(Role.ADMINISTRATOR), **typed)
    assert as_administrator.context["shown"].number == 2
    assert "Fictional" not in text_of(as_administrator).replace("Fictional ·", "")
    in_mid = text_of(desk.post("clocks", desk.sees_as(Role.MISSING_COORDINATOR, "Mid"), **typed))
    assert "Rowan Fictional" in in_mid and "Alder" not in in_mid
    assert "And 1 more, of children further down or outside your work" in in_mid


@pytest.mark.parametrize(
    ("part", "typed", "said"),
    [
        ("clocks", {"contact-amount": ""}, "Enter how long there is"),
        ("clocks", {"contact-amount": "two"}, "Enter a whole number of hours, at most 8,760"),
        ("clocks", {"contact-amount": "9999"}, "A clock runs for 8,760 hours at most, which is a year"),
        ("clocks", {"contact-amount": "-1"}, "Enter a whole number of hours"),
        ("clocks", {"contact-unit": "fortnights"}, "Choose a unit and where the clock starts"),
        ("clocks", {"since-year": "2020"}, "A version takes effect today or later"),
        ("clocks", {"note": ""}, "Enter why the arrangement changes"),
        ("clocks", {"since-day": "32"}, "The day it takes effect must be a real date"),
        ("repeat", {"repeat_count": "1", "repeat_days": "90"}, "Enter a whole number from 2 to 100"),
        ("repeat", {"repeat_count": "x", "repeat_days": ""}, "Enter a whole number from 1 to 3,650"),
        ("services", {"open_statuses": []}, "Choose at least one"),
        ("services", {"open_statuses": ["XX"]}, "Select a valid choice"),
        (
            "matching",
            {"certain_from": "24", "possible_from": "17", "lead_over_next": "8", "largest_block": "2000"},
            "Enter at most 16: the weight from which a person decides",
        ),
        ("marking", {"marking": "", "contacts-0-who": "Invented desk"}, "Enter “Number or address” in line 1"),
        ("marking", {"marking": "Official"}, "Enter at least one"),
        ("invitations", {"invitation_days": "91"}, "Enter a whole number from 1 to 90"),
    ],
)
def test_what_makes_no_sense_is_said_beside_its_field(desk: Desk, part: str, typed: dict[str, Any], said: str) -> None:
    """PAR-7: in words, and everything typed is there still."""
    sent = {**(clocks(chat_offer=71) if part == "clocks" else {}), **from_day(today() + DAY), **typed}
    page = desk.post(part, **sent)
    html = page.content.decode()
    assert said in text_of(page)
    for target in re.findall(r'href="#([^"]+)"', re.findall(r"govuk-error-summary.*?</ul>", html, re.DOTALL)[0]):
        assert f'id="{target}"' in html, "an error leads to its box"
    for value in (each for each in sent.values() if isinstance(each, str) and each not in ("XX", "fortnights")):
        assert value in html
    with within(desk.here.pk):
        assert ArrangementVersion.objects.count() == 1


def test_two_people_at_once_see_both(desk: Desk) -> None:
    """PAR-7: the second is shown the first's change, keeps what they typed, and takes over what they had not touched."""
    first = {**clocks(contact=24), **from_day(today(), "First."), "base": "1"}
    assert desk.confirms("clocks", **first).status_code == 302
    second = {**clocks(contact=36, chat_offer=5), **from_day(today(), "Second."), "base": "1"}
    page = desk.post("clocks", **second)
    said = text_of(page)
    assert "version 2 holds, which says otherwise" in said
    assert "within 48 hours" in said and "within 24 hours" in said and "within 36 hours" in said
    html = page.content.decode()
    assert 'name="contact-amount" type="text" inputmode="numeric" autocomplete="off" value="36"' in html
    assert 'name="base" value="2"' in html and "Second." in html
    sent = {**as_typed(page.context["form"]), **from_day(today(), "Second.")}
    assert sent["contact-amount"] == "36" and sent["chat_offer-amount"] == "5"
    again = desk.post("clocks", **sent)
    assert "Version 2 takes effect on the same day" in text_of(again)
    assert desk.confirms("clocks", **sent).status_code == 302
    assert desk.on(today())["missing.clocks.contact"] == Clock(36, Unit.HOURS)


def test_what_was_left_alone_takes_the_newer_value(desk: Desk) -> None:
    """PAR-7: nobody puts another's change back by having opened the page before it."""
    desk.confirms("clocks", **clocks(contact=24), **from_day(today()), base="1")
    page = desk.post("clocks", **clocks(chat_offer=5), **from_day(today()), base="1")
    assert "The form has its newer values and all that you changed" in text_of(page)
    sent = as_typed(page.context["form"])
    assert (sent["contact-amount"], sent["chat_offer-amount"]) == ("24", "5")


def test_a_change_between_looking_and_confirming_is_shown_first(desk: Desk) -> None:
    """PAR-7: what is confirmed is what was shown."""
    seen = desk.seen()
    desk.confirms("invitations", invitation_days="21", **from_day(today() + DAY))
    page = desk.post("clocks", **clocks(contact=24), **from_day(today()), confirm=seen)
    assert page.status_code == 200 and "Somebody else changed the arrangement since you looked" in text_of(page)
    with within(desk.here.pk):
        assert ArrangementVersion.objects.count() == 2


def test_a_version_to_come_that_says_otherwise_is_pointed_out(desk: Desk) -> None:
    """PAR-7: a change of today that next month's version would undo."""
    later = today() + 30 * DAY
    desk.confirms("clocks", **clocks(chat_offer=5), **from_day(later))
    said = text_of(desk.post("clocks", **clocks(contact=24), **from_day(today())))
    assert f"Version 2 takes over on {long_day(later)} and says otherwise about: Contact after the return" in said


def test_going_back_keeps_everything(desk: Desk) -> None:
    """PAR-7: from what would change back to the form."""
    typed = {"marking": "Restricted", "contacts-0-who": "Desk", "contacts-0-call": "ext. 1"}
    page = desk.post("marking", **typed, **from_day(today()))
    back = desk.client.post(f"{CHANGE}marking/", {**hidden(page), "again": "1"}).content.decode()
    assert all(f'value="{typed}"' in back for typed in ("Restricted", "Desk", "ext. 1"))


def test_the_history_says_who_why_and_what(desk: Desk) -> None:
    """PAR-7: each version with its days, its reason and its difference; two side by side; one to come withdrawn."""
    desk.confirms("repeat", repeat_count="4", repeat_days="60", **from_day(today(), "Fewer, sooner."))
    desk.confirms("clocks", **clocks(contact=24), **from_day(today() + DAY, "Agreed in May."))
    said = text_of(desk.client.get(HISTORY))
    assert "Fewer, sooner." in said and "Robin Example" in said and "What the partnership began with" in said
    assert "Version 3 to come" in said and "Version 2 in force" in said and "Version 1 over" in said
    assert "Repeatedly missing, within this many days 90 60" in said
    side = desk.client.get(f"{PAGE}compare/?first=1&second=3")
    assert side.context["number"] == 3 and "3 values differ" in text_of(side)
    assert "They say the same" in text_of(desk.client.get(f"{PAGE}compare/?first=2&second=2"))
    assert desk.client.get(f"{PAGE}compare/?first=x&second=99").status_code == 200
    assert "in force since" in text_of(desk.client.get(f"{PAGE}2/withdraw/"))
    assert "version 2 holds on that day" in text_of(desk.client.get(f"{PAGE}3/withdraw/"))
    assert "Version 3 is withdrawn" in text_of(desk.client.post(f"{PAGE}3/withdraw/", follow=True))
    assert "withdrawn" in text_of(desk.client.get(f"{PAGE}3/"))
    assert desk.client.get(f"{PAGE}9/withdraw/").status_code == 404


def test_a_version_links_to_what_is_owed_under_it(desk: Desk) -> None:
    """PAR-7, house rule 12: the number and the list are one; nobody sees more than their children."""
    desk.confirms("clocks", **clocks(contact=24), **from_day(today()))
    with within(desk.here.pk):
        for hours, place in ((hours_ago_today(0.5), "Chelmsford"), (60, "Chelmsford"), (61, "Colchester")):
            child = a_child(status=Status.IN_NEED, area=an_area(desk.here, place))
            an_episode(child, by=desk.coordinator, hours_ago=hours, back_hours_ago=hours * 0.9)
    for client, older in ((desk.client, 10), (desk.sees_as(Role.MISSING_COORDINATOR, "Mid"), 5)):
        owed = {each.row.number: each.owed for each in client.get(HISTORY).context["versions"]}
        for number, expected in ((1, older), (2, 5)):
            assert owed[number].total.number == expected
            listed = client.get(owed[number].url)
            assert listed.context["listing"].count.number == expected == len(listed.context["lines"])
    assert desk.sees_as(Role.ADMINISTRATOR).get(f"{PAGE}1/owed/").status_code == 404
    assert all(each.owed is None for each in desk.sees_as(Role.ADMINISTRATOR).get(HISTORY).context["versions"])
    assert desk.client.get(f"{PAGE}9/owed/").status_code == 404


def test_the_pages_ask_little_however_much_there_is(desk: Desk) -> None:
    """PAR-7: the same number of questions for one episode and for twenty."""
    for number in (1, 20):
        with within(desk.here.pk):
            for _ in range(number):
                gone_and_back(a_child(status=Status.IN_NEED), desk.coordinator)
        desk.client.get(PAGE)
        with asking_at_most(9):
            desk.client.get(PAGE)
        with asking_at_most(9):
            desk.client.get(HISTORY)
        with asking_at_most(40):
            desk.post("clocks", **clocks(contact=24), **from_day(today()))
