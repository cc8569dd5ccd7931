"""What would help to find a child: written, changed by two at once, checked, brought into a report (item 8)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from lantern.access.viewer import viewer_of
from lantern.children import actions as children
from lantern.children.actions.merging import merge, unmerge
from lantern.children.chronology import entries
from lantern.children.models import Child
from lantern.children.vocabulary import WorkKind
from lantern.missing import actions
from lantern.missing.models import Episode, Profile, ProfileInReport, ProfileVersion
from lantern.missing.rules.profile import KEYS, PARTS
from lantern.missing.rules.refusals import ChangedMeanwhile, NotAllowed
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping import words
from lantern.timekeeping.moments import london
from lantern.trail.models import Entry
from tests.factories.children import a_child
from tests.factories.people import a_member, a_partnership, signed_in_client
from tests.integration.children.known import LONG_AGO, Known
from tests.integration.missing.pages import asking_at_most, text_of

pytestmark = pytest.mark.django_db
TOLD = {"description": "Tall, short dark hair.", "health": "Asthma: blue inhaler.", "call": "The aunt, at any hour."}


@pytest.fixture
def known() -> Known:
    return Known()


def written(known: Known, child: Child, *, version: int = 0, days_ago: int = 0, **said: str) -> Profile:
    with within(known.here.pk):
        return actions.save_profile(
            child=child,
            said=said or TOLD,
            version=version,
            by=known.coordinator,
            at=datetime.now(UTC) - timedelta(days=days_ago),
        )


def page(known: Known, child: Child, client: Client | None = None) -> str:
    return text_of((client or known.client).get(f"/children/{child.pk}/profile/"))


def report_of(child: Child, **more: str) -> dict[str, str]:
    """The report form as it is sent."""
    seen = london(datetime.now(UTC) - timedelta(hours=2))
    when = {
        f"{name}-{part}": value
        for name in ("last_seen", "reported")
        for part, value in (
            ("day", str(seen.day)), ("month", str(seen.month)), ("year", str(seen.year)), ("time", f"{seen:%H:%M}"),
        )
    }  # fmt: skip
    return {"missing_from": "home", "circumstances": "Left after an argument.", "risk": "medium", "risk_reason": "Young.",
            "grade": "priority", "absence": "M", **when, **more}  # fmt: skip


def reported(known: Known, child: Child, **more: str) -> Episode:
    answer = known.client.post(f"/missing/report/?child={child.pk}", report_of(child, **more))
    assert answer.status_code == 302, text_of(answer)
    with within(known.here.pk):
        return Episode.objects.get(child=child, ended_at=None)


def test_a_profile_is_written_on_a_page_and_says_who_checked_it_and_when(known: Known) -> None:
    """Item 8: every part stands on one page, what nobody wrote too; no photo, and it says so."""
    child = known.a_child()
    assert "Nobody has written it down yet" in page(known, child)
    answer = known.client.post(f"/children/{child.pk}/profile/change/", {**TOLD, "version": "0"})
    assert answer.status_code == 302
    said = page(known, child)
    for part in PARTS:
        assert f"{part.label} {TOLD.get(part.key, 'Nothing written')}" in said, part.key
    assert f"Checked on {words.day(london(datetime.now(UTC)).date())} Rowan Sample, Invented Agency" in said
    assert "A photo is not kept in Lantern" in said
    assert "What would help to find them" in text_of(known.client.get(f"/children/{child.pk}/"))


def test_an_empty_profile_is_none(known: Known) -> None:
    """Item 8: something has to be said; nothing is kept of nothing."""
    child = known.a_child()
    answer = known.client.post(f"/children/{child.pk}/profile/change/", {"version": "0", "health": "   "})
    assert "Write down at least one thing" in text_of(answer)
    with within(known.here.pk):
        assert not Profile.objects.exists()
        with pytest.raises(NotAllowed, match="Nobody asked"):
            actions.save_profile(
                child=child, said={"photo": "x"}, version=0, by=known.coordinator, at=datetime.now(UTC)
            )


def test_every_wording_is_kept_with_who_wrote_it(known: Known) -> None:
    """Item 8: a change keeps what was there, and the page says what changed."""
    child = known.a_child()
    written(known, child, days_ago=40)
    written(known, child, version=1, **{**TOLD, "health": "Asthma, and an allergy to nuts."})
    with within(known.here.pk):
        rows = list(ProfileVersion.objects.order_by("number").values_list("number", "said__health"))
    assert rows == [(1, "Asthma: blue inhaler."), (2, "Asthma, and an allergy to nuts.")]
    said = page(known, child)
    assert "Medication and health needs Asthma: blue inhaler. Asthma, and an allergy to nuts." in said


def test_two_editors_lose_nothing(known: Known) -> None:
    """Item 8: who saves second sees both texts with what they typed kept, and saves what should stand."""
    child = known.a_child()
    written(known, child)
    written(known, child, version=1, **{**TOLD, "places": "The bus station."})
    typed = {**TOLD, "places": "The skate park.", "version": "1"}
    answer = known.client.post(f"/children/{child.pk}/profile/change/", typed)
    said = text_of(answer)
    assert answer.status_code == 200
    assert "Where they may go The skate park. The bus station." in said
    html = answer.content.decode()
    assert 'name="version" value="2"' in html
    assert "The skate park.</textarea>" in html
    both = {**TOLD, "places": "The bus station. The skate park.", "version": "2"}
    assert known.client.post(f"/children/{child.pk}/profile/change/", both).status_code == 302
    with within(known.here.pk):
        assert Profile.objects.get().version == 3
        texts = set(ProfileVersion.objects.values_list("said__places", flat=True))
    assert texts == {None, "The bus station.", "The bus station. The skate park."}


def test_two_who_write_the_first_one_at_once(known: Known) -> None:
    """Item 8: the second is told, whichever they began upon."""
    child = known.a_child()
    written(known, child)
    with pytest.raises(ChangedMeanwhile):
        written(known, child, version=0, call="Somebody else.")
    answer = known.client.post(f"/children/{child.pk}/profile/change/", {"call": "Somebody else.", "version": "0"})
    assert "Who to call Somebody else. The aunt, at any hour." in text_of(answer)


def test_a_profile_is_checked_again_after_the_arrangements_months(known: Known) -> None:
    """PAR-7: checked 4 months ago: check it again; one press, and it is of today."""
    child = known.a_child()
    written(known, child, days_ago=130)
    assert "Checked 4 months ago: check it again" in page(known, child)
    assert known.client.post(f"/children/{child.pk}/profile/check/", {"version": "1"}).status_code == 302
    assert "check it again" not in page(known, child)
    with within(known.here.pk):
        profile = Profile.objects.get()
        assert (profile.version, profile.checked_by_id) == (1, known.coordinator.pk)
        assert Entry.objects.filter(what="missing.profile_checked", child_id=child.pk).count() == 1


@pytest.mark.parametrize("version", ["1", "", "nonsense", "99", "²"])
def test_what_somebody_else_changed_is_not_checked_unread(known: Known, version: str) -> None:
    """Item 8: the word that it is right is about what was read."""
    child = known.a_child()
    written(known, child, days_ago=130)
    written(known, child, version=1, days_ago=120, call="Nobody.")
    answer = known.client.post(f"/children/{child.pk}/profile/check/", {"version": version})
    assert "Somebody changed it while you were reading." in text_of(answer)
    assert "check it again" in page(known, child)


def test_a_report_takes_the_profile_along_with_one_click(known: Known) -> None:
    """Item 8, MIS-1: the episode's page leads to it as it stood at the report, whatever it says later."""
    child = known.a_child()
    written(known, child, days_ago=20)
    form = known.client.get(f"/missing/report/?child={child.pk}")
    assert "Bring the profile into the report" in text_of(form)
    assert "Asthma: blue inhaler." in text_of(form)
    episode = reported(known, child, profile="1")
    written(known, child, version=1, health="Something else entirely.")
    html = known.client.get(f"/missing/{episode.pk}/").content.decode()
    assert f'href="/missing/{episode.pk}/profile/"' in html
    then = text_of(known.client.get(f"/missing/{episode.pk}/profile/"))
    assert "Asthma: blue inhaler." in then
    assert "Something else entirely." not in then
    assert "version 1, written by Rowan Sample, Invented Agency" in then
    assert "Something else entirely." in page(known, child)


def test_without_the_click_nothing_goes_along(known: Known) -> None:
    """Item 8: nobody's health is in a report by accident."""
    child = known.a_child()
    written(known, child)
    episode = reported(known, child)
    assert "/profile/" not in known.client.get(f"/missing/{episode.pk}/").content.decode()
    assert known.client.get(f"/missing/{episode.pk}/profile/").status_code == 404
    with within(known.here.pk):
        assert not ProfileInReport.objects.exists()


def test_a_refused_report_keeps_the_tick(known: Known) -> None:
    """Item 8: what was typed and ticked is kept when something is to be corrected."""
    child = known.a_child()
    written(known, child)
    answer = known.client.post(f"/missing/report/?child={child.pk}", report_of(child, profile="1", circumstances=""))
    assert answer.status_code == 200
    html = answer.content.decode()
    assert 'name="profile" value="1" checked' in html


def test_a_child_without_a_profile_is_reported_as_before(known: Known) -> None:
    """MIS-1: the form says that nobody wrote it down, and takes the report; the word alone brings nothing."""
    child = known.a_child()
    assert "Nobody has written down what would help" in text_of(known.client.get(f"/missing/report/?child={child.pk}"))
    episode = reported(known, child, profile="1")
    assert known.client.get(f"/missing/{episode.pk}/profile/").status_code == 404


READS = {
    Role.MISSING_COORDINATOR, Role.LIAISON_OFFICER, Role.TRIAGE_OFFICER, Role.SOCIAL_WORKER, Role.TEAM_MANAGER,
    Role.CHAT_WORKER,
}  # fmt: skip
WRITES = {Role.MISSING_COORDINATOR, Role.SOCIAL_WORKER, Role.TEAM_MANAGER}


@pytest.mark.parametrize("role", list(Role))
def test_who_reads_and_who_writes(known: Known, role: Role) -> None:
    """SHA-2: casework reads, who may change the record writes; an analyst and a health member see nothing of it."""
    child = known.a_child()
    written(known, child)
    episode = reported(known, child, profile="1")
    member = a_member(known.here, role)
    if role not in {Role.ANALYST, Role.ADMINISTRATOR, Role.INFORMATION_GOVERNANCE}:
        with within(known.here.pk):
            at = datetime.now(UTC)
            children.allocate(child=child, member=member, kind=WorkKind.OTHER, since=LONG_AGO, by=None, at=at)
    client = signed_in_client(member)
    found = client.get(f"/children/{child.pk}/profile/")
    assert found.status_code == (200 if role in READS else 404)
    assert client.get(f"/missing/{episode.pk}/profile/").status_code == (200 if role in READS else 404)
    assert client.get(f"/children/{child.pk}/profile/change/").status_code == (200 if role in WRITES else 404)
    shown = client.get(f"/missing/{episode.pk}/")
    if shown.status_code == 200:
        assert (f"/missing/{episode.pk}/profile/" in shown.content.decode()) is (role in READS)
        assert "Asthma" not in text_of(shown)
    if role in READS - WRITES:
        assert "Your role does not let you" in text_of(found)


def test_another_areas_child_is_not_there(known: Known) -> None:
    """SHA-2, PAR-1: unknown and forbidden answer alike."""
    child = known.a_child(area=known.colchester)
    written(known, child)
    with within(a_partnership("Nowhere").pk):
        foreign = a_child("Xq", "Pretend")
    for key in (child.pk, foreign.pk):
        for way in ("", "change/"):
            assert known.mid_client.get(f"/children/{key}/profile/{way}").status_code == 404
        assert known.mid_client.post(f"/children/{key}/profile/check/", {"version": "1"}).status_code == 404


def test_the_database_keeps_one_profile_a_child_and_one_a_report(known: Known) -> None:
    """Item 8: constraints, not hope."""
    child = known.a_child()
    profile = written(known, child)
    episode = reported(known, child, profile="1")
    with within(known.here.pk):
        at = datetime.now(UTC)
        with pytest.raises(IntegrityError), transaction.atomic():
            actions.bring_profile(episode=episode, by=known.coordinator, at=at)
        assert ProfileInReport.objects.get().wording.profile_id == profile.pk


def test_it_follows_the_child_when_two_records_are_merged_and_comes_back(known: Known) -> None:
    """MIS-4: with its wordings; where both have one, each keeps its own."""
    child, other = known.a_child(), known.a_child("Zoe", "Madeup")
    written(known, other)
    with within(known.here.pk):
        at = datetime.now(UTC)
        merged = merge(child=child, other=other, by=known.coordinator, at=at)
        assert Profile.objects.get().child_id == child.pk
        unmerge(merge=merged, by=known.coordinator, at=at)
        assert Profile.objects.get().child_id == other.pk
    written(known, child)
    with within(known.here.pk):
        merge(child=child, other=Child.objects.get(pk=other.pk), by=known.coordinator, at=datetime.now(UTC))
        assert Profile.objects.filter(child=child).count() == 1
        assert Profile.objects.count() == 2


def test_the_chronology_says_when_it_was_written_and_not_what(known: Known) -> None:
    """Item 7: one line a wording, with its source; what it says is read on its own page."""
    child = known.a_child()
    written(known, child)
    written(known, child, version=1, health="Something else.")
    with within(known.here.pk):
        told = entries(child, viewer_of(known.coordinator, now=datetime.now(UTC)))
    lines = [each for each in told if each.title.startswith("Profile ")]
    assert [each.title for each in lines] == ["Profile changed", "Profile written"]
    assert all(each.url == f"/children/{child.pk}/profile/" for each in lines)
    assert not [each for each in told if "Something else" in each.text or "Asthma" in each.text]


@pytest.mark.parametrize("wordings", [1, 12])
def test_its_pages_ask_no_more_than_twelve_queries(known: Known, wordings: int) -> None:
    """The same for one wording and for twelve."""
    child = known.a_child()
    for number in range(wordings):
        written(known, child, version=number, call=f"Call {number}.")
    episode = reported(known, child, profile="1")
    for address in (f"/children/{child.pk}/profile/", f"/missing/{episode.pk}/profile/", f"/missing/{episode.pk}/"):
        known.client.get(address)
        with asking_at_most(12):
            assert known.client.get(address).status_code == 200


def test_no_part_is_lost_between_the_form_and_the_page(known: Known) -> None:
    """Item 8: each part with a text of its own, with lines and signs as they were typed."""
    child = known.a_child()
    typed: dict[str, Any] = {key: f"Line one of {key}\r\nline “two” <of> {key}" for key in KEYS}
    assert known.client.post(f"/children/{child.pk}/profile/change/", {**typed, "version": "0"}).status_code == 302
    with within(known.here.pk):
        assert Profile.objects.get().said == {key: text.replace("\r\n", "\n") for key, text in typed.items()}
    html = known.client.get(f"/children/{child.pk}/profile/").content.decode()
    assert all(f"line “two” &lt;of&gt; {key}" in html for key in KEYS)
