"""What the frame round every page says: filled by a higher room, drawn by `design/base.html` as `frame`.

`frame.now` is the request's one reading of the clock; the tags that say a relative time take it from here.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple


class Link(NamedTuple):
    """A place to go; `current` marks where the person is."""

    label: str
    url: str
    current: bool = False


class Contact(NamedTuple):
    """Who to call, for the footer: "Missing coordinator", "01632 960 001", "Monday to Friday, 9am to 5pm"."""

    who: str
    call: str
    hours: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The viewer's surroundings on one request. `areas` and `nav` hold only what this person may open.

    `printed_url` is told when the page is printed (SHA-6).
    """

    now: datetime
    partnership_name: str
    person_name: str
    person_role: str
    sign_out_url: str
    area_name: str = ""
    areas: tuple[Link, ...] = ()
    nav: tuple[Link, ...] = ()
    search_url: str = ""
    searched: str = ""
    marking: str = "Official-Sensitive"
    home_url: str = "/"
    printed_url: str = ""
    person_links: tuple[Link, ...] = ()
    contacts: tuple[Contact, ...] = ()

    @property
    def place(self) -> str:
        """Essex · Mid, or the partnership alone."""
        return f"{self.partnership_name} · {self.area_name}" if self.area_name else self.partnership_name

    @property
    def printed_by(self) -> str:
        """Rowan Sample, Missing coordinator: who stands on what is printed (SHA-1, SHA-6)."""
        return f"{self.person_name}, {self.person_role}" if self.person_role else self.person_name

    @property
    def initials(self) -> str:
        """RS: the person where there is no room for the name."""
        words = self.person_name.split()
        return "".join(word[0] for word in words[:1] + words[1:][-1:]).upper()
