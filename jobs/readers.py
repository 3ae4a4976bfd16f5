"""Which reader an account is read with: its platform's table, with the municipality's own selectors where it has set some."""

from collections.abc import Mapping

from archiver.errors.usage import ConfigFault, Unknown
from archiver.platforms.platform import Platform
from archiver.platforms.reading import with_changes
from archiver.platforms.registry import PLATFORMS, platform
from jobs.config import Config


def reader_of(config: Config, key: str) -> Platform:
    """The reader for a platform. Its version says so where its table is changed. Raises Unknown, ConfigFault."""
    member = platform(key)
    changes = config.selectors.get(key)
    return with_changes(member, changes, file=str(config.file), place=f"selectors.{key}") if changes else member


def check(selectors: Mapping[str, Mapping[str, str]], file: str) -> None:
    """Raises ConfigFault for a platform, a field or a selector there isn't."""
    for key, changes in selectors.items():
        try:
            with_changes(platform(key), changes, file=file, place=f"selectors.{key}")
        except Unknown:
            known = ", ".join(one.key for one in PLATFORMS)
            what = f"ingen sådan plattform; de som finns är {known}"
            raise ConfigFault(file=file, place=f"selectors.{key}", what=what) from None
