"""Every platform there is: a new one is a file of its own and one line here."""

from archiver.errors.usage import Unknown
from archiver.extract.addresses import host_of
from archiver.platforms import (
    bluesky,
    facebook,
    feed,
    forum,
    generic,
    instagram,
    linkedin,
    mastodon,
    tiktok,
    wordpress,
    x,
    youtube,
)
from archiver.platforms.platform import Platform

PLATFORMS: tuple[Platform, ...] = (
    facebook.PLATFORM,
    instagram.PLATFORM,
    youtube.PLATFORM,
    x.PLATFORM,
    linkedin.PLATFORM,
    tiktok.PLATFORM,
    mastodon.PLATFORM,
    bluesky.PLATFORM,
    wordpress.PLATFORM,
    feed.PLATFORM,
    forum.PLATFORM,
    generic.PLATFORM,
)


def platform(key: str) -> Platform:
    """The platform with this key. Raises Unknown."""
    for member in PLATFORMS:
        if member.key == key:
            return member
    raise Unknown(kind="plattform", name=key)


def owner_of(url: str) -> Platform:
    """The platform that owns an address's host, the general reader where nobody does."""
    host = host_of(url)
    for member in PLATFORMS:
        if any(host == owned or host.endswith("." + owned) for owned in member.hosts):
            return member
    return generic.PLATFORM
