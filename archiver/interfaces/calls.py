"""A capture's calls to one interface: paced, limited, and every answer kept without its secrets.

The first call that fails ends the capture; later parts are asked for inside `part`, where what keeps them from coming is
said in the completeness statement instead. The token goes out in private headers only and is overwritten wherever an
answer repeats it.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode, urljoin, urlsplit

from archiver.capture import masking
from archiver.errors.outside import ErrorPage, LimitReached, NotFound, OutsideFault, TimedOut, TokenRefused, Unreachable
from archiver.interfaces.client import Answered, Client
from archiver.interfaces.interface import Answer, Asked, Interface
from archiver.interfaces.pacing import wait_seconds

CLOSED = "kommentarer avstängda"
"""What an answer means that says that nothing may be written there: nothing is missing."""
TRIES = 4
"""How often one call is made when the far end is busy, stumbles or hangs up."""
_JSON = "application/json"
_STUMBLE_SECONDS = 2.0
_PRESSED_SECONDS = 30.0
"""A wait that only keeps us from being refused later is at most this long."""

Params = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class CallLimits:
    """How long and how much: all calls of a capture, the longest single wait, posts and comments."""

    seconds: float = 900
    wait_seconds: float = 300
    posts: int = 2000
    comments: int = 20_000
    answer_bytes: int = 50_000_000


Record = Callable[[Answered, bytes], None]
"""Takes each answer with its body as it may be kept."""


@dataclass(slots=True)
class Calls:
    """The calls of one capture. `answers` are kept in order; `not_reached` says in Swedish which posts or
    comments did not come, `lacking` what the evidence lacks besides."""

    client: Client
    interface: Interface
    asked: Asked
    limits: CallLimits
    now: Callable[[], datetime]
    record: Record = lambda answered, body: None
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    answers: list[Answer] = field(default_factory=list)
    not_reached: list[str] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)
    claimed: dict[str, int] = field(default_factory=dict)
    began: float = 0.0

    def __post_init__(self) -> None:
        self.began = self.clock()

    @property
    def address(self) -> str:
        """Where the interface answers, without a slash at the end."""
        parts = urlsplit(self.asked.url)
        own = f"{parts.scheme}://{parts.netloc}"
        return (self.asked.address or self.interface.address or own).rstrip("/")

    def get(self, path: str, params: Params | None = None, *, about: str, accept: str = _JSON) -> Answered:
        """One answer that can be used, kept under `about`. `path` is added to the interface's address unless whole.

        Raises TokenRefused, LimitReached, NotFound, ErrorPage, or what the client raises.
        """
        whole = path if path.startswith(("http://", "https://")) else f"{self.address}/{path.lstrip('/')}"
        url = f"{whole}{'&' if '?' in whole else '?'}{urlencode(params)}" if params else whole
        for tried in range(1, TRIES + 1):
            try:
                answered = self._ask(url, accept)
            except Unreachable:
                if tried == TRIES:
                    raise
                self._wait(_STUMBLE_SECONDS * (tried - 1), url)
                continue
            value = _json(answered)
            refusal = self.interface.judge(answered.status, value)
            limited = refusal is not None and refusal.kind == "limit"
            wait = wait_seconds(answered.status, answered.header, self.now(), limited=limited)
            if refusal is None:
                if value is None and accept == _JSON:
                    # A login page or a proxy's in place of the next page: no end of the list.
                    raise ErrorPage(url=masking.address(answered.url), status=f"{answered.status}, inte JSON")
                self._keep(answered, about)
                self._rest(min(wait, _PRESSED_SECONDS))
                return answered
            if limited and tried < TRIES:
                self._wait(wait, url)
            elif answered.status >= 500 and tried < TRIES:
                self._wait(_STUMBLE_SECONDS * tried, url)
            else:
                raise self._fault(refusal.kind, answered, wait)
        raise AssertionError("unreachable")

    def json(self, path: str, params: Params | None = None, *, about: str, accept: str = _JSON) -> Any:
        """As `get`, the body as JSON. Raises ErrorPage where it is none."""
        answered = self.get(path, params, about=about, accept=accept)
        value = _json(answered)
        if value is None:
            raise ErrorPage(url=masking.address(answered.url), status=f"{answered.status}, inte JSON")
        return value

    @contextmanager
    def part(self, what: str) -> Iterator[None]:
        """A part that may fail without losing the rest; `what` is Swedish, e.g. `Kommentarerna till …`."""
        try:
            yield
        except OutsideFault as fault:
            self.missed(f"{what} kom inte med: {fault.message('sv')}")

    def missed(self, said: str) -> None:
        """Say what was not reached, once."""
        if said not in self.not_reached:
            self.not_reached.append(said)

    def claim(self, kind: str, count: object) -> None:
        """What the interface itself says there is of a kind; counts of one kind are added up."""
        if isinstance(count, int) and count > 0:
            self.claimed[kind] = self.claimed.get(kind, 0) + count

    def enough(self, kind: str, count: int) -> bool:
        """Whether so many `post` or `comment` are as many as are asked for; said when it is so."""
        limit = self.limits.posts if kind == "post" else self.limits.comments
        if count < limit:
            return False
        word = "inlägg" if kind == "post" else "kommentarer"
        self.missed(f"Gränsen {limit} {word} nåddes; äldre är inte hämtade.")
        return True

    def _ask(self, url: str, accept: str) -> Answered:
        left = self.limits.seconds - (self.clock() - self.began)
        if left <= 0:
            raise TimedOut(url=masking.address(url), seconds=round(self.limits.seconds))
        token = self.asked.token
        ours = urlsplit(url).netloc == urlsplit(self.address).netloc
        private = dict(self.interface.private(token)) if token and ours else {}
        shown = {"Accept": accept, **dict(self.interface.headers)}
        return self.client.get(url, shown, private, seconds=min(60.0, left), limit_bytes=self.limits.answer_bytes)

    def _keep(self, answered: Answered, about: str) -> None:
        body = without_secrets(answered.body, self.asked.token)
        media_type = answered.header("content-type").partition(";")[0].strip().lower()
        url = masking.address(_without(answered.url, self.asked.token))
        self.answers.append(Answer(len(self.answers) + 1, about, url, answered.at, media_type, body))
        self.record(answered, body)

    def _wait(self, seconds: float, url: str) -> None:
        left = self.limits.seconds - (self.clock() - self.began)
        if seconds > min(self.limits.wait_seconds, left):
            raise LimitReached(url=masking.address(url), interface=self.interface.name, seconds=max(1, round(seconds)))
        self._rest(seconds)

    def _rest(self, seconds: float) -> None:
        if seconds > 0:
            self.sleep(seconds)

    def _fault(self, kind: str, answered: Answered, wait: float) -> OutsideFault:
        url = masking.address(_without(answered.url, self.asked.token))
        if kind == "token":
            return TokenRefused(url=url, interface=self.interface.name, status=answered.status)
        if kind == "limit":
            return LimitReached(url=url, interface=self.interface.name, seconds=max(1, round(wait)))
        if kind == "gone":
            return NotFound(url=url, status=answered.status)
        if kind == "closed":
            return ErrorPage(url=url, status=CLOSED)
        return ErrorPage(url=url, status=answered.status)


def without_secrets(body: bytes, token: str) -> bytes:
    """An answer as it may be kept: the token overwritten, and fields and addresses that carry secrets."""
    for secret in _spellings(token):
        body = body.replace(secret.encode(), b"x" * len(secret))
    try:
        return masking.masked(body.decode("utf-8")).encode()
    except UnicodeDecodeError:
        return body


def _without(text: str, token: str) -> str:
    for secret in _spellings(token):
        text = text.replace(secret, "x" * len(secret))
    return text


def _spellings(token: str) -> Sequence[str]:
    """A token as written and as it stands in an address or in JSON."""
    return [one for one in dict.fromkeys((token, quote(token, safe=""), token.replace("/", "\\/"))) if one]


def _json(answered: Answered) -> Any:
    return Answer(0, "", "", answered.at, "", answered.body).value


def next_link(answered: Answered) -> str:
    """The address of the next page in a Link header (RFC 8288), empty on the last."""
    for part in answered.header("link").split(","):
        address, _, rest = part.strip().partition(">")
        if 'rel="next"' in rest or "rel=next" in rest:
            return urljoin(answered.url, address.lstrip("<"))
    return ""
