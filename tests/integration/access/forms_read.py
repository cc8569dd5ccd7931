"""A form as a browser would send it: its fields with what stands in them, and something plain where nothing does."""

from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser

TODAY = date.today()  # noqa: DTZ011
PLAIN = {"day": str(TODAY.day), "month": str(TODAY.month), "year": str(TODAY.year), "time": "00:05"}
"""What goes into an empty field by the end of its name; anything else gets words."""
WORDS = {"email": "plain@example.org", "number": "3", "date": TODAY.isoformat()}
UNSENT = {"submit", "button", "reset", "image", "file"}


@dataclass
class Form:
    """One form that is posted. `sent` holds name and value as often as they are sent, `unsent` boxes that are not ticked."""

    action: str
    sent: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    unsent: set[str] = field(default_factory=set)

    @property
    def names(self) -> frozenset[str]:
        """Every field that the form lists."""
        return frozenset(name for name, _ in [*self.sent, *self.buttons]) | self.unsent

    def typed(self) -> list[tuple[str, str]]:
        """What is posted by its first button, empty fields filled with something plain."""
        return [(name, value or plain(name)) for name, value in self.sent] + self.buttons[:1]


def plain(name: str) -> str:
    """Something plain for an empty field of that name."""
    end = name.replace("_", "-").rsplit("-", 1)[-1]
    return PLAIN.get(end, "Invented words")


class _Reader(HTMLParser):
    """Collects the forms of a page in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.open: Form | None = None
        self.select: tuple[str, list[str]] | None = None
        self.radios: set[str] = set()
        self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "form" and given.get("method", "").lower() == "post":
            self.open = Form(given.get("action", ""))
            self.forms.append(self.open)
        elif self.open is not None and given.get("name") and "disabled" not in given:
            self._field(tag, given)
        elif tag == "option" and self.select:
            self.select[1].append(given.get("value", ""))

    def _field(self, tag: str, given: dict[str, str]) -> None:
        assert self.open
        name, kind = given["name"], given.get("type", "text")
        if tag == "select":
            self.select = (name, [])
        elif tag == "textarea":
            self.area = name
            self.open.sent.append((name, ""))
        elif tag == "button" or kind in ("submit", "button"):
            self.open.buttons.append((name, given.get("value", "")))
        elif kind == "radio":
            self._radio(name, given)
        elif kind == "checkbox":
            if "checked" in given:
                self.open.sent.append((name, given.get("value", "on")))
            else:
                self.open.unsent.add(name)
        elif kind not in UNSENT:
            self.open.sent.append((name, given.get("value", "") or WORDS.get(kind, "")))

    def _radio(self, name: str, given: dict[str, str]) -> None:
        """The one that is chosen, else the first."""
        assert self.open
        if "checked" in given or name not in self.radios:
            self.open.sent = [pair for pair in self.open.sent if pair[0] != name]
            self.open.sent.append((name, given.get("value", "")))
        self.radios.add(name)

    def handle_data(self, data: str) -> None:
        if self.area and self.open and data.strip():
            self.open.sent[-1] = (self.area, data.strip())

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
            self.radios = set()
        elif tag == "textarea":
            self.area = ""
        elif tag == "select" and self.select and self.open:
            name, values = self.select
            self.open.sent.append((name, next((value for value in values if value), "")))
            self.select = None


def forms_in(content: bytes) -> list[Form]:
    """The forms that are posted, but for those in the frame of every page."""
    reader = _Reader()
    reader.feed(content.partition(b"<main")[2].decode(errors="replace") or content.decode(errors="replace"))
    return reader.forms


def form_of(content: bytes, path: str) -> Form | None:
    """The form that is posted to the page's own address."""
    own = path.partition("?")[0]
    return next((each for each in forms_in(content) if each.action.partition("?")[0] in ("", own)), None)
