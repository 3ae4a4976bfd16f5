"""How long an interface asks us to wait before the next call, from what its answer says. Pure.

Retry-After (RFC 9110 §10.2.3); RateLimit fields (draft-ietf-httpapi-ratelimit-headers, as the AT Protocol's servers send
them); X-RateLimit-* (Mastodon: reset as a time, others: seconds since 1970 or seconds left); x-rate-limit-* (X);
X-App-Usage and X-Business-Use-Case-Usage (Meta: per cent used, minutes until access comes back).
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

Header = Callable[[str], str]

LIMITED = frozenset({429, 503})
UNKNOWN_SECONDS = 60.0
"""When we are to wait and nobody says how long."""
_REMAINING = ("ratelimit-remaining", "x-ratelimit-remaining", "x-rate-limit-remaining")
_RESET = ("ratelimit-reset", "x-ratelimit-reset", "x-rate-limit-reset")
_META = ("x-app-usage", "x-business-use-case-usage", "x-page-usage")
_META_FULL = 95
_EPOCH = 1_000_000_000


def wait_seconds(status: int, header: Header, now: datetime, *, limited: bool = False) -> float:
    """Seconds to wait before the next call; 0 where nothing is asked. `limited`: the body says that we asked too often."""
    if status in LIMITED or limited:
        told = _retry_after(header("retry-after"), now)
        if told is not None:
            return told
        reset = next((one for name in _RESET if (one := _reset(header(name), now)) is not None), None)
        return reset if reset is not None else max(_meta_minutes(header) * 60, UNKNOWN_SECONDS)
    if any(header(name).strip() == "0" for name in _REMAINING):
        return next((one for name in _RESET if (one := _reset(header(name), now)) is not None), 0.0)
    return _meta_minutes(header) * 60 if _meta_used(header) >= _META_FULL else 0.0


def _retry_after(told: str, now: datetime) -> float | None:
    if told.strip().isdigit():
        return float(told)
    try:
        at = parsedate_to_datetime(told)
    except ValueError:
        return None
    return max(0.0, (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() - now.timestamp())


def _reset(told: str, now: datetime) -> float | None:
    told = told.strip()
    try:
        number = float(told)
    except ValueError:
        try:
            at = datetime.fromisoformat(told)
        except ValueError:
            return None
        return max(0.0, (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() - now.timestamp())
    return max(0.0, number - now.timestamp()) if number > _EPOCH else number


def _usages(header: Header) -> list[dict[str, object]]:
    """Meta's usage objects: one itself, or lists of them by business."""
    found: list[dict[str, object]] = []
    for name in _META:
        try:
            told = json.loads(header(name) or "null")
        except ValueError:
            continue
        if isinstance(told, dict):
            lists = [each for each in told.values() if isinstance(each, list)]
            found += [one for each in lists for one in each if isinstance(one, dict)] or [told]
    return found


def _number(value: object) -> float:
    return float(value) if isinstance(value, (int, float)) else 0.0


def _meta_used(header: Header) -> float:
    names = ("call_count", "total_time", "total_cputime")
    return max((_number(one.get(name)) for one in _usages(header) for name in names), default=0.0)


def _meta_minutes(header: Header) -> float:
    return max((_number(one.get("estimated_time_to_regain_access")) for one in _usages(header)), default=0.0)
