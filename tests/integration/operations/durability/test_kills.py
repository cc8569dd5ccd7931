"""kill -9 of the database and of the server while five people write: nothing confirmed is lost, nothing is half done.

The whole measure, fifty kills, is `benchmarks/kills.py`.
"""

import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lantern.config import databases
from tests.factories.served import House, Writer, a_house, faults_of, until

WRITERS, CHILDREN, PORT = 5, 14, 8178
MOMENTS = ("database", "worker", "database", "parent", "database", "worker")


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """A server and a PostgreSQL of their own: those that the other tests share are never killed."""
    if not databases.is_embedded():
        pytest.skip("the kills need a PostgreSQL of their own")
    home = Path(tempfile.mkdtemp(prefix="lantern-kills-", dir="/var/tmp"))
    home.chmod(0o755)
    try:
        with a_house(home, port=PORT, writers=WRITERS, children=CHILDREN) as made:
            made.serve()
            yield made
    finally:
        shutil.rmtree(home, ignore_errors=True)


def killed(house: House, what: str, chance: random.Random) -> None:
    """One kill; afterwards everything stands again, the application by itself where only its database or a worker went."""
    if what == "database":
        house.kill_database()
        house.start_database()
    elif what == "worker":
        house.kill_worker(chance.randrange(2))
    else:
        house.kill_parent()
    house.wait()


def test_nothing_confirmed_is_lost_and_nothing_is_half_done(house: House) -> None:
    """Reports, grades and returns through their forms; each confirmed one is there with its trail and what it starts."""
    chance = random.Random(7)
    writers = [Writer(house, person, number) for number, person in enumerate(house.people)]
    for writer in writers:
        writer.start()
    for what in MOMENTS:
        before = sum(len(writer.confirmed) for writer in writers)
        until(lambda before=before: _went_on(writers, before), "nobody writes")
        time.sleep(chance.uniform(0, 0.3))
        killed(house, what, chance)
    for writer in writers:
        writer.ended.set()
    for writer in writers:
        writer.join()
    assert sum(len(writer.confirmed) for writer in writers) > len(MOMENTS)
    assert faults_of(house, writers) == []


def _went_on(writers: list[Writer], before: int) -> bool:
    return sum(len(writer.confirmed) for writer in writers) > before or not any(writer.is_alive() for writer in writers)


def test_no_request_meets_a_stale_connection_after_the_database_came_back(house: House) -> None:
    """While it is away each answer is the calm page; the first one after it is back is a page."""
    session = house.people[0]["session"]
    for _ in range(8):  # every thread of every worker has a connection by then
        assert house.ask("GET", "/missing/", session)[0] == 200
    house.kill_database()
    status, _, text = house.ask("GET", "/missing/", session)
    assert status == 503
    assert "Everything that Lantern had confirmed is safe" in text
    assert house.ask("GET", "/health/")[:1] == (503,)
    house.start_database()
    assert [house.ask("GET", "/missing/", session)[0] for _ in range(12)] == [200] * 12


def test_the_log_of_all_this_holds_no_name_and_neither_does_the_servers(house: House) -> None:
    """What was typed into forms, and the children's names, are in neither log; PostgreSQL was told not to quote statements."""
    house.ask(
        "POST",
        f"/missing/report/?child={house.people[0]['children'][0]}",
        house.people[0]["session"],
        {"circumstances": "Sentinelle"},
    )
    said = house.log.read_text()
    (server,) = house.home.glob("data-*/server.log")
    quoted = said + server.read_text()
    assert '"route": "missing:report"' in said
    assert [word for word in ("Rowan", "Nowhere Row", "Sentinelle", "w0-", "circumstances") if word in quoted] == []
