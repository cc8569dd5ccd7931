"""Two people write one section and lose nothing, whatever reaches the server in whatever order (MIS-9)."""

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.writing.rules import Result, SectionNow, Typed, saved

EMPTY = SectionNow()


def typed(text: str, base: int, by: str = "ann", editing: str = "") -> Typed:
    return Typed(text, base, by, editing)


def test_a_text_on_top_of_the_one_that_stands_is_the_next() -> None:
    """MIS-9."""
    now, result = saved(EMPTY, typed("one", 0))
    assert (now.version, now.text, now.by, result) == (1, "one", "ann", Result.SAVED)
    now, result = saved(now, typed("two", 1, "ben"))
    assert (now.version, now.text, now.by, result) == (2, "two", "ben", Result.SAVED)


def test_a_text_on_top_of_an_older_one_is_kept_beside() -> None:
    """MIS-9: never over what somebody else wrote; the writer's next words there replace their own alone."""
    now, _ = saved(EMPTY, typed("ann's", 0))
    now, result = saved(now, typed("ben's", 0, "ben"))
    assert (now.text, dict(now.beside), result) == ("ann's", {"ben": "ben's"}, Result.BESIDE)
    now, _ = saved(now, typed("ben's, longer", 0, "ben"))
    assert dict(now.beside) == {"ben": "ben's, longer"}


def test_who_has_seen_both_settles_it() -> None:
    """MIS-9: and nobody else's is settled with it."""
    now = SectionNow(3, "ann's", "ann", beside={"ben": "ben's", "cas": "cas's"})
    now, result = saved(now, typed("both", 3, "ben"))
    assert (now.text, dict(now.beside), result) == ("both", {"cas": "cas's"}, Result.SAVED)
    now, result = saved(now, typed("both", 4, "cas"))
    assert (dict(now.beside), result) == ({}, Result.SAME)


def test_the_same_text_again_is_nothing_new_and_settles_nothing_unseen() -> None:
    """MIS-9: a save whose answer was lost is sent again."""
    now = SectionNow(3, "ann's", "ann", beside={"ben": "ben's"})
    assert saved(now, typed("ann's", 3)) == (now, Result.SAME)
    assert saved(now, typed("ann's", 1, "ben"))[0].beside == {"ben": "ben's"}


def test_the_page_that_never_heard_of_its_own_save_goes_on() -> None:
    """MIS-9: the line broke before the answer came; another page of the same person is not that page."""
    now, _ = saved(EMPTY, typed("one", 0, editing="page"))
    after, result = saved(now, typed("one two", 0, editing="page"))
    assert (after.version, after.text, result) == (2, "one two", Result.SAVED)
    assert saved(now, typed("other", 0, editing="another page"))[1] is Result.BESIDE
    assert saved(now, typed("other", 0, "ben", "page"))[1] is Result.BESIDE


@dataclass
class Writer:
    """Somebody's page: what it was opened with, what is in the box, whether they were shown what somebody else wrote."""

    name: str
    base: int = 0
    text: str = ""
    seen: int = 0
    shown: bool = False
    sent: list[Typed] = field(default_factory=list)


steps = st.lists(
    st.tuples(st.sampled_from(["ann", "ben"]), st.sampled_from(["type", "send", "lose", "settle", "load"])), max_size=40
)


@settings(max_examples=400)
@given(steps)
def test_two_people_editing_one_section_lose_nothing(steps: list[tuple[str, str]]) -> None:
    """MIS-9: every word that reached the server stands, waits beside, or was replaced by who had seen it."""
    now, words = EMPTY, iter(range(1000))
    people = {name: Writer(name) for name in ("ann", "ben")}
    for name, step in steps:
        who = people[name]
        if step == "type":
            who.text = f"{who.text} {name}{next(words)}".strip()
        elif step == "load":  # opens the page anew: the text that stands, or one's own beside it
            who.base, who.text = now.version, now.beside.get(name, now.text)
            who.shown = name in now.beside
            if who.shown:
                who.text = f"{now.text} {who.text}"
        elif step == "settle" and who.shown:  # has read what stands, and puts both together
            who.base, who.text, who.shown = now.version, f"{now.text} {who.text}", False
            now, _ = saved(now, Typed(who.text, who.base, name, name))
            who.base = now.version
        elif step in ("send", "lose") and not who.shown:
            before = now
            now, result = saved(now, Typed(who.text, who.base, name, name))
            if result is Result.SAVED:
                assert kept(before, now, replaced_by=who), (before, now)
            if step == "send":
                who.shown = result is Result.BESIDE
                who.base = who.base if who.shown else now.version
        everything = " ".join([now.text, *now.beside.values()])
        assert now.text in everything
        for other in people.values():
            assert other.name == name or now.beside.get(other.name, "") in everything


def kept(before: SectionNow, after: SectionNow, *, replaced_by: Writer) -> bool:
    """What stood before is gone only where its successor was typed on top of it, or comes from the same page."""
    others = {name: text for name, text in before.beside.items() if name != replaced_by.name}
    seen = replaced_by.base == before.version or before.by == replaced_by.name
    return seen and others == {name: text for name, text in after.beside.items() if name != replaced_by.name}
