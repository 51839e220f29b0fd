"""Passwords as argon2id hashes; the work is done in a thread, two at a time.

One hash takes 64 MiB and some tens of milliseconds (RFC 9106, second recommendation), so a flood of logins
must queue here and not in memory. The text of a password is compared in NFC, since keyboards differ in how
they compose Vietnamese letters.
"""

from __future__ import annotations

import secrets
import unicodedata

from anyio import CapacityLimiter, to_thread
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from service.errors import EngineError, InputError

LEAST, MOST = 10, 256  # characters of a password
CUT = 4 * MOST  # characters that are looked at; decomposed letters take up to four
AT_ONCE, WAITING = 2, 50  # hashes computed at the same time, and those that may wait


class Passwords:
    """Makes and compares hashes. ``hasher`` holds the parameters; hashes made with others are renewed."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._limiter = CapacityLimiter(AT_ONCE)
        self._nobodys: str | None = None

    async def hash(self, password: str) -> str:
        """The hash of a password, with salt and parameters in it.

        Raises:
            EngineError: Too many wait already.
        """
        self._refuse_flood()
        return await to_thread.run_sync(self._hasher.hash, _composed(password), limiter=self._limiter)

    async def matches(self, password: str, hashed: str | None) -> bool:
        """Whether the password made this hash; takes as long where there is no hash to compare with.

        Raises:
            EngineError: Too many wait already.
        """
        if self._nobodys is None:  # made at the first try of any name, so that it tells nothing
            self._nobodys = await self.hash(secrets.token_hex())
        self._refuse_flood()
        compared = await to_thread.run_sync(
            self._verified, hashed or self._nobodys or "", _composed(password), limiter=self._limiter
        )
        return compared and hashed is not None

    def outdated(self, hashed: str) -> bool:
        """Whether the hash was made with other parameters than those in force."""
        return self._hasher.check_needs_rehash(hashed)

    def _refuse_flood(self) -> None:
        if self._limiter.statistics().tasks_waiting >= WAITING:
            raise EngineError("too many passwords wait to be checked", hint="try again", retry_after=5)

    def _verified(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError):
            return False


def checked_password(password: str, name: str) -> str:
    """The password, when it may be one.

    Raises:
        InputError: It is too short or too long, or says the name.
    """
    if len(password) > CUT or not LEAST <= len(_composed(password)) <= MOST:
        raise InputError(
            f"the password must have {LEAST} to {MOST} characters", hint="take a sentence of a few words"
        )
    if name.casefold() in password.casefold():
        raise InputError("the password must not hold the name", hint="take a sentence of a few words")
    return password


def _composed(password: str) -> str:
    return unicodedata.normalize("NFC", password[:CUT])
