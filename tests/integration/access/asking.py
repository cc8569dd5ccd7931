"""Asking every address as every actor, and saying in words where an answer is not the table's.

`faults_of(scene)` yields nothing while the walls stand; tests that take a wall away expect it to speak.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver

from tests.integration.access.scene import INSIDE, OUTSIDE, TEXTS, UNKNOWN, Scene
from tests.integration.access.url_table import TABLE, Row

CHANGING = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"|data-now="[^"]+"|<time data-print-time>[^<]+'
)
TOKEN = re.compile(rb'csrftoken=\w+|name="csrfmiddlewaretoken" value="[^"]+"|nonce[-=]"?[\w+/=-]+')
"""Letters by chance, among which those of a mark come up once in some thousand answers."""
TRAIL = "/trail/"  # where information governance reads whom an entry is about: Lantern's number, no name, no id
SIGN_IN, SET_UP = "/account/sign-in/", "/account/second-factor/set-up/"
MARK = re.compile(r"xq(" + "|".join(sorted(TEXTS, key=len, reverse=True)) + ")")


@dataclass(frozen=True)
class Asked:
    """One request: who asked what."""

    actor: str
    method: str
    path: str
    body: str = ""

    def __str__(self) -> str:
        return f"{self.method} {self.path} as {self.actor}" + (f" with {self.body}" if self.body else "")


@dataclass(frozen=True)
class Answer:
    """What came back; `text` holds headers, cookies and body in lower case."""

    asked: Asked
    status: int
    location: str
    content: bytes

    @property
    def text(self) -> str:
        return TOKEN.sub(b"", self.content).decode(errors="replace").lower()


def ask(scene: Scene, asked: Asked) -> Answer:
    """Ask in a transaction that is undone, so that no answer hangs on the one before."""
    client = _client()
    client.cookies.clear()
    if key := scene.sessions.get(asked.actor):
        client.cookies[settings.SESSION_COOKIE_NAME] = key
    with transaction.atomic():
        response = client.generic(
            asked.method, asked.path, asked.body, content_type="application/x-www-form-urlencoded"
        )
        content = b"".join(response.streaming_content if response.streaming else [response.content])
        transaction.set_rollback(True)
    head = "\n".join(f"{name}: {value}" for name, value in response.items()) + response.cookies.output()
    return Answer(asked, response.status_code, response.get("Location", ""), head.encode() + b"\n\n" + content)


@cache
def _client() -> Client:
    """One for all, since each would load every middleware anew."""
    return Client(raise_request_exception=False)


def names() -> frozenset[str]:
    """Every name in the resolver, with its namespaces; an address without a name counts as its pattern."""
    return frozenset(_names(get_resolver().url_patterns, ""))


def _names(patterns: Collection[Any], prefix: str) -> Iterator[str]:
    for each in patterns:
        if isinstance(each, URLResolver):
            inner = f"{prefix}{each.namespace}:" if each.namespace else prefix
            yield from _names(each.url_patterns, inner)
        elif isinstance(each, URLPattern):
            yield f"{prefix}{each.name}" if each.name else f"without a name: {each.pattern}"


def asked_of(name: str, row: Row, by: Asked, arguments: Mapping[str, Any]) -> Asked:
    """The request to `name` about the record with `arguments`, by the actor and the method of `by`."""
    given = {**row.arguments, **arguments}
    path = reverse(name, kwargs={key: given[key] for key in _parameters(name)})
    query = f"?{row.query.format(**given)}" if row.query else ""
    return Asked(by.actor, by.method, path + query, row.body.format(**given) if by.method == "POST" else "")


def _parameters(name: str) -> list[str]:
    resolver: Any = get_resolver()
    *spaces, last = name.split(":")
    for space in spaces:
        resolver = resolver.namespace_dict[space][1]
    return list(resolver.reverse_dict.getlist(last)[0][0][0][1])


def faults_of(
    scene: Scene,
    rows: Mapping[str, Row] = TABLE,
    *,
    actors: Collection[str] = INSIDE | OUTSIDE,
    methods: str = "GET POST",
    keys: Collection[str] = (),
) -> Iterator[str]:
    """Every answer that is not the one the table says, and every answer that shows what its reader may not see.

    `keys` asks about these records alone.
    """
    for name, row in rows.items():
        for method in methods.split():
            for actor in sorted(actors):
                yield from _faults(scene, name, row, Asked(actor, method, ""), keys)


def _faults(scene: Scene, name: str, row: Row, by: Asked, keys: Collection[str]) -> Iterator[str]:
    some = asked_of(name, row, by, _some(scene, row, by.actor))
    if by.actor in OUTSIDE:
        yield from _outside(scene, some)
        return
    may = row.opens if by.method == "GET" else row.posts
    if row.of and may is not None and by.actor in may:
        yield from _by_record(scene, name, row, by, keys)
        return
    wanted = 405 if may is None else row.answer(by.method) if by.actor in may else 404
    yield from _judged(scene, ask(scene, some), wanted)


def _by_record(scene: Scene, name: str, row: Row, by: Asked, keys: Collection[str]) -> Iterator[str]:
    """One who may, about each record: answered about those in sight, and as about nothing at all about the others."""
    records, sees = scene.records[row.of], scene.sees[row.of]
    blank = ask(scene, asked_of(name, row, by, dict.fromkeys(next(iter(records.values())), UNKNOWN)))
    yield from _judged(scene, blank, row.hidden)
    for key in keys & sees.keys() if keys else _keys(sees, by):
        answer = ask(scene, asked_of(name, row, by, records[key]))
        if by.actor in sees[key]:
            yield from _judged(scene, answer, row.answer(by.method))
            continue
        yield from _judged(scene, answer, row.hidden)
        if different := _first_difference(plain(answer), plain(blank)):
            yield f"{answer.asked}: does not answer as about a record that does not exist: {different}"


def _keys(sees: Mapping[str, frozenset[str]], by: Asked) -> list[str]:
    """Every record; to post, one in sight, one out of sight beside it, and one of the other partnership."""
    if by.method == "GET":
        return list(sees)
    near = [next((key for key in sees if (by.actor in sees[key]) is seen), "") for seen in (True, False)]
    far = [key for key in sees if ("elsewhere" in sees[key]) is not (by.actor == "elsewhere")]
    return list(dict.fromkeys(key for key in (*near, *far[-1:]) if key))


def _some(scene: Scene, row: Row, actor: str) -> Mapping[str, Any]:
    """A record that the actor reaches, so that nothing but the role stands between them; else any."""
    if not row.of:
        return {}
    records, sees = scene.records[row.of], scene.sees[row.of]
    return records[next((key for key in records if actor in sees[key]), next(iter(records)))]


def _outside(scene: Scene, asked: Asked) -> Iterator[str]:
    answer = ask(scene, asked)
    wanted = SET_UP if asked.actor == "no factor" else SIGN_IN
    if answer.status != 302 or not answer.location.startswith(wanted):
        yield f"{asked}: {answer.status} {answer.location}, not on to {wanted}"
    yield from leaks(scene, answer)


def _judged(scene: Scene, answer: Answer, wanted: int) -> Iterator[str]:
    if answer.status != wanted:
        yield f"{answer.asked}: {answer.status} {answer.location}, not {wanted}"
    yield from leaks(scene, answer)


def leaks(scene: Scene, answer: Answer) -> Iterator[str]:
    """What the answer shows of records that are out of the actor's sight; what they typed themselves does not count."""
    actor, text = answer.asked.actor, answer.text
    for typed in {value for values in QueryDict(answer.asked.path.partition("?")[2]).lists() for value in values[1]}:
        text = text.replace(typed.lower(), "")
    shown = set(MARK.findall(text))
    hidden = {key for key in shown if actor not in TEXTS[key] or actor == "analyst"}
    for key in sorted(hidden):
        yield f"{answer.asked}: shows “{_around(text, f'xq{key}')}”"
    numbered = actor == "governance" and answer.asked.path.startswith(TRAIL)
    for key, marked in scene.marked.items():
        if actor not in scene.sees["child"][key]:
            other = actor == "elsewhere" or key == "else"  # numbers are the same in each partnership
            for number in marked.ids if other or numbered else [*marked.ids, marked.child.number]:
                if number not in str(answer.asked) and number.lower() in text:
                    yield f"{answer.asked}: shows {number} of {key}"


def _around(text: str, found: str) -> str:
    place = text.index(found)
    return " ".join(text[max(0, place - 60) : place + 60].split())


def _first_difference(one: bytes, other: bytes) -> str:
    """The first line that differs, or ""."""
    lines = zip_longest(one.decode(errors="replace").splitlines(), other.decode(errors="replace").splitlines())
    return next((f"“{here}”, not “{there}”" for here, there in lines if here != there), "")


def plain(answer: Answer) -> bytes:
    """The answer without what differs each time, and without the ids that were asked about.

    Its length goes too, since it counts what differs: "10:59am" is longer than "11am".
    """
    head, _, body = answer.content.partition(b"\n\n")
    same = sorted(
        line for line in head.splitlines() if b"Cookie" not in line and not line.startswith(b"Content-Length")
    )
    found = CHANGING.sub(b"", b"\n".join(same) + body)
    for number in re.findall(r"[0-9a-f-]{36}", f"{answer.asked.path} {answer.asked.body}"):
        found = found.replace(number.encode(), b"...")
    return found
