"""Any number of people save one section in any order, on top of any version, and no word of anybody is lost (MIS-9)."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.writing.rules import Result, SectionNow, Typed, saved

PEOPLE = ["ann", "ben", "cas"]
EMPTY = SectionNow()
# Who saves, how many versions behind what stands, in which of their pages.
saves = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.integers(0, 4), st.sampled_from(["", "desk", "phone"])), max_size=12
)
Step = tuple[SectionNow, Typed, SectionNow, Result]


def run(sent: list[tuple[str, int, str]]) -> list[Step]:
    """Each save with its own words: the section before it, what was sent, the section after it, what became of it."""
    now, steps = EMPTY, list[Step]()
    for number, (who, behind, page) in enumerate(sent):
        typed = Typed(f"words {number}", max(0, now.version - behind), who, page)
        after, result = saved(now, typed)
        steps.append((now, typed, after, result))
        now = after
    return steps


def words(section: SectionNow) -> set[str]:
    return {section.text, *section.beside.values()} - {""}


@settings(max_examples=400)
@given(saves)
def test_a_text_goes_only_by_who_wrote_it_or_had_read_it(sent: list[tuple[str, int, str]]) -> None:
    """MIS-9: of what stands, its writer's own page or somebody on top of it; of what waits beside, its writer alone."""
    for before, typed, after, _ in run(sent):
        assert typed.text in words(after)
        for gone in words(before) - words(after):
            beside_of = {who for who, text in before.beside.items() if text == gone}
            if gone == before.text:
                own_page = (before.by, before.editing) == (typed.by, typed.editing) and before.editing
                assert typed.based_on == before.version or own_page
            else:
                assert beside_of == {typed.by}


@given(saves)
def test_versions_count_what_stood_and_nothing_else(sent: list[tuple[str, int, str]]) -> None:
    """MIS-9: one more for each text that stands from now on; what is kept beside, or sent twice, is no version."""
    for before, typed, after, result in run(sent):
        assert after.version - before.version == (1 if result is Result.SAVED else 0)
        assert (after.text, after.by) == (
            (typed.text, typed.by) if result is Result.SAVED else (before.text, before.by)
        )


@given(saves)
def test_a_save_that_arrives_twice_is_one(sent: list[tuple[str, int, str]]) -> None:
    """MIS-9: the answer was lost on the way and the page sends the same again."""
    for _, typed, after, _ in run(sent):
        again, result = saved(after, typed)
        assert again == after
        assert result is not Result.SAVED


@given(saves)
def test_on_top_of_what_stands_it_always_stands(sent: list[tuple[str, int, str]]) -> None:
    """MIS-9: nobody who has read everything is turned away, whatever waits beside."""
    now = run(sent)[-1][2] if sent else EMPTY
    after, result = saved(now, Typed("the last word", now.version, "dee", "desk"))
    assert (after.text, result, after.beside) == ("the last word", Result.SAVED, now.beside)


@pytest.mark.parametrize("order", list(permutations(PEOPLE)))
def test_three_who_opened_the_same_page_are_all_kept_whoever_was_first(order: tuple[str, ...]) -> None:
    """MIS-9: the first stands, the others wait beside under their own names."""
    now = EMPTY
    results = []
    for who in order:
        now, result = saved(now, Typed(f"of {who}", 0, who, who))
        results.append(result)
    first, *others = order
    assert results == [Result.SAVED, Result.BESIDE, Result.BESIDE]
    assert (now.text, dict(now.beside)) == (f"of {first}", {who: f"of {who}" for who in others})


@pytest.mark.parametrize("order", list(permutations(["ben", "cas"])))
def test_each_puts_theirs_together_with_what_stands_and_all_of_it_stands(order: tuple[str, ...]) -> None:
    """MIS-9: settled one after the other, in whichever order, nothing waits and every word is in the text."""
    now = SectionNow(1, "of ann", "ann", beside={"ben": "of ben", "cas": "of cas"})
    for who in order:
        now, result = saved(now, Typed(f"{now.text}, {now.beside[who]}", now.version, who, who))
        assert result is Result.SAVED
    assert now.beside == {}
    assert all(f"of {who}" in now.text for who in PEOPLE)


def test_emptied_on_purpose_is_a_text_like_any_other() -> None:
    """MIS-9: who clears the section on top of what stands clears it; who clears an old one clears nothing."""
    now = SectionNow(2, "what stands", "ann")
    assert saved(now, Typed("", 2, "ben"))[0].text == ""
    kept, result = saved(now, Typed("", 1, "ben"))
    assert (kept.text, dict(kept.beside), result) == ("what stands", {"ben": ""}, Result.BESIDE)


@pytest.mark.parametrize(
    ("by", "editing", "based_on", "result"),
    [
        ("ann", "desk", 0, Result.SAVED),
        ("ann", "desk", 1, Result.SAVED),
        ("ann", "phone", 0, Result.BESIDE),
        ("ann", "", 0, Result.BESIDE),
        ("ben", "desk", 0, Result.BESIDE),
        ("ben", "phone", 1, Result.SAVED),
    ],
)
def test_only_the_page_that_never_heard_goes_on(by: str, editing: str, based_on: int, result: Result) -> None:
    """MIS-9: the same person on the same page from the same version: it is that page that did not hear the answer."""
    now, _ = saved(EMPTY, Typed("one", 0, "ann", "desk"))
    assert saved(now, Typed("one two", based_on, by, editing))[1] is result


def test_a_page_that_heard_of_one_save_does_not_go_on_from_before_it() -> None:
    """MIS-9: somebody else's words in between are never written over by a page that slept."""
    now, _ = saved(EMPTY, Typed("one", 0, "ann", "desk"))
    now, _ = saved(now, Typed("of ben", 1, "ben", "phone"))
    now, result = saved(now, Typed("one two", 0, "ann", "desk"))
    assert (now.text, dict(now.beside), result) == ("of ben", {"ann": "one two"}, Result.BESIDE)
