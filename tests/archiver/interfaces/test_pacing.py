"""How long an interface asks us to wait, in every dialect."""

from datetime import UTC, datetime

import pytest

from archiver.interfaces.pacing import UNKNOWN_SECONDS, wait_seconds

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
UNIX = int(NOW.timestamp())


@pytest.mark.parametrize(
    ("status", "headers", "seconds"),
    [
        (200, {}, 0),
        (429, {}, UNKNOWN_SECONDS),
        (429, {"retry-after": "17"}, 17),
        (503, {"retry-after": "Sun, 01 Nov 2026 12:01:30 GMT"}, 90),
        (429, {"retry-after": "Sun, 01 Nov 2026 11:00:00 GMT"}, 0),
        (429, {"retry-after": "strax"}, UNKNOWN_SECONDS),
        (429, {"x-rate-limit-reset": str(UNIX + 45)}, 45),
        (429, {"x-ratelimit-reset": "2026-11-01T12:05:00.000Z"}, 300),
        (429, {"ratelimit-reset": "12"}, 12),
        (200, {"ratelimit-remaining": "0", "ratelimit-reset": str(UNIX + 5)}, 5),
        (200, {"x-ratelimit-remaining": "1", "x-ratelimit-reset": str(UNIX + 5)}, 0),
        (200, {"x-app-usage": '{"call_count":28,"total_time":25,"total_cputime":25}'}, 0),
        (200, {"x-business-use-case-usage": '{"1":[{"call_count":100,"estimated_time_to_regain_access":3}]}'}, 180),
        (429, {"x-business-use-case-usage": '{"1":[{"call_count":100,"estimated_time_to_regain_access":3}]}'}, 180),
        (200, {"x-app-usage": "[1"}, 0),
    ],
)
def test_the_wait_is_read(status: int, headers: dict[str, str], seconds: float) -> None:
    assert wait_seconds(status, lambda name: headers.get(name, ""), NOW) == seconds


def test_a_limit_told_in_the_body_counts_as_one() -> None:
    assert wait_seconds(400, lambda name: "", NOW, limited=True) == UNKNOWN_SECONDS
