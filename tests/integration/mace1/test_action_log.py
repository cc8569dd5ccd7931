"""What meetings ask for, from their end until it is done: whose it is, who reads of it, who chases it (M1-6, MSR-11)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantern.access.viewer import Viewer, viewer_of
from lantern.mace1.actions import acting, discussing, mailing
from lantern.mace1.models import Action, Item
from lantern.mace1.queries.action_log import LogAsked, late_in_own_series, logged
from lantern.mace1.queries.minutes import papers_of
from lantern.mace1.vocabulary import ActionKind, LogShown, LogWhose
from lantern.meetings.actions.running import end
from lantern.obligations.models import Obligation
from lantern.obligations.queries import Asked, owed
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import DAY
from lantern.trail.acting import action
from tests.factories.meetings import in_person
from tests.factories.people import a_member, a_partnership, now, signed_in_client
from tests.factories.today import today
from tests.integration.mace1.gathered import Room

pytestmark = pytest.mark.django_db


class Log(Room):
    """A meeting that asked health for something; `ended` issues it."""

    def __init__(self) -> None:
        super().__init__()
        with within(self.here.pk):
            self.stranger = a_member(self.here, Role.HEALTH_MEMBER, name="Zed Elsewhere", agency="Fictional Trust")
            self.first: Item = self.item()
            self.begun()

    def agree(self, words: str = "See a nurse", **more: Any) -> Action:
        said = {"kind": ActionKind.SUPPORT, "agency": self.core.agency, "due_on": today() + 7 * DAY} | more
        return acting.agree(item=self.first, words=words, by=self.chair, at=now(), **said)

    def ended(self) -> None:
        discussing.decide(item=self.first, decided=self.stays(), by=self.chair, at=now())
        end(meeting=self.meeting, by=self.chair, at=now())

    def issued(self, words: str = "See a nurse", **more: Any) -> Action:
        asked = self.agree(words, **more)
        self.ended()
        return Action.objects.get(pk=asked.pk)


@action
def another(*, of: Action, words: str, by: Member, at: datetime) -> None:
    """One more like it, issued."""
    Action.objects.create(
        child_id=of.child_id, item_id=of.item_id, kind=of.kind, words=words, agency=of.agency, due_on=of.due_on,
        by=by, at=at, issued_at=at,
    )  # fmt: skip


@pytest.fixture
def log() -> Log:
    return Log()


def sees(member: Member, days: int = 0) -> Viewer:
    return viewer_of(member, now=now() + timedelta(days=days))


def owed_of(asked: Action) -> Obligation | None:
    return Obligation.objects.filter(subject_id=asked.pk).first()


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def of(name: str, asked: Action) -> str:
    return reverse(f"mace1:{name}", args=[asked.pk])


def reads(client: Client, url: str) -> int:
    """How many queries the page itself makes."""
    with CaptureQueriesContext(connection) as made:
        assert client.get(url).status_code == 200
    return sum(each["sql"].startswith(("SELECT", "WITH")) and "set_config" not in each["sql"] for each in made)


def test_nothing_is_owed_before_the_meeting_is_over(log: Log) -> None:
    """M1-6: what is agreed can still be dropped in the meeting; its end issues it."""
    with within(log.here.pk):
        asked = log.agree()
        assert owed_of(asked) is None
        assert not logged(sees(log.core), LogAsked()).exists()
        log.ended()
        found = owed_of(asked)
        assert found is not None
        assert (found.child_id, found.due_at.date(), found.met_at) == (log.first.child_id, asked.due_on, None)
        assert [each.pk for each in logged(sees(log.core), LogAsked())] == [asked.pk]


def test_what_names_an_agency_alone_goes_to_whoever_sits_for_it(log: Log) -> None:
    """M1-6: an action has an agency and a person; a person who was named keeps it."""
    with within(log.here.pk):
        named = in_person(log.series, a_member(log.here, Role.HEALTH_MEMBER, agency=log.core.agency.name))
        unnamed, other = log.agree(), log.agree("See a doctor", owner=named)
        log.ended()
        assert Action.objects.get(pk=unnamed.pk).owner is not None
        assert Action.objects.get(pk=other.pk).owner_id == named.pk
        found = owed_of(other)
        assert found is not None
        assert found.owner_id == named.pk
        assert other.pk in {each.subject_id for each in owed(sees(named), Asked())}


def test_it_is_the_coordinators_where_nobody_sits_for_the_agency(log: Log) -> None:
    """M1-6: no action is nobody's."""
    with within(log.here.pk):
        asked = log.issued(agency=log.stranger.agency)
        found = owed_of(asked)
        assert found is not None
        assert (asked.owner, found.owner, found.owner_role) == (None, None, "missing coordinator")


def test_done_meets_what_is_owed_and_dropped_takes_it_away(log: Log) -> None:
    """M1-6: My work follows at once."""
    with within(log.here.pk):
        done, dropped = log.agree(), log.agree("Ask the landlord")
        log.ended()
        acting.finish(asked=done, on=today(), words="Seen", by=log.core, at=now())
        acting.drop(asked=dropped, because="Moved", by=log.chair, at=now())
        found = owed_of(done)
        assert found is not None
        assert found.met_at is not None
        assert owed_of(dropped) is None
        shown = {each: [one.words for one in logged(sees(log.core), LogAsked(each))] for each in LogShown}
        assert shown == {
            LogShown.OPEN: [], LogShown.LATE: [], LogShown.DONE: ["See a nurse"], LogShown.DROPPED: ["Ask the landlord"]
        }  # fmt: skip


def test_an_action_is_late_the_day_after_its_day(log: Log) -> None:
    """MSR-11: on its day it is in time; then whoever runs the meeting chases it, and nobody else."""
    with within(log.here.pk):
        asked = log.issued(due_on=today() + DAY)
        late = LogAsked(LogShown.LATE)
        assert not logged(sees(log.core, 1), late).exists()
        assert [each.pk for each in logged(sees(log.core, 2), late)] == [asked.pk]
        assert [each.pk for each in late_in_own_series(sees(log.minutes, 2))] == [asked.pk]
        assert not late_in_own_series(sees(log.core, 2)).exists()


def test_the_log_is_narrowed_to_ones_own_ones_agency_a_kind_and_a_meeting(log: Log) -> None:
    """M1-6."""
    with within(log.here.pk):
        mine = log.agree(owner=log.core)
        log.agree("Visit the flat", kind=ActionKind.DISRUPT, agency=log.stranger.agency)
        log.ended()

        def words(**asked: Any) -> set[str]:
            return {each.words for each in logged(sees(log.core), LogAsked(**asked))}

        assert words() == {"See a nurse", "Visit the flat"}
        assert words(whose=LogWhose.MINE) == words(whose=LogWhose.AGENCY) == {mine.words}
        assert words(kind="disrupt") == {"Visit the flat"}
        assert words(meeting=log.meeting.pk) == words()
        assert words(meeting=log.meetings[1].pk) == set()
        assert LogAsked.read({"show": "x", "whose": "y", "kind": "z", "meeting": "0"}) == LogAsked()


def test_who_has_no_place_and_is_not_asked_reads_nothing(log: Log) -> None:
    """SHA-2, SHA-3: neither the list nor the page; another partnership neither."""
    with within(log.here.pk):
        asked = log.issued()
        other = a_member(a_partnership("Nowhere"), Role.MISSING_COORDINATOR)
        worker = a_member(log.here, Role.SOCIAL_WORKER, agency="Fictional Borough")
    for member in (log.stranger, worker, other):
        client = signed_in_client(member)
        assert client.get(of("action", asked)).status_code == 404
        assert client.post(of("finish_action", asked), {}).status_code == 404
        assert asked.words not in text(client, reverse("mace1:actions"))


def test_a_member_whose_statement_is_not_accepted_reads_what_their_own_agency_is_asked_alone(log: Log) -> None:
    """SHA-3: papers are closed; what one is asked to do is not a paper, for a child whom one sees otherwise."""
    with within(log.here.pk):
        own = log.agree(agency=log.by.agency)
        log.agree("Visit the flat", agency=log.stranger.agency)
        log.ended()
        assert [each.pk for each in logged(sees(log.by), LogAsked())] == [own.pk]


def test_the_owner_tells_and_finishes_on_the_page_of_the_action(log: Log) -> None:
    """M1-6: from the mail, My work or the log; the meeting reads it the next time."""
    with within(log.here.pk):
        asked = log.issued()
    client = signed_in_client(log.core)
    assert of("action", asked) in text(client, reverse("mace1:actions"))
    shown = text(client, of("action", asked))
    assert "It is done" in shown and "Not asked any more" not in shown and "Nothing is told yet" in shown
    assert client.post(of("tell_action", asked), {"words": ""}).status_code == 200
    assert client.post(of("tell_action", asked), {"words": "A date is made"}).url == of("action", asked)  # type: ignore[attr-defined]
    assert "A date is made" in text(client, of("action", asked))
    on = {"on-day": today().day, "on-month": today().month, "on-year": today().year}
    answer = client.post(of("finish_action", asked), {"words": "Seen by a nurse", **on})
    assert answer.status_code == 302
    shown = text(client, of("action", asked))
    assert "Seen by a nurse" in shown and "It is done" not in shown


def test_who_runs_the_meeting_drops_what_is_not_asked_any_more(log: Log) -> None:
    """M1-6: the owner cannot."""
    with within(log.here.pk):
        asked = log.issued()
    assert signed_in_client(log.core).get(of("drop_action", asked)).status_code == 404
    client = signed_in_client(log.minutes)
    assert "Not asked any more" in text(client, of("action", asked))
    assert client.post(of("drop_action", asked), {"because": "She moved"}).status_code == 302
    assert "She moved" in text(client, of("action", asked))


def test_my_work_leads_the_owner_to_it_and_who_runs_the_meeting_to_what_is_late(log: Log) -> None:
    """M1-6: nobody has to look for what is theirs."""
    with within(log.here.pk):
        asked = log.issued(due_on=today(), owner=log.core)
    assert of("action", asked) in text(signed_in_client(log.core), reverse("home:my_work"))


def test_each_owner_gets_one_mail_that_names_nobody(log: Log) -> None:
    """M1-6, SHA-10: a day and a link."""
    with within(log.here.pk):
        log.agree(owner=log.core)
        log.agree("See a doctor", owner=log.core, due_on=today() + 3 * DAY)
        log.ended()
        mail.outbox.clear()
        failed = mailing.mail_owners(meeting=log.meeting, site="https://lantern.example", by=log.chair, at=now())
    assert failed == []
    (sent,) = mail.outbox
    assert sent.to == [log.core.email]
    assert "https://lantern.example/meetings/actions/?whose=mine" in sent.body
    for word in ("Amber", "Example", "nurse", "doctor", log.first.child.number):
        assert word not in sent.subject + sent.body
    assert f"{today() + 3 * DAY:%-d %B %Y}" in sent.body


def test_the_end_of_a_meeting_does_not_hang_on_the_mail_server(log: Log, settings: Any) -> None:
    """M1-6: the meeting is over, and the page says whom no mail reached."""
    with within(log.here.pk):
        log.agree(owner=log.core)
        discussing.decide(item=log.first, decided=log.stays(), by=log.chair, at=now())
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    client, url = signed_in_client(log.chair), reverse("mace1:agenda", args=[log.meetings[0].pk])
    answer = client.post(url, {"go": "end"}, follow=True)
    shown = answer.content.decode()
    assert "The meeting is over" in shown and f"No mail could be sent to {log.core.name}" in shown
    with within(log.here.pk):
        assert log.meeting.ended_at is not None


def test_the_next_agenda_has_the_log_of_what_is_left(log: Log) -> None:
    """M1-4: what was asked for and is still to do stands in the papers of the next meeting."""
    with within(log.here.pk):
        done = log.agree("Ask the landlord")
        log.agree("See a nurse")
        log.ended()
        acting.finish(asked=done, on=today(), words="Asked", by=log.core, at=now())
        left = papers_of(log.meetings[1], sees(log.chair)).log
        assert [each.words for each in left] == ["See a nurse"]


def test_a_page_of_many_takes_as_many_queries_as_a_page_of_few(log: Log) -> None:
    """At most 12 queries."""
    with within(log.here.pk):
        log.agree()
        log.ended()
    client, url = signed_in_client(log.core), reverse("mace1:actions")
    client.get(url)
    few = reads(client, url)
    with within(log.here.pk):
        for number in range(20):
            asked = Action.objects.select_related("agency").get(words="See a nurse")
            another(of=asked, words=f"Thing {number}", by=log.chair, at=now())
    assert reads(client, url) == few <= 12
