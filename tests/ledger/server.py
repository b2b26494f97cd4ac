"""A PostgreSQL server of our own for tests: in a temporary folder, on a socket in it, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

_QUICK = "-c fsync=off -c full_page_writes=off -c shared_buffers=16MB -c max_connections=40 -c listen_addresses="
_UNPRIVILEGED = ("postgres", "nobody")  # the server refuses to run as root


def programs() -> Path | None:
    """Return the folder of the server's programs, where Debian puts them or on the path; None where there are none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    there = shutil.which("initdb")
    return Path(there).resolve().parent if there else None


def needed() -> Path:
    """Return the folder of the server's programs. Without them the test is skipped, or fails where CI is set."""
    if there := programs():
        return there
    reason = "no PostgreSQL server is installed (on Debian: apt-get install postgresql)"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def server() -> Iterator["Server"]:
    """Start a server, and stop it afterwards."""
    bin_folder = needed()
    with tempfile.TemporaryDirectory(prefix="saidby-pg-", ignore_cleanup_errors=True) as folder:
        user = next(name for name in _UNPRIVILEGED if _is_known(name)) if os.geteuid() == 0 else None
        if user:
            shutil.chown(folder, user)
        made = Server(bin_folder, Path(folder), user)
        made.start()
        try:
            yield made
        finally:
            made.stop()


class Server:
    """A server that can be stopped and started again."""

    def __init__(self, programs: Path, folder: Path, user: str | None) -> None:
        self._programs, self._folder, self._user = programs, folder, user
        self._made = 0
        self._run("initdb", "-U", "saidby", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "-D", self._place)

    @property
    def _place(self) -> str:
        return str(self._folder / "cluster")

    def _run(self, program: str, *options: str) -> None:
        command = [str(self._programs / program), *options]
        # The server holds on to what it is given: a pipe would never end.
        subprocess.run(command, check=True, user=self._user, cwd=self._folder, stdout=subprocess.DEVNULL)

    def start(self) -> None:
        told = f"{_QUICK} -k {self._folder}"
        self._run("pg_ctl", "-D", self._place, "-l", str(self._folder / "log"), "-o", told, "-w", "start")

    def stop(self) -> None:
        """Stop at once, as if the machine had died."""
        self._run("pg_ctl", "-D", self._place, "-m", "immediate", "-w", "stop")

    def address(self, database: str) -> str:
        return f"postgresql://saidby@/{database}?host={self._folder}"

    def database(self) -> str:
        """Make an empty database, and return its address."""
        self._made += 1
        name = f"ledger_{self._made}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as db:
            db.execute(f"CREATE DATABASE {name}".encode())
        return self.address(name)

    def schema(self) -> str:
        """Make an empty schema in a database for all of them, and return its address: far quicker than a database."""
        self._made += 1
        name = f"ledger_{self._made}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as db:
            db.execute(f"CREATE SCHEMA {name}".encode())
        return f"{self.address('postgres')}&options=-csearch_path%3D{name}"


def _is_known(user: str) -> bool:
    with suppress(KeyError):
        return bool(pwd.getpwnam(user))
    return False
