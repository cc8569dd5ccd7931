"""How long a pack of papers takes: PDF and Word of an agenda with 24 children, 14 agencies and an eco map of each (M1-4).

.venv/bin/python benchmarks/papers.py
"""

import io
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from pypdf import PdfReader  # noqa: E402

from lantern.children.rules.around import CHILD, Bearing, Near  # noqa: E402
from lantern.documents.pdf import pdf  # noqa: E402
from lantern.documents.rules import (  # noqa: E402
    Block,
    Bullets,
    Document,
    Facts,
    Grid,
    Heading,
    Paragraph,
    Picture,
    Section,
)
from lantern.documents.word import word  # noqa: E402
from lantern.ecomap.pictures import picture  # noqa: E402
from lantern.ecomap.rules.map import Link, Map, Thing  # noqa: E402

CHILDREN, AGENCIES, AROUND, ROUNDS = 24, 14, 12, 5
SAID = "Invented words about where an invented child was found, with whom, and what was tried since the last time. " * 3


def drawn(number: int, mark: str) -> str:
    """An eco map of an invented child with a dozen around them."""
    things = [Thing(key=CHILD, label=f"Child {number}")]
    things += [Thing(key=f"node:{n}", label=f"Person {n} {mark}", kind=Near.PEER) for n in range(AROUND)]
    links = [
        Link(key=f"tie:{n}", first=CHILD, second=f"node:{n}", bearing=list(Bearing)[n % len(Bearing)])
        for n in range(AROUND)
    ]
    return str(picture(Map(tuple(things), tuple(links)), title="An eco map", described_by=""))


def child(number: int, mark: str) -> Section:
    """What a pack has of each child."""
    blocks: list[Block] = [Facts((("Discussion", "Review"), ("Why they are here", "Review due")))]
    blocks += [Heading("What agencies hold")]
    blocks += [Grid(("Agency", "What it holds"), tuple((f"Agency {n}", f"{mark}. {SAID}") for n in range(AGENCIES)))]
    blocks += [Heading("Eco map"), Picture(drawn(number, mark), "Told in words below")]
    blocks += [Bullets(tuple(f"Child {number} and Person {n}: a tie" for n in range(AROUND)))]
    blocks += [Heading("Minutes of the last meeting")]
    for title in ("Discussion", "Risks", "Strengths"):
        blocks += [Heading(title, 3), Paragraph(f"{mark}. {SAID * 2}")]
    return Section(f"Invented Child {number}, 15", tuple(blocks), "Sam Sample, Invented Agency")


def pack(mark: str, *, pictures: bool) -> Document:
    sections = tuple(child(number, mark) for number in range(CHILDREN))
    if not pictures:
        sections = tuple(
            Section(each.title, tuple(b for b in each.blocks if not isinstance(b, Picture)), each.holder)
            for each in sections
        )
    return Document("Agenda of an invented meeting", sections, "OFFICIAL-SENSITIVE")


def took(make: Callable[[Document], bytes], packs: list[Document]) -> tuple[float, float, bytes]:
    """Seconds by the clock and of the processor, the median of packs that are each new: what was set once is remembered."""
    clock, processor, made = [], [], b""
    for document in packs:
        began, used = time.perf_counter(), time.process_time()
        made = make(document)
        clock.append(time.perf_counter() - began)
        processor.append(time.process_time() - used)
    return statistics.median(clock), statistics.median(processor), made


def main() -> None:
    """Print a line for each kind of file, with and without maps."""
    for maps in (False, True):
        for name, make in (("PDF", pdf), ("Word", word)):
            packs = [pack(f"{name}{maps}{number}", pictures=maps) for number in range(ROUNDS)]
            clock, processor, made = took(make, packs)
            pages = f", {len(PdfReader(io.BytesIO(made)).pages)} pages" if name == "PDF" else ""
            said = "with maps" if maps else "without maps"
            print(
                f"{name} {said}{pages}: {clock:.2f} s by the clock, {processor:.2f} s of processor, {len(made) // 1024} KB"
            )


if __name__ == "__main__":
    main()
