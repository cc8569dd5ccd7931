"""A Lantern of its own: its own PostgreSQL, its own `lantern serve`, people signed in over HTTP; any of it can be killed.

with a_house(folder, port=8170, children=60) as house:
    house.serve()
    writers = [Writer(house, person) for person in house.people]
"""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from lantern.config import embedded
from lantern.timekeeping import words
from lantern.timekeeping.moments import london

HOST = "lantern.example.org"
TOKEN = "t" * 32  # what a browser would have been given against forged forms
LONGEST = 60  # seconds until what was killed must be back
GONE = (OSError, http.client.HTTPException)
FILL = """
import json, sys
from datetime import UTC, datetime
from lantern.config.starting import start
start(migrate=True)
from django.conf import settings
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.children import a_child
from tests.factories.people import a_member, a_partnership, session_key, signed_in_client
here, people = a_partnership(), []
for _ in range(int(sys.argv[1])):
    officer = a_member(here, Role.LIAISON_OFFICER)
    with within(here.pk):
        children = [str(a_child().pk) for _ in range(int(sys.argv[2]))]
    people.append({"session": session_key(signed_in_client(officer)), "children": children})
print(json.dumps(people))
"""
AUDIT = """
import json
from datetime import UTC, datetime
from lantern.config.starting import start
start()
from django.db import transaction
from lantern.missing.actions.folding import refold
from lantern.missing.models import Episode, Message
from lantern.obligations.models import Obligation
from lantern.tenancy.current import within
from lantern.organisation.queries import partnership_names
from lantern.trail.models import Entry
(here,) = partnership_names()

def derived():
    owed = Obligation.objects.values_list("subject_id", "kind", "cause", "starts_at", "due_at", "met_at", "waived_at")
    lived = Episode.objects.values_list("id", "started_at", "ended_at", "risk", "grade")
    return sorted(map(str, owed)), sorted(map(str, lived))

with within(here):
    episodes = dict(Episode.objects.values_list("incident_id", "pk"))
    written = [
        {"kind": each.kind, "mark": each.said.get("risk_reason") or each.said.get("circumstances", ""),
         "episode": str(episodes.get(each.incident_id, ""))}
        for each in Message.objects.filter(person_made=True)
    ]
    trail = [[what, str(subject)] for what, subject in Entry.objects.filter(what__in=[
        "missing.reported", "missing.graded", "missing.returned"]).values_list("what", "subject_id")]
    owed = [[str(subject), kind] for subject, kind in Obligation.objects.values_list("subject_id", "kind")]
    before = derived()
    with transaction.atomic():
        refold(children=sorted(set(Episode.objects.values_list("child_id", flat=True))), by=None, at=datetime.now(UTC))
        same = derived() == before
        transaction.set_rollback(True)
print(json.dumps({"written": written, "trail": trail, "owed": owed, "same": same}))
"""
_environment = threading.Lock()


@dataclass
class House:
    """Where it is and what runs of it."""

    home: Path
    port: int
    people: list[dict[str, Any]] = field(default_factory=list)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def environment(self) -> dict[str, str]:
        """A real installation's: not embedded as far as it knows, TLS in front, every check passed."""
        cluster = self._cluster()
        return os.environ | {
            "DATABASE_URL": cluster.url("lantern_app"),
            "DATABASE_OWNER_URL": cluster.url("lantern_owner"),
            "DATABASE_BACKUP_URL": cluster.url("lantern_backup"),
            "LANTERN_HOME": str(self.home),
            "LANTERN_BEHIND_TLS": "1",
            "LANTERN_HOSTS": HOST,
            "LANTERN_SECRET_KEY": "".join(chr(48 + at) for at in range(70)),
            "LANTERN_FROM": "lantern@example.org",
            "LANTERN_LOG": "json",
        }

    @property
    def log(self) -> Path:
        return self.home / "lantern.log"

    def _cluster(self) -> embedded.Cluster:
        with at_home(self.home):
            return embedded.cluster()

    # The database

    def start_database(self) -> None:
        with at_home(self.home):
            embedded.start()

    def kill_database(self) -> None:
        """kill -9 of every process of the server, as when the machine loses power; what was not on the disk is lost."""
        (folder,) = self.home.glob("data-*")
        leader = int((folder / "postmaster.pid").read_text().split()[0])
        everyone = [leader, *children_of(leader)]
        for pid in everyone:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        until(lambda: not any(map(_alive, everyone)), "the killed server is still there")

    # The application

    def serve(self) -> None:
        """Start `lantern serve` and wait until it answers that it is well."""
        self._start()
        self.wait()

    def _start(self) -> None:
        command = [str(Path(sys.executable).with_name("lantern")), "serve", "--port", str(self.port), "--workers", "2"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, env=self.environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
            )

    def wait(self) -> float:
        """Until it is well; how many seconds that took. A parent that gave up on its workers is started again."""
        began = time.monotonic()
        until(lambda: self.is_well() or self._again(), f"no answer; see {self.log}")
        return time.monotonic() - began

    def _again(self) -> bool:
        """What systemd does; not well yet."""
        if not self.stays_up():
            self._start()
        return False

    def is_well(self) -> bool:
        with suppress(*GONE):
            return self.ask("GET", "/health/")[0] == 200
        return False

    def kill_worker(self, at: int) -> None:
        assert self.process is not None
        workers = [pid for pid in children_of(self.process.pid) if _is_worker(pid)]
        os.kill(workers[at % len(workers)], signal.SIGKILL)

    def kill_parent(self) -> None:
        """The parent alone: its workers have to end by themselves. Whoever watches over it starts it again."""
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        until(lambda: not _listens(self.port), "workers without a parent serve on")

    def stays_up(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=15)
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        with at_home(self.home), suppress(embedded.CannotStart):
            embedded.stop()

    def run(self, program: str, *arguments: object) -> Any:
        """What a Python text prints as JSON, run inside this house."""
        command = [sys.executable, "-c", program, *map(str, arguments)]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    def ask(
        self, method: str, path: str, session: str = "", form: dict[str, str] | None = None, timeout: float = 20
    ) -> tuple[int, str, str]:
        """Status, where it leads and the text; as a proxy with TLS would ask for a browser. Raises one of `GONE`."""
        headers = {"Host": HOST, "X-Forwarded-Proto": "https", "Referer": f"https://{HOST}/"}
        if session:
            headers["Cookie"] = f"sessionid={session}; csrftoken={TOKEN}"
        body = None
        if form is not None:
            body = urlencode(form | {"csrfmiddlewaretoken": TOKEN})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            return answer.status, answer.headers.get("Location", ""), answer.read().decode(errors="replace")
        finally:
            line.close()


class Writer(threading.Thread):
    """Somebody who reports, grades and records returns, one form after the other, and notes what was confirmed.

    `confirmed` holds (kind, mark, episode); `unsure` those that got no answer, or that of a server that is away.
    """

    def __init__(self, house: House, person: dict[str, Any], number: int) -> None:
        super().__init__(daemon=True)
        self.house, self.person, self.number = house, person, number
        self.confirmed: list[tuple[str, str, str]] = []
        self.unsure: list[tuple[str, str]] = []
        self.odd: list[str] = []  # answers that nobody should get
        self.ended = threading.Event()

    def run(self) -> None:
        for child in self.person["children"]:
            if self.ended.is_set():
                return
            self._one(child)

    def _one(self, child: str) -> None:
        """Report, grade three times, return; the next child once something is not known."""
        mark = f"w{self.number}-{child[:8]}-report"
        episode = self._post("initial", mark, f"/missing/report/?child={child}", a_report(mark))
        for number in range(3):
            if not episode or self.ended.is_set():
                return
            mark = f"w{self.number}-{child[:8]}-grade{number}"
            form = {"risk": "high" if number % 2 else "medium", "risk_reason": mark, "grade": "priority"}
            episode = self._post("update", mark, f"/missing/{episode}/grade/", form) and episode
        if episode:
            mark = f"w{self.number}-{child[:8]}-return"
            self._post("found", mark, f"/missing/{episode}/return/", a_return(mark))

    def _post(self, kind: str, mark: str, path: str, form: dict[str, str]) -> str:
        """The episode's id if the server confirmed; nothing when that is not known."""
        try:
            status, where, text = self.house.ask("POST", path, self.person["session"], form)
        except GONE:
            self.unsure.append((kind, mark))
            self._wait()
            return ""
        if status == 302 and where.startswith("/missing/"):
            episode = where.split("/")[2]
            self.confirmed.append((kind, mark, episode))
            return episode
        self.unsure.append((kind, mark))
        if status != 503 or "Lantern is pausing" not in text:
            self.odd.append(f"{status} {where} for {mark}: {' '.join(text.split())[:300]}")
        self._wait()
        return ""

    def _wait(self) -> None:
        """As a person waits: until the server is well again."""
        while not self.ended.wait(0.1) and not self.house.is_well():
            pass


def a_report(mark: str) -> dict[str, str]:
    return {
        **_typed("last_seen", 3), **_typed("reported", 1), "missing_from": "home", "from_where": "1 Nowhere Row",
        "circumstances": mark, "risk": "medium", "risk_reason": mark, "grade": "priority",
    }  # fmt: skip


def a_return(mark: str) -> dict[str, str]:
    return {**_typed("found", 0.02), "found_by": "police", "where": "", "harm": "none", "note": mark}


def _typed(name: str, hours_ago: float) -> dict[str, str]:
    there = london(at := datetime.now(UTC) - timedelta(hours=hours_ago))
    boxes = {f"{name}-day": str(there.day), f"{name}-month": str(there.month), f"{name}-year": str(there.year)}
    return boxes | {f"{name}-time": words.clock_time(at)}


def faults_of(house: House, writers: list[Writer]) -> list[str]:
    """What was confirmed and is not there whole, and what is there and is not whole; empty when nothing was lost."""
    found = house.run(AUDIT)
    there = {(each["kind"], each["mark"]): each["episode"] for each in found["written"]}
    faults = [] if found["same"] else ["What is owed is not what follows from the facts."]
    if len(there) != len(found["written"]):
        faults.append("A form was saved twice.")
    for writer in writers:
        faults += [f"unexpected: {each}" for each in writer.odd]
        faults += [
            f"lost: {kind} {mark}" for kind, mark, episode in writer.confirmed if there.get((kind, mark)) != episode
        ]
        known = {mark for _, mark, _ in writer.confirmed} | {mark for _, mark in writer.unsure}
        faults += [
            f"nobody wrote {mark}" for _, mark in there if mark.startswith(f"w{writer.number}-") and mark not in known
        ]
    return faults + list(_half(found))


def _half(found: dict[str, Any]) -> Iterator[str]:
    """Each kind of message of an episode has as many entries on the trail, and starts what it starts."""
    entries = [(what, subject) for what, subject in found["trail"]]
    owed = {subject for subject, _ in found["owed"]}
    for what, kind in (("missing.reported", "initial"), ("missing.graded", "update"), ("missing.returned", "found")):
        messages = [each["episode"] for each in found["written"] if each["kind"] == kind]
        for episode in {*messages, *(subject for said, subject in entries if said == what)}:
            if messages.count(episode) != entries.count((what, episode)):
                yield f"half: {what} of {episode}: {messages.count(episode)} messages, {entries.count((what, episode))} entries"
            if episode not in owed:
                yield f"half: nothing is owed for {episode}"


@contextmanager
def a_house(home: Path, *, port: int, writers: int = 5, children: int = 12) -> Iterator[House]:
    """A house with that many people signed in, each with children of their own; stopped afterwards."""
    house = House(home, port)
    try:
        house.start_database()
        with embedded.superuser(house._cluster()) as root:
            root.execute("ALTER ROLE lantern_app SET log_min_messages = 'fatal'")  # as `lantern sql-roles` does
        house.people = house.run(FILL, writers, children)
        yield house
    finally:
        house.stop()


@contextmanager
def at_home(home: Path) -> Iterator[None]:
    """For functions that find the embedded server by the environment of this process."""
    with _environment:
        before = {name: os.environ.pop(name, None) for name in ("LANTERN_HOME", "LANTERN_DATABASE")}
        os.environ["LANTERN_HOME"] = str(home)
        try:
            yield
        finally:
            for name, value in before.items():
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value


def children_of(pid: int) -> list[int]:
    """Processes that `pid` started and that are alive."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
            if int(parent) == pid and state != "Z":
                found.append(int(stat.parent.name))
    return found


def _is_worker(pid: int) -> bool:
    """Not the process with which Python tidies up after its workers."""
    with suppress(OSError):
        return b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def _alive(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def _listens(port: int) -> bool:
    import socket

    with socket.socket() as line:
        line.settimeout(1)
        return line.connect_ex(("127.0.0.1", port)) == 0


def until(holds: Any, otherwise: str) -> None:
    until = time.monotonic() + LONGEST
    while not holds():
        assert time.monotonic() < until, otherwise
        time.sleep(0.05)
