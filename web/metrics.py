"""`/healthz` for whatever watches the process, and `/metrics` for Prometheus: behind a token, or on loopback alone.

Strangers learn whether the archive is well and nothing else. What is counted is for the operator: totals of the whole archive.
"""

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hmac import compare_digest

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from archiver.dates import rfc3339
from archiver.errors.operation import StorageFault
from archiver.errors.sign_in import TooManyAttempts
from archiver.errors.usage import ConfigFault
from archiver.text import Text
from jobs import throttle
from jobs.config import Config
from jobs.context import Context
from jobs.health import Figures, Health, figures, health
from web.desk import Desk

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SHORTEST = 20
"""Characters of the operator's token."""
FRESH = timedelta(seconds=15)
"""How long what was counted is told again: a scrape too often costs nothing."""


@dataclass
class Counted:
    """What was counted last, for all threads."""

    desk: Desk
    lock: threading.Lock = field(default_factory=threading.Lock)
    at: datetime | None = None
    known: Figures | None = None

    def figures(self) -> Figures:
        """The figures, counted anew when they are old. Raises StorageFault."""
        with self.lock:
            now = self.desk.now()
            if self.known is None or self.at is None or now - self.at >= FRESH:
                self.known = figures(Context(self.desk.config, self.desk.archive, now=self.desk.now))
                self.at = now
            return self.known


@dataclass(frozen=True, eq=False)
class Watched(Collector):
    """One scrape."""

    now: datetime
    health: Health
    figures: Figures | None

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Every metric."""
        one = self.health
        yield _gauge("somearkiv_database_up", "Whether the database answers", one.database)
        yield _gauge("somearkiv_shelf_writable", "Whether the shelf can be written", one.shelf)
        yield _gauge("somearkiv_shelf_free_bytes", "Free space where the shelf lies", one.free_bytes)
        if one.beat_at:
            age = max((self.now - one.beat_at).total_seconds(), 0)
            yield _gauge("somearkiv_daemon_beat_age_seconds", "Seconds since the daemon's last beat", age)
        if one.fault_at:
            at = one.fault_at.timestamp()
            yield _gauge("somearkiv_last_fault_timestamp_seconds", "When the archive last found a fault in itself", at)
        if self.figures:
            yield _by("somearkiv_captures", "Captures kept, by outcome", "outcome", self.figures.captures)
            yield _by("somearkiv_orders", "Ordered work, by state", "state", self.figures.orders)
            yield _by("somearkiv_duties", "Duties of the guideline, by light", "light", self.figures.duties)
            yield _by(
                "somearkiv_suspected_secrets",
                "Possible secrets that wait for a decision in the whole archive, by how long",
                "age",
                self.figures.suspected,
            )


def scrape(desk: Desk, counted: Counted) -> bytes:
    """The metrics as Prometheus reads them."""
    found = health(desk.archive)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Watched(desk.now(), found, counted.figures() if found.database else None))
    return generate_latest(registry)


def build(desk: Desk) -> Starlette:
    """The application on loopback: both, with all there is to tell."""
    return Starlette(routes=routes(desk, open_to_all=True))


def routes(desk: Desk, *, open_to_all: bool = False) -> list[Route]:
    """`/healthz` and, where a token is set, `/metrics`. `open_to_all`: nobody else can reach them."""
    counted, token = Counted(desk), _token(desk.config)

    async def healthz(request: Request) -> Response:
        found = await run_in_threadpool(health, desk.archive)
        full = open_to_all or await run_in_threadpool(_is_operators, desk, request, token, quiet=True)
        return JSONResponse(_told(found, desk.now(), full=full), 200 if found.well else 503)

    def scraped(request: Request) -> Response:
        try:
            if not open_to_all and not _is_operators(desk, request, token):
                return PlainTextResponse("401\n", 401, {"WWW-Authenticate": 'Bearer realm="metrics"'})
            return Response(scrape(desk, counted), media_type=MEDIA_TYPE)
        except TooManyAttempts:
            return PlainTextResponse("429\n", 429)
        except StorageFault:
            return PlainTextResponse("503\n", 503)

    async def metrics(request: Request) -> Response:
        return await run_in_threadpool(scraped, request)

    found = [Route("/healthz", healthz)]
    return [*found, Route("/metrics", metrics)] if token or open_to_all else found


def _told(found: Health, now: datetime, *, full: bool) -> Mapping[str, object]:
    well = {"status": "ok" if found.well else "fel"}
    if not full:
        return well
    return {
        **well,
        "database": found.database,
        "shelf": found.shelf,
        "daemon_age_seconds": round((now - found.beat_at).total_seconds()) if found.beat_at else None,
        "last_fault": rfc3339(found.fault_at) if found.fault_at else None,
    }


def _is_operators(desk: Desk, request: Request, token: str, *, quiet: bool = False) -> bool:
    """Whether the operator's token came along. Raises TooManyAttempts where an address keeps guessing."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if token and scheme.lower() == "bearer" and compare_digest(given.strip().encode(), token.encode()):
        return True
    if given and not quiet:
        throttle.count(desk.archive, "metrics", request.client.host if request.client else "", desk.now())
    return False


def _token(config: Config) -> str:
    """The token in the file the settings name, empty for none. Raises ConfigFault."""
    if not config.web.metrics_token_file:
        return ""
    place = config.path(config.web.metrics_token_file)
    try:
        token = place.read_text(encoding="utf-8").strip()
    except OSError as fault:
        raise ConfigFault(
            where=config.file, what=Text(f"{place} går inte att läsa", f"{place} can't be read")
        ) from fault
    if len(token) < SHORTEST:
        raise ConfigFault(where=config.file, what=Text(f"{place}: minst {SHORTEST} tecken", f"{place}: too short"))
    return token


def _gauge(name: str, says: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, says, value=float(value))


def _by(name: str, says: str, label: str, values: Mapping[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, says, labels=[label])
    for key, value in sorted(values.items()):
        family.add_metric([key], value)
    return family
