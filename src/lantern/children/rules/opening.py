"""What somebody knows of a child when a record is opened."""

from dataclasses import dataclass, field

from lantern.children.rules.described import Described
from lantern.children.vocabulary import ReferenceSystem, Status


@dataclass(frozen=True)
class Opening:
    """What somebody says of a child who has no record yet."""

    described: Described
    known_as: str = ""
    pronouns: str = ""
    ethnicity: str = ""
    status: Status = Status.NONE
    references: dict[ReferenceSystem, str] = field(default_factory=dict)
