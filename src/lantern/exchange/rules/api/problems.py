"""What can be wrong with a call, as RFC 9457 problems: what it is and what to do about it, never what exists."""

from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from lantern.organisation.vocabulary import API_PAGE

MOST_FAULTS = 50  # that one answer names
LONGEST_NAME = 80
UNKNOWN_NAME = "There is no field of this name."
MEDIA_TYPE = "application/problem+json"


class Kind(StrEnum):
    """Names of problems, as they end an address under the page of the documentation."""

    UNREADABLE = "not-json"
    UNKNOWN = "not-known"
    ENDED = "credential-ended"
    PROTOCOL = "no-protocol"
    SCOPE = "not-allowed"
    MISSING = "not-found"
    METHOD = "method"
    LARGE = "too-large"
    MEDIA = "media-type"
    INVALID = "not-valid"
    KEY = "key-used"
    OFTEN = "too-often"
    FAULT = "fault"
    AWAY = "away"


class Words(NamedTuple):
    """How a problem is answered."""

    status: int
    title: str
    detail: str


WORDS: dict[Kind, Words] = {
    Kind.UNREADABLE: Words(400, "The body cannot be read", "Send one JSON object in UTF-8."),
    Kind.UNKNOWN: Words(
        401, "Not known", "Send a credential that is in force: Authorization: Bearer lantern_…_… as it was shown once."
    ),
    Kind.ENDED: Words(401, "The credential has ended", "Ask the partnership for a new one."),
    Kind.PROTOCOL: Words(403, "No current sharing protocol", "Your agency and the partnership have to sign one first."),
    Kind.SCOPE: Words(403, "Not among what this credential may do", "Ask the partnership for one that may."),
    Kind.MISSING: Words(404, "Nothing here", "Check the address, and that your agency sent what it names."),
    Kind.METHOD: Words(405, "Not this way", "Use a method that the Allow header names."),
    Kind.LARGE: Words(413, "Too large", "Send fewer messages at a time."),
    Kind.MEDIA: Words(415, "Not JSON", "Send the body as Content-Type: application/json, not compressed."),
    Kind.INVALID: Words(422, "Not as described", "Nothing was kept. Correct what errors names and send it again."),
    Kind.KEY: Words(
        422,
        "This key was used for something else",
        "Nothing was kept. Take a new Idempotency-Key for each batch; the same only to send that batch again.",
    ),
    Kind.OFTEN: Words(429, "Too many calls", "Wait for as many seconds as the Retry-After header says."),
    Kind.FAULT: Words(
        500, "A fault of ours", "Send the same again, with the same Idempotency-Key; nothing will happen twice."
    ),
    Kind.AWAY: Words(
        503,
        "Away for a moment",
        "Send the same again, with the same Idempotency-Key, after as long as Retry-After says.",
    ),
}
BY_STATUS = {words.status: kind for kind, words in reversed(WORDS.items())}


class Fault(BaseModel):
    """One place in the call that is not as described."""

    model_config = ConfigDict(extra="forbid")
    where: str = Field(description="A JSON Pointer into the body, or the name of a header or of a part of the address.")
    detail: str = Field(description="What is wrong there.")


class Problem(BaseModel):
    """Why a call was not answered as it wished (RFC 9457, application/problem+json)."""

    model_config = ConfigDict(extra="forbid")
    type: str = Field(description="The problem's address in the documentation.")
    title: str = Field(description="The problem in few words.")
    status: int = Field(description="The status of the answer.", ge=400, le=599)
    detail: str = Field(description="What to do.")
    errors: list[Fault] = Field(
        default=[], description="Where the call is not as described; the first fifty places.", max_length=MOST_FAULTS
    )


class Refusal(Exception):
    """A call ends here with a problem. `wait` is the seconds after which it may be tried again."""

    def __init__(self, kind: Kind, detail: str = "", errors: Sequence[Fault] = (), *, wait: int = 0) -> None:
        super().__init__(kind)
        self.kind, self.wait = kind, wait
        self.problem = problem(kind, detail, errors)


def problem(kind: Kind, detail: str = "", errors: Sequence[Fault] = ()) -> Problem:
    """The problem in words; `detail` instead of the usual ones."""
    words = WORDS[kind]
    return Problem(
        type=f"{API_PAGE}#{kind}",
        title=words.title,
        status=words.status,
        detail=detail or words.detail,
        errors=list(errors[:MOST_FAULTS]),
    )


def faults_of(errors: Sequence[Any]) -> list[Fault]:
    """What pydantic found, without what was sent: that may name a child, and logs keep answers."""
    return [Fault(where=_pointer(each["loc"]), detail=_words(each)) for each in errors[:MOST_FAULTS]]


def only_known(sent: Iterable[str], known: Collection[str]) -> None:
    """Refuse what is asked for by a name that nobody reads: a filter spelt wrongly would answer with everything."""
    errors = [Fault(where=name[:LONGEST_NAME], detail=UNKNOWN_NAME) for name in sent if name not in known]
    if errors:
        raise Refusal(Kind.INVALID, "Correct what errors names and ask again.", errors)


def _pointer(place: Sequence[str | int]) -> str:
    """("body", "batch", "messages", 3, "surname") is /messages/3/surname; a header or a part of the address is its name."""
    if place and place[0] == "body":
        return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in place[2:])
    return str(place[-1]) if place else ""


def _words(error: Any) -> str:
    if error["type"] == "extra_forbidden":
        return UNKNOWN_NAME
    if error["type"] == "string_pattern_mismatch":
        return "Has a character that is not allowed here."
    return f"{error['msg']}."
