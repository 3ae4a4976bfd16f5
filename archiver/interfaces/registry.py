"""Every interface there is: a new one is a file of its own and one line here. A platform's own stands before the general."""

from archiver.errors.usage import UsageFault
from archiver.interfaces import (
    activitypub,
    at_protocol,
    feed,
    instagram_graph,
    linkedin,
    mastodon,
    meta_graph,
    wordpress_rest,
    x_v2,
    youtube_data,
)
from archiver.interfaces.interface import Interface
from archiver.text import Text

INTERFACES: tuple[Interface, ...] = (
    meta_graph.INTERFACE,
    instagram_graph.INTERFACE,
    youtube_data.INTERFACE,
    x_v2.INTERFACE,
    linkedin.INTERFACE,
    mastodon.INTERFACE,
    at_protocol.INTERFACE,
    wordpress_rest.INTERFACE,
    feed.INTERFACE,
    activitypub.INTERFACE,
)


def interface_of(platform: str, key: str = "") -> Interface:
    """The interface with this key, or a platform's own where none is named. Raises UsageFault naming those there are."""
    fitting = [one for one in INTERFACES if platform in one.platforms]
    if not key and fitting:
        return fitting[0]
    for member in fitting:
        if member.key == key:
            return member
    there = ", ".join(one.key for one in fitting) or "–"
    raise UsageFault(
        what=Text(
            f"plattformen {platform} har inget gränssnitt ”{key}”; de som finns: {there}",
            f"the platform {platform} has no interface “{key}”; there are: {there}",
        )
    )
