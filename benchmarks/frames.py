"""What a list costs to render by how deep it is called, with and without room for its frames (docs/decisions/0018).

    .venv/bin/python benchmarks/frames.py

Renders 25 rows of 8 cells through a template of our own; prints milliseconds of processor time at each depth.
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

ROUNDS, DEPTHS = 15, range(0, 240, 8)


def main() -> None:
    import django
    from django.conf import settings
    from django.template import Context, Engine

    settings.configure()
    django.setup()
    from lantern.config.frames import frames_have_room

    row = "{% if row %}<tr>{% for cell in row %}<td>{{ cell|default:'none' }}</td>{% endfor %}</tr>{% endif %}"
    template = Engine().from_string("{% for row in rows %}" + row + "{% endfor %}")
    rows = [[f"cell {row} {cell}" for cell in range(8)] for row in range(25)]

    def render(_: object = None) -> object:
        return template.render(Context({"rows": rows}))

    roomy = frames_have_room(render)  # type: ignore[arg-type, type-var]
    print(f"{'depth':>6}{'as it is':>12}{'with room':>12}")
    for depth in DEPTHS:
        print(f"{depth:>6}{_timed(depth, render):>12.2f}{_timed(depth, lambda: roomy(None)):>12.2f}")  # type: ignore[arg-type]


def _timed(depth: int, run: Callable[[], object]) -> float:
    return statistics.median(_once(depth, run) for _ in range(ROUNDS))


def _once(depth: int, run: Callable[[], object]) -> float:
    if depth:
        return _once(depth - 1, run)
    before = time.process_time()
    run()
    return (time.process_time() - before) * 1000


if __name__ == "__main__":
    main()
