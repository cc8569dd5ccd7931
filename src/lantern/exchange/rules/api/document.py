"""The API's description of itself: finished from what the models say, and told to people in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lantern.exchange.rules.api.problems import MEDIA_TYPE, WORDS

ABOUT = (
    "Systems of agencies send notifications of missing children here, read what became of them, and read episodes. Each "
    "call shows the credential that the partnership made for the agency: Authorization: Bearer, and the secret. All bodies "
    "are JSON in UTF-8; whatever goes wrong is answered as a problem (RFC 9457)."
)
STATUS_WORDS = {
    200: "Done.",
    202: "Taken; some messages wait for a person.",
    **{
        status: " ".join(f"{words.title}." for words in WORDS.values() if words.status == status)
        for status in sorted({words.status for words in WORDS.values()})
    },
}
CURL_KEY = "5f0c7b52-3d3c-4f1f-9f5e-2f3f8a1d7c10"


@dataclass(frozen=True)
class Named:
    """A field or a parameter: its name, what it may hold, and what it is for."""

    name: str
    kind: str
    required: bool
    about: str
    example: str = ""


@dataclass(frozen=True)
class Operation:
    """One thing that a system can ask for."""

    name: str
    method: str
    path: str
    title: str
    about: tuple[str, ...]
    parameters: tuple[Named, ...]
    takes: str
    answers: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True)
class Shape:
    """An object that is sent or answered."""

    name: str
    about: tuple[str, ...]
    fields: tuple[Named, ...]


@dataclass(frozen=True)
class Told:
    """The whole description, in the order in which somebody reads it."""

    about: str
    version: str
    operations: tuple[Operation, ...]
    shapes: tuple[Shape, ...]


def finished(schema: dict[str, Any]) -> dict[str, Any]:
    """The document with what the framework leaves out: the type of problems, and words for each answer."""
    for operation in _operations(schema):
        for status, response in operation["responses"].items():
            response["description"] = STATUS_WORDS[int(status)]
            if int(status) >= 400:
                response["content"] = {MEDIA_TYPE: next(iter(response["content"].values()))}
        operation["responses"] = {str(status): said for status, said in sorted(operation["responses"].items())}
    schema["components"]["securitySchemes"] = {
        "Credentials": {"type": "http", "scheme": "bearer", "description": "The secret that was shown once."}
    }
    return schema


def told(schema: Mapping[str, Any]) -> Told:
    """The document as people read it."""
    shapes = schema["components"]["schemas"]
    return Told(
        about=schema["info"]["description"],
        version=schema["info"]["version"],
        operations=tuple(
            _operation(path, method, operation, shapes)
            for path, methods in schema["paths"].items()
            for method, operation in methods.items()
        ),
        shapes=tuple(_shape(name, shape, shapes) for name, shape in shapes.items() if "properties" in shape),
    )


def _operations(schema: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    return (operation for methods in schema["paths"].values() for operation in methods.values())


def _operation(path: str, method: str, said: Mapping[str, Any], shapes: Mapping[str, Any]) -> Operation:
    body = said.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    return Operation(
        name=said["operationId"],
        method=method.upper(),
        path=path,
        title=said["summary"],
        about=_paragraphs(said.get("description", "")),
        parameters=tuple(
            Named(
                each["name"],
                _kind(each["schema"], shapes),
                each["required"],
                each.get("description", ""),
                _example(each["schema"]),
            )
            for each in said["parameters"]
        ),
        takes=_reference(body),
        answers=tuple(
            (int(status), answer["description"], _reference(next(iter(answer["content"].values()))["schema"]))
            for status, answer in said["responses"].items()
        ),
    )


def _shape(name: str, said: Mapping[str, Any], shapes: Mapping[str, Any]) -> Shape:
    required = said.get("required", ())
    return Shape(
        name=said.get("title", name),
        about=_paragraphs(said.get("description", "")),
        fields=tuple(
            Named(field, _kind(each, shapes), field in required, each.get("description", ""), _example(each))
            for field, each in said["properties"].items()
        ),
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split("\n\n") if part.strip())


def _kind(said: Mapping[str, Any], shapes: Mapping[str, Any]) -> str:
    """What may stand there, in few words."""
    if "anyOf" in said:
        return " or ".join(_kind(each, shapes) for each in said["anyOf"] if each.get("type") != "null")
    if "$ref" in said:
        shape = shapes[said["$ref"].rpartition("/")[2]]
        return _kind(shape, shapes) if "enum" in shape else _reference(said)
    if "enum" in said:
        return " or ".join(str(each) for each in said["enum"])
    kind = str(said.get("format") or said.get("type", ""))
    if kind == "array":
        most = f", up to {said['maxItems']}" if "maxItems" in said else ""
        return f"list of {_kind(said['items'], shapes)}{most}"
    kind = "text" if kind == "string" else kind
    return f"{kind}, up to {said['maxLength']:,} characters" if "maxLength" in said else kind


SHOWN = {"Notice": "Message", "Told": "Outcome", "Duty": "Obligation", "EpisodeRead": "Episode"}
"""What people are told an object is called, where the code has another word for it."""


def _reference(said: Mapping[str, Any]) -> str:
    name = str(said.get("$ref", "")).rpartition("/")[2]
    return SHOWN.get(name, name)


def _example(said: Mapping[str, Any]) -> str:
    return str(next(iter(said.get("examples", ())), ""))
