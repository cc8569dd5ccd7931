"""The files for a server and the guide that uses them: they name commands, settings and files that there are."""

import configparser
import os
import re
import subprocess
from pathlib import Path

import pytest
import typer

from lantern.config.cli import app

ROOT = Path(__file__).resolve().parents[3]
DEPLOY = ROOT / "deploy"
GUIDE = (ROOT / "docs" / "operations.md").read_text()
UNITS = sorted(path.name for path in DEPLOY.glob("lantern*.service"))
COMMANDS = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
RUNS = re.compile(r"(?:(?:bin/|as-)lantern|\"\$lantern\"|`lantern) ([a-z-]+)")


def unit(name: str) -> configparser.ConfigParser:
    read = configparser.ConfigParser(strict=False, interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read(DEPLOY / name)
    return read


def test_every_command_that_is_named_is_there() -> None:
    named = {command: path.name for path in DEPLOY.iterdir() for command in RUNS.findall(path.read_text())}
    named |= dict.fromkeys(RUNS.findall(GUIDE), "operations.md")
    assert {"serve", "backup", "restore", "migrate", "check", "seal-trail", "upgrade-check"} <= set(named)
    assert {command: where for command, where in named.items() if command not in COMMANDS} == {}


def test_every_file_that_the_guide_names_is_there() -> None:
    named = set(re.findall(r"(?:deploy|benchmarks)/[a-z][\w.-]*", GUIDE))
    assert len(named) > 5
    assert {name for name in named if not (ROOT / name).exists()} == set()


def test_every_setting_in_the_file_is_explained_and_read() -> None:
    settings = re.findall(r"^([A-Z_]+)=", (DEPLOY / "lantern.env").read_text(), re.MULTILINE)
    source = "\n".join(path.read_text() for path in (ROOT / "src" / "lantern").rglob("*.py"))
    assert len(settings) > 10
    assert [name for name in settings if f"`{name}`" not in GUIDE or name not in source] == []


@pytest.mark.parametrize("name", UNITS)
def test_units_run_as_a_user_of_their_own_and_may_do_little(name: str) -> None:
    service = unit(name)["Service"]
    assert (service["User"], service["EnvironmentFile"]) == ("lantern", "/etc/lantern/lantern.env")
    assert (service["NoNewPrivileges"], service["ProtectSystem"], service["UMask"]) == ("yes", "strict", "0077")
    assert service["ExecStart"].startswith("/opt/lantern/")
    script = ROOT / service["ExecStart"].split()[0].removeprefix("/opt/lantern/")
    assert script.name == "lantern" or os.access(script, os.X_OK)


def test_the_server_is_started_again_and_each_timer_has_its_service() -> None:
    assert unit("lantern.service")["Service"]["Restart"] == "always"
    for timer in DEPLOY.glob("*.timer"):
        assert timer.with_suffix(".service").exists()
        assert unit(timer.name)["Timer"]["Persistent"] == "true"


def test_what_stands_in_front_hands_on_what_lantern_relies_upon_and_logs_no_addresses() -> None:
    """security.md 5, 11: https alone, one client address nobody can choose, no ids or searches in a log."""
    said = (DEPLOY / "nginx.conf").read_text()
    for line in (
        "access_log off;",
        "proxy_set_header   X-Forwarded-Proto https;",
        "proxy_set_header   X-Forwarded-For $remote_addr;",
        "proxy_next_upstream off;",
        "return 301 https://$host$request_uri;",
    ):
        assert line in said
    assert "$proxy_add_x_forwarded_for" not in said


@pytest.mark.parametrize("script", ["as-lantern", "nightly-backup", "rehearse-restore"])
def test_scripts_are_read_by_the_plainest_shell_and_stop_at_the_first_fault(script: str) -> None:
    subprocess.run(["sh", "-n", DEPLOY / script], check=True)
    assert "set -eu" in (DEPLOY / script).read_text()
    assert os.access(DEPLOY / script, os.X_OK)


@pytest.mark.parametrize("works", [True, False])
def test_old_backups_are_let_go_only_when_there_is_a_new_one(works: bool, tmp_path: Path) -> None:
    lantern, backups, away = tmp_path / "lantern", tmp_path / "backups", tmp_path / "away"
    backups.mkdir()
    away.mkdir()
    old, young, other = backups / "lantern-1.tar.age", backups / "lantern-2.tar.age", backups / "seals.txt"
    for file, age in ((old, 31), (young, 2), (other, 90)):
        file.touch()
        os.utime(file, (file.stat().st_mtime - age * 86_400,) * 2)
    lantern.write_text("#!/bin/sh\n" + ("touch $LANTERN_BACKUPS/lantern-3.tar.age\n" if works else "exit 1\n"))
    lantern.chmod(0o755)
    environment = os.environ | {"LANTERN": str(lantern), "LANTERN_BACKUPS": str(backups), "LANTERN_OFF_SITE": ""}
    done = subprocess.run([DEPLOY / "nightly-backup"], env=environment, check=False)
    assert (done.returncode == 0) is works
    assert old.exists() is not works
    assert young.exists()
    assert other.exists()
    assert (backups / "lantern-3.tar.age").exists() is works


def test_settings_are_handed_on_as_they_stand(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("as root it becomes the user lantern, who is not here")
    settings = tmp_path / "env"
    settings.write_text("DATABASE_URL='postgresql://x@/y?host=/run&sslmode=require'\n")
    environment = os.environ | {"LANTERN_SETTINGS": str(settings), "LANTERN": "/usr/bin/env"}
    said = subprocess.run([DEPLOY / "as-lantern"], env=environment, capture_output=True, text=True, check=True).stdout
    assert "DATABASE_URL=postgresql://x@/y?host=/run&sslmode=require\n" in said
