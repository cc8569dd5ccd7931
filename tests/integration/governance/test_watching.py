"""SHA-6: unusual access is found in the trail with its reason, once, however often it is looked for."""

from datetime import timedelta

import pytest

from lantern.governance.actions.home import give_home, withdraw_home
from lantern.governance.models import Home
from lantern.organisation import actions as organisation
from lantern.organisation.models import RoleHeld
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.trail.vocabulary import Kind
from tests.factories.people import a_partnership
from tests.integration.governance.arranging import arrange_unusual
from tests.integration.governance.watching import Governed

pytestmark = pytest.mark.django_db
HOME = ("12 Sample Street", "CM1 1AA")


@pytest.fixture
def here() -> Governed:
    return Governed()


def test_ordinary_work_is_not_unusual(here: Governed) -> None:
    """SHA-6: a coordinator over the area, a worker with the child, in the daytime or at night."""
    child, worker = here.child(), here.someone("Ash Sample", Role.SOCIAL_WORKER, "Mid")
    here.works(worker, child)
    here.looks(here.someone("Sam Invented"), child)
    here.looks(worker, child, at=here.noon.replace(hour=3))
    assert here.reasons() == []


def test_the_same_surname(here: Governed) -> None:
    """SHA-6: the looker's own name against every name the child goes or went by; half of a double name counts."""
    here.looks(here.someone("Sam Example"), here.child("Example"))
    here.looks(here.someone("Ash Nowhere-Sample"), here.child("Sample"))
    here.watch()
    found = {each.member.name: each.said for each in here.found()}
    assert found == {
        "Sam Example": "They have the same surname.",
        "Ash Nowhere-Sample": "Part of their surnames is the same.",
    }


def test_the_same_home_told_by_digests_alone(here: Governed) -> None:
    """SHA-6: what a member gave is kept in a form that nobody can read; taken back, it is gone."""
    someone, child = here.someone(), here.child(home=("Flat 1, 12, SAMPLE St", "cm11aa"))
    other = here.child(home=HOME)
    with within(here.here.pk):
        assert give_home(address=HOME[0], postcode=HOME[1], by=someone, at=here.noon)
        kept = Home.objects.get()
        assert not any("ample" in str(value) for value in vars(kept).values())
    here.looks(someone, child, other)
    here.watch()
    assert [(each.reason, each.child_id) for each in here.found()] == [("home", other.pk)]
    with within(here.here.pk):
        withdraw_home(by=someone, at=here.noon)
        assert not Home.objects.exists()


def test_one_home_has_another_digest_in_another_partnership(here: Governed) -> None:
    """PAR-1: a digest does not tell that somebody is a member elsewhere too."""
    elsewhere = Governed.__new__(Governed)
    elsewhere.here = a_partnership("Nowhere")
    digests = set()
    for place in (here, elsewhere):
        someone = place.someone("Kim Sample")
        with within(place.here.pk):
            give_home(address=HOME[0], postcode=HOME[1], by=someone, at=here.noon)
            digests.add(Home.objects.get().digest)
    assert len(digests) == 2


def test_out_of_their_area(here: Governed) -> None:
    """SHA-2, SHA-6: nothing that we know of opened the record; a role over another area does not."""
    child = here.child(area="Colchester")
    here.looks(here.someone("Sam Invented", area="Mid"), child)
    here.looks(here.someone("Ash Sample", Role.SOCIAL_WORKER), child)
    here.looks(here.someone("Kit Sample", area="North"), child)
    here.watch()
    assert {(each.member.name, each.reason) for each in here.found()} == {
        ("Sam Invented", "ground"),
        ("Ash Sample", "ground"),
    }


def test_a_role_that_ended_that_day_was_a_ground(here: Governed) -> None:
    """SHA-2: it was held that morning; the day after it was not."""
    someone, child = here.someone(area="Mid"), here.child()
    with within(here.here.pk):
        held = RoleHeld.objects.get(member=someone)
        organisation.end_role(held=held, by=None, at=here.noon)
    here.looks(someone, child, at=here.noon - timedelta(hours=1))
    assert here.reasons() == []
    here.looks(someone, child, at=here.noon + timedelta(hours=12))  # midnight: never yet to come
    assert here.reasons() == ["ground"]


def test_long_after_their_work_ended(here: Governed) -> None:
    """SHA-6: a role still opens the record, but what for? By the arrangement's number of days."""
    someone, child, fresh = here.someone(), here.child(), here.child()
    here.works(someone, child, until=here.day(before=40))
    here.works(someone, fresh, until=here.day(before=5))
    here.looks(someone, child, fresh)
    here.watch()
    assert [(each.reason, each.child_id) for each in here.found()] == [("work", child.pk)]
    assert "days before." in here.found()[0].said


def arrange(here: Governed, **values: int) -> None:
    with within(here.here.pk):
        arrange_unusual(values=values, by=None, at=here.noon)


def test_many_children_in_an_hour(here: Governed) -> None:
    """SHA-6: by the number in the arrangement; children opened, not lists looked through."""
    arrange(here, children_an_hour=4)
    someone, reader, children = here.someone(), here.someone("Kit Sample"), [here.child() for _ in range(4)]
    here.looks(reader, *children, what="missing/episodes")
    here.looks(someone, *children[:3], children[0])
    assert here.reasons() == []
    here.looks(someone, children[3], at=here.noon + timedelta(minutes=59))
    assert here.reasons() == ["burst"]
    found = here.found()[0]
    assert (found.looks, found.child_id, found.member_id) == (4, None, someone.pk)
    assert "4 children were opened within an hour" in found.said


def test_many_for_one_is_few_for_another(here: Governed) -> None:
    """SHA-6: against the person's own usual of the four weeks before."""
    arrange(here, children_an_hour=4, times_usual=2)
    someone, children = here.someone(), [here.child() for _ in range(7)]
    for before in range(1, 7):
        here.looks(someone, *children[:3], at=here.noon - timedelta(days=before))
    here.looks(someone, *children[:5])
    assert here.reasons() == []
    here.looks(someone, *children[5:], at=here.noon + timedelta(minutes=10))
    here.watch()
    assert [each.looks for each in here.found()] == [7]
    assert here.found()[0].said.endswith("they open 3.")


def test_done_again_it_finds_the_same(here: Governed) -> None:
    """SHA-6: idempotent; further looks of the day are added, answers are kept, and each run is on the trail."""
    someone, child = here.someone("Sam Example"), here.child("Example")
    here.looks(someone, child)
    first = here.watch()
    assert (first.openings, first.unusual, first.new) == (1, 1, 1)
    before = here.found()
    assert here.watch() == first._replace(new=0)
    assert [each.pk for each in here.found()] == [each.pk for each in before]
    here.looks(someone, child, at=here.noon + timedelta(hours=1))
    here.watch()
    after = here.found()[0]
    assert (after.pk, after.looks, after.last_at) == (before[0].pk, 2, here.noon + timedelta(hours=1))
    assert [each.kind for each in here.left("governance.watched")] == [Kind.CHANGE] * 3


def test_the_days_of_london_and_no_earlier_ones(here: Governed) -> None:
    """SHA-6: two looks either side of midnight are two matters; what lies further back is not judged again."""
    someone, child = here.someone("Sam Example"), here.child("Example")
    midnight = here.noon.replace(hour=0)
    here.looks(someone, child, at=midnight - timedelta(seconds=1))
    here.looks(someone, child, at=midnight)
    here.watch(days=2)
    assert [each.day for each in here.found()] == [here.day()]
    here.watch(days=3)
    assert sorted(each.day for each in here.found()) == [here.day(before=1), here.day()]


def test_each_partnership_is_watched_for_itself(here: Governed) -> None:
    """PAR-1."""
    here.looks(here.someone("Sam Example"), here.child("Example"))
    elsewhere = Governed.__new__(Governed)
    elsewhere.here = a_partnership("Nowhere")
    assert elsewhere.watch().openings == 0
    assert elsewhere.found() == []
