"""What the whole web interface is given once: settings, the archive and the clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from jobs.config import Config
from jobs.context import utc_now
from storage.archive import Archive


@dataclass(frozen=True, slots=True)
class Desk:
    """The web interface of one archive."""

    config: Config
    archive: Archive
    now: Callable[[], datetime] = utc_now

    @property
    def is_https(self) -> bool:
        """Whether people reach it by https; cookies are Secure then."""
        return self.config.web.base_url.startswith("https://")
