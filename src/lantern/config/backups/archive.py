"""The file: a tar of the dump in parts and, last, what it says of itself; without that it is no backup.

Written under another name and renamed when it is whole and on the disk, so that half of one is never taken for one.
"""

import hashlib
import io
import os
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from lantern.config.backups import age
from lantern.config.backups.manifest import Manifest, NotABackup, from_json, to_json

PART = 16 * 1024 * 1024  # bytes
HOUR = 3600  # seconds
UNFINISHED = ".unfinished"
README = b"""A backup of Lantern. `lantern restore FILE` puts it back and compares every row.

Without Lantern: cat dump.* > dump; pg_restore --dbname=... dump    (not with --jobs: keys come before walls)
"""


class Counted:
    """What tarfile asks of a file that it writes to from the first byte to the last."""

    def __init__(self, out: BinaryIO) -> None:
        self._out, self._written = out, 0

    def write(self, data: bytes) -> int:
        self._written += len(data)
        return self._out.write(data)

    def tell(self) -> int:
        return self._written


class Writing:
    """The archive being written: the dump first, in pieces of any size, then the manifest."""

    def __init__(self, out: BinaryIO) -> None:
        self._tar = tarfile.TarFile(fileobj=Counted(out), mode="w", format=tarfile.PAX_FORMAT)  # type: ignore[arg-type]
        self._waiting, self._parts = bytearray(), 0
        self._digest, self.bytes = hashlib.sha256(), 0
        self._add("README", README)

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def dump(self, piece: bytes) -> None:
        self._digest.update(piece)
        self.bytes += len(piece)
        self._waiting += piece
        if len(self._waiting) >= PART:
            self._part()

    def finish(self, manifest: Manifest) -> None:
        if self._waiting:
            self._part()
        self._add("manifest.json", to_json(manifest))
        self._tar.close()

    def _part(self) -> None:
        self._add(f"dump.{self._parts:06}", bytes(self._waiting))
        self._waiting.clear()
        self._parts += 1

    def _add(self, name: str, data: bytes) -> None:
        about = tarfile.TarInfo(f"lantern-backup/{name}")
        about.size, about.mode = len(data), 0o600
        self._tar.addfile(about, io.BytesIO(data))


@contextmanager
def whole_or_not_there(target: Path, public: str) -> Iterator[BinaryIO]:
    """A file to write to, encrypted if `public` is given; it appears as `target` when all of it is on the disk."""
    _sweep(target.parent)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=UNFINISHED, dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            if public:
                sealing = age.Sealing(file, public)
                yield sealing  # type: ignore[misc]
                sealing.close()
            else:
                yield file
            file.flush()
            os.fsync(file.fileno())
        os.link(name, target)  # refuses what is there already
        _keep_entry(target.parent)
    finally:
        Path(name).unlink(missing_ok=True)


def _keep_entry(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(folder: Path) -> None:
    """What backups that were killed left: nobody holds it open any more when it is an hour old."""
    for left in folder.glob(f".*{UNFINISHED}"):
        if left.stat().st_mtime < time.time() - HOUR:
            left.unlink(missing_ok=True)


def read(path: Path, secret: bytes | None) -> tuple[Manifest, BinaryIO]:
    """The manifest, and the dump in a file without a name that is gone with this process. Raises `NotABackup`, `CannotOpen`."""
    dump = tempfile.TemporaryFile()  # noqa: SIM115
    digest, told = hashlib.sha256(), b""
    with path.open("rb") as file:
        try:
            with tarfile.open(mode="r|", fileobj=_opened(file, secret)) as tar:
                for member in tar:
                    content = tar.extractfile(member)
                    data = content.read() if content else b""
                    name = member.name.rpartition("/")[2]
                    if name.startswith("dump."):
                        digest.update(data)
                        dump.write(data)
                    elif name == "manifest.json":
                        told = data
        except (tarfile.TarError, EOFError) as fault:
            raise NotABackup(f"{path.name} is not a whole backup of Lantern.") from fault
    if not told:
        raise NotABackup(f"{path.name} is not a whole backup of Lantern: it ends too early.")
    manifest = from_json(told)
    if (digest.hexdigest(), dump.tell()) != (manifest.dump_sha256, manifest.dump_bytes):
        raise NotABackup(f"{path.name} was damaged: its contents do not fit what it says of itself.")
    dump.flush()
    return manifest, dump


def _opened(file: BinaryIO, secret: bytes | None) -> BinaryIO:
    sealed = age.is_sealed(file.read(len(age.FIRST)))
    file.seek(0)
    if not sealed:
        return file
    if secret is None:
        raise NotABackup("This backup is encrypted. Give the file with its secret key: --key FILE")
    return age.Opening(file, secret)  # type: ignore[return-value]
