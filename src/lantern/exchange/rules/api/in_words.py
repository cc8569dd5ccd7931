"""The description of the API as the Markdown page docs/api.md, with commands to copy."""

import json
from collections.abc import Iterator

from lantern.exchange.rules.api.document import CURL_KEY, Named, Operation, Shape, Told
from lantern.exchange.rules.api.problems import WORDS, Kind
from lantern.organisation.vocabulary import API_PATH

SITE = "https://lantern.example.org"
WHO = '-H "Authorization: Bearer $LANTERN_CREDENTIAL"'
BATCH = {
    "messages": [
        {
            "reference": "EX/26/000123",
            "message": "initial",
            "surname": "Example",
            "forename": "Rowan",
            "born": "2012-03-03",
            "sex": "F",
            "last_seen": "2026-07-19T21:50:00+01:00",
            "reported": "2026-07-19T23:05:00+01:00",
            "risk": "medium",
            "grade": "priority",
        }
    ]
}
RULES = (
    (
        "Send again when no answer came.",
        "With the same `Idempotency-Key` and the same content the answer is the same, byte for byte, and nothing happens "
        "twice, also when both calls arrive at once. The same key with other content is refused. A call that was answered "
        "with 400 to 429 left nothing behind: correct it and send it, with the same key or a new one.",
    ),
    (
        "The order does not matter.",
        "What messages come to does not hang on which of them arrives first, in which batch, or whether by file or here. "
        "The same content twice is a `duplicate`, in a file or here.",
    ),
    (
        "One message that cannot be used does not stop the others.",
        "It is kept, `refused`, with what to correct. Only a call that is not as described below is refused whole (422), "
        "and `errors` names the places.",
    ),
    (
        "What needs a person settles later.",
        "Somebody decides about each message that is `needs-person`; read the outcomes of the batch again after some hours.",
    ),
    (
        "Without a signed, current sharing protocol nothing is received or given out.",
        "That is answered with 403. `GET /api/v1/me` still answers and says how it stands, and when the credential expires.",
    ),
    (
        "How much, how often.",
        "Up to 500 messages and 2,000,000 bytes a call; as many calls a minute as the installation allows (120 unless set "
        "otherwise). An answer 429 says in `Retry-After` when to go on.",
    ),
)


def command(operation: Operation) -> str:
    """The call as a command that can be copied."""
    path = operation.path.replace("{batch}", "$BATCH")
    if operation.method == "GET":
        asked = "?state=open&limit=100" if operation.name == "readEpisodes" else ""
        return f'curl {WHO} \\\n  "{SITE}{path}{asked}"'
    body = json.dumps(BATCH, indent=1)
    return (
        f'curl {WHO} \\\n  -H "Content-Type: application/json" -H "Idempotency-Key: {CURL_KEY}" \\\n'
        f"  \"{SITE}{path}\" --data @- <<'END'\n{body}\nEND"
    )


def page(told: Told) -> str:
    """docs/api.md."""
    return "\n".join([*_lines(told), ""])


def _lines(told: Told) -> Iterator[str]:
    yield "# The JSON API"
    yield ""
    yield "<!-- Written by `lantern write-api-page`; a test fails when it is stale. -->"
    yield ""
    yield told.about
    yield ""
    yield (
        "An administrator makes a credential under Organisation, Agencies, the agency’s systems. It is shown once. The same "
        f"description for programs (OpenAPI 3.1) is at `{API_PATH}openapi.json`, and for people who are signed in at `/api/`."
    )
    yield ""
    for rule, more in RULES:
        yield f"- **{rule}** {more}"
    for operation in told.operations:
        yield from _operation(operation)
    for shape in told.shapes:
        yield from _shape(shape)
    yield from _problems()


def _operation(operation: Operation) -> Iterator[str]:
    yield from ("", f"## {operation.title}", "", f"`{operation.method} {operation.path}`", "")
    for paragraph in operation.about:
        yield from (paragraph, "")
    yield from ("```sh", command(operation), "```", "")
    if operation.parameters:
        yield from _fields("parameter", operation.parameters)
        yield ""
    if operation.takes:
        yield from (f"The body is a [{operation.takes}](#{operation.takes.lower()}).", "")
    yield "| answer | | |"
    yield "|---|---|---|"
    for status, words, shape in operation.answers:
        yield f"| {status} | {words} | [{shape}](#{shape.lower()}) |"


def _shape(shape: Shape) -> Iterator[str]:
    yield from ("", f"## {shape.name}", "")
    for paragraph in shape.about:
        yield from (paragraph, "")
    yield from _fields("field", shape.fields)


def _fields(what: str, fields: tuple[Named, ...]) -> Iterator[str]:
    yield f"| {what} | | |"
    yield "|---|---|---|"
    for each in fields:
        needed = "**required**, " if each.required else ""
        example = f" For example `{each.example}`." if each.example else ""
        yield f"| `{each.name}` | {needed}{each.kind} | {each.about}{example} |"


def _problems() -> Iterator[str]:
    yield from ("", "## Problems by name", "", "| `type` | status | | what to do |", "|---|---|---|---|")
    for kind in Kind:
        words = WORDS[kind]
        yield f"| `/api/#{kind}` | {words.status} | {words.title} | {words.detail} |"
