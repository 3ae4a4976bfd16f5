"""Failed sign-ins cost waiting: for a person from an address, for an address, and (little) for a person from anywhere.

One-time codes are asked for only after the right password, so waiting for them locks out no stranger's victim: there the
wait grows to an hour for the person wherever they are.

An attempt is counted before it is tried, in one transaction, so that many at once gain nothing; success forgets it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from archiver.digest import digest_of
from archiver.errors.sign_in import TooManyAttempts
from storage.archive import Archive
from storage.database import sittings
from storage.database.sittings import AttemptRow

FORGOTTEN_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many failures are free; then the wait doubles from five seconds up to `longest_seconds`."""

    free: int
    longest_seconds: int

    def wait(self, failures: int) -> timedelta:
        """How long after the last failure nothing is tried."""
        over = failures - self.free
        return timedelta(seconds=min(self.longest_seconds, 5 * 2 ** min(over, 20)) if over >= 0 else 0)


BOTH = Limit(5, 900)
ADDRESS = Limit(30, 900)
PERSON = Limit(50, 60)
CODE = Limit(5, 3600)


def count(archive: Archive, username: str, address: str, now: datetime) -> None:
    """Count one attempt. Raises TooManyAttempts, saying how long to wait, where nothing may be tried now."""
    _count(archive, _limits(username, address), now)


def count_code(archive: Archive, username: str, now: datetime) -> None:
    """Count one attempt with a one-time code or a recovery code. Raises TooManyAttempts."""
    _count(archive, _code_limits(username), now)


def forget_code(archive: Archive, username: str) -> None:
    """The code was right."""
    with archive.session(write=True) as session:
        sittings.forget_attempts(session, list(_code_limits(username)))


def _count(archive: Archive, limits: dict[str, Limit], now: datetime) -> None:
    with archive.session(write=True) as session:
        known = {row.digest: row for row in sittings.attempts(session, list(limits))}
        waits = [
            limit.wait(row.failures) - (now - row.last_at)
            for digest, limit in limits.items()
            if (row := known.get(digest)) and now - row.last_at < FORGOTTEN_AFTER
        ]
        if longest := max((one for one in waits if one > timedelta(0)), default=None):
            raise TooManyAttempts(seconds=ceil(longest.total_seconds()))
        for digest in limits:
            row = known.get(digest)
            failures = row.failures if row and now - row.last_at < FORGOTTEN_AFTER else 0
            sittings.put_attempt(session, AttemptRow(digest, failures + 1, now))
        sittings.forget_old_attempts(session, now - FORGOTTEN_AFTER)


def forget(archive: Archive, username: str, address: str) -> None:
    """The person came in: nothing is held against them, nor this attempt against the address."""
    with archive.session(write=True) as session:
        rows = sittings.attempts(session, [_digest("address", address)])
        sittings.forget_attempts(session, list(_limits(username, address)))
        for row in rows:
            if row.failures > 1:
                sittings.put_attempt(session, AttemptRow(row.digest, row.failures - 1, row.last_at))


def _code_limits(username: str) -> dict[str, Limit]:
    return {_digest("code", username): CODE}


def _limits(username: str, address: str) -> dict[str, Limit]:
    return {
        _digest("both", username, address): BOTH,
        _digest("address", address): ADDRESS,
        _digest("person", username): PERSON,
    }


def _digest(*parts: str) -> str:
    return digest_of("\0".join(parts).encode())
