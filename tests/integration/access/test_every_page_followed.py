"""SHA-2: whoever follows every link and looks for everybody finds nothing of a child who is out of their sight."""

import re
from collections import Counter
from html import unescape
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve, reverse

from tests.integration.access.asking import Answer, Asked, ask, leaks
from tests.integration.access.scene import CHILDREN, INSIDE, Scene

LINK = re.compile(r'(?:href|hx-get|data-[a-z-]*(?:url|src|geojson))="([^"#]+)')
ALIKE = 2  # pages of one address with the same questions that are followed
LEAST = {"former": 1, "county": 60, "coordinator": 50, "liaison": 50, "worker": 40}  # pages there are to follow
FIELDS = ("fore", "sur", "alias", "council", "police", "called", "house", "ref")


def followed(scene: Scene, actor: str) -> list[Answer]:
    """Every kind of page that links lead to from the first one."""
    waiting, seen, answers = ["/"], Counter[object](), list[Answer]()
    met = set(waiting)
    while waiting:
        path = waiting.pop(0)
        if not _is_new(path, seen):
            continue
        answer = ask(scene, Asked(actor, "GET", path))
        answers.append(answer)
        for link in LINK.findall(answer.content.decode(errors="replace")):
            target = urljoin(f"http://testserver{path}", unescape(link))
            inside = target.removeprefix("http://testserver")
            if inside != target and not inside.startswith(("/static/", "/account/")) and inside not in met:
                met.add(inside)
                waiting.append(inside)
    return answers


def _is_new(path: str, seen: Counter[object]) -> bool:
    """Whether few pages like this one were followed yet: the same address with the same questions."""
    parts = urlsplit(path)
    try:
        name = resolve(parts.path).view_name
    except Resolver404:
        name = parts.path
    kind = name, frozenset(parse_qs(parts.query, keep_blank_values=True))
    seen[kind] += 1
    return seen[kind] <= ALIKE


@pytest.mark.parametrize("actor", sorted(INSIDE))
def test_no_link_leads_to_anybody_elses_child(scene: Scene, actor: str) -> None:
    """SHA-2: nothing of other children on any page, and no link to what cannot be opened."""
    answers = followed(scene, actor)
    assert [fault for answer in answers for fault in leaks(scene, answer)] == []
    assert [f"{answer.asked}: {answer.status}" for answer in answers if answer.status >= 400] == []
    assert len(answers) >= LEAST.get(actor, 5)


@pytest.mark.parametrize("actor", sorted(CHILDREN["mid"] | CHILDREN["work"] | CHILDREN["chat"] | CHILDREN["else"]))
def test_no_search_finds_anybody_elses_child(scene: Scene, actor: str) -> None:
    """SHA-2, MIS-4: by name, other name, number or slip of the keys."""
    for key, who in CHILDREN.items():
        if actor in who:
            continue
        for typed in (*(f"Xq{key}{field}" for field in FIELDS), scene.marked[key].child.number, "03/03/2012"):
            path = f"{reverse('children:search')}?{urlencode({'q': typed})}"
            assert list(leaks(scene, ask(scene, Asked(actor, "GET", path)))) == []
