"""Who may use a desk that others can reach: a small file beside the ledger, which no export and no backup takes along.

A token is 256 random bits. It is kept as its SHA-256: a slow hash such as scrypt protects words that can be guessed,
and nobody guesses 256 bits; a fast one lets every request be checked against the file as it is now.
"""

import hashlib
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct, structs

from saidby.errors import SaidbyError

Role = Literal["reader", "reviewer", "admin"]
LIFE = timedelta(days=90)
_MARK = "saidby_"  # by which programs that look for lost secrets can tell one
_LONGEST_NAME = 60
_PATIENCE = 5.0  # seconds that one who changes the file waits for another


class Token(Struct, frozen=True, kw_only=True):
    """Somebody who may use the desk. ``until``: the moment from which the token is worth nothing."""

    name: str
    role: Role
    sha256: str
    made: datetime
    until: datetime
    revoked: datetime | None = None

    def valid(self, now: datetime) -> bool:
        return self.revoked is None and now < self.until


class _File(Struct, kw_only=True):
    key: str
    tokens: list[Token] = []


class Access:
    """The file of one ledger's tokens, and of the key that the desk signs with."""

    def __init__(self, path: Path, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.path = path
        self._clock = clock
        self._seen: tuple[int, int, int] | None = None
        self._held = _File(key="")

    def key(self) -> bytes:
        """Return the key of this desk, made where there is none: with it, open pages outlive a restart."""
        if not self._read().key:
            try:
                with self._changing() as held:
                    held.key = held.key or secrets.token_hex(32)
            except OSError:  # a folder that is only to be read, with a ledger to look at
                return secrets.token_bytes(32)
        return bytes.fromhex(self._read().key)

    def tokens(self) -> list[Token]:
        """Return every token that was made, revoked ones too."""
        return list(self._read().tokens)

    def any_valid(self) -> bool:
        return any(token.valid(self._clock()) for token in self.tokens())

    def add(self, name: str, role: Role) -> str:
        """Make a token and return it: it is not shown again. Raise SaidbyError where the name is taken."""
        name = name.strip()
        if not name or len(name) > _LONGEST_NAME or not name.isprintable():
            raise SaidbyError(f"a name has 1 to {_LONGEST_NAME} letters that can be printed.")
        now = self._clock()
        token = _MARK + secrets.token_urlsafe(32)
        with self._changing() as held:
            if any(each.name == name and each.valid(now) for each in held.tokens):
                raise SaidbyError(f"{name} has a token already. End it first: saidby tokens revoke {name}")
            held.tokens.append(Token(name=name, role=role, sha256=hash_of(token), made=now, until=now + LIFE))
        return token

    def revoke(self, name: str) -> None:
        """End every token of that name, at once. Raise SaidbyError where there is none."""
        now = self._clock()
        with self._changing() as held:
            if not any(each.name == name and each.valid(now) for each in held.tokens):
                raise SaidbyError(f"nobody of the name {name} has a token. See: saidby tokens list")
            held.tokens = [
                structs.replace(each, revoked=now) if each.name == name and each.valid(now) else each
                for each in held.tokens
            ]

    def find(self, sha256: str) -> Token | None:
        """Return the token with that hash, if it is worth anything now."""
        now = self._clock()
        found = [each for each in self.tokens() if compare_digest(each.sha256, sha256)]
        return next((each for each in found if each.valid(now)), None)

    # --- the file --------------------------------------------------------------------------------------------------
    def _read(self) -> _File:
        """Return what is in the file now; it is read again only where it changed."""
        try:
            state = self.path.stat()
            seen = (state.st_mtime_ns, state.st_ino, state.st_size)
            if seen != self._seen:
                self._held, self._seen = msgspec.json.decode(self.path.read_bytes(), type=_File), seen
        except FileNotFoundError:
            self._held, self._seen = _File(key=""), None
        except msgspec.DecodeError as error:
            raise SaidbyError(
                f"{self.path}: is damaged. Move it away, and make new tokens: saidby tokens add"
            ) from error
        return self._held

    @contextmanager
    def _changing(self) -> Iterator[_File]:
        """Give what is in the file to be changed, and write it whole or not at all, for nobody else to read."""
        new = self.path.with_name(self.path.name + ".new")
        place = _alone(new)
        try:
            held = msgspec.json.decode(msgspec.json.encode(self._read()), type=_File)
            yield held
            with os.fdopen(place, "wb", closefd=False) as file:
                file.write(msgspec.json.format(msgspec.json.encode(held)))
                file.flush()
                os.fsync(place)
            new.replace(self.path)
        finally:
            os.close(place)
            new.unlink(missing_ok=True)


def _alone(new: Path) -> int:
    """Return the unfinished file, which only one at a time can have."""
    given_up = time.monotonic() + _PATIENCE
    while True:
        with suppress(FileExistsError):
            return os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), 0o600)
        if time.monotonic() > given_up:
            raise SaidbyError(f"{new}: somebody else changes the accounts. If nobody does, delete that file.")
        time.sleep(0.05)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def access_path(ledger: str, folder: Path) -> Path:
    """Return where the file of a ledger is: beside it, or in the user's data folder where it lies on a server."""
    if "://" in ledger:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder / f"access-{hashlib.sha256(ledger.encode()).hexdigest()[:16]}"
    return Path(f"{ledger}-access")
