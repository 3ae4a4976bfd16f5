"""Mastodon and its kin (Pleroma, Misskey, GoToSocial, snac …), whose servers have hosts of their own."""

from archiver.platforms.platform import Visiting, Walls
from archiver.platforms.reading import described
from archiver.platforms.selectors import Selectors
from archiver.text import Text

VERSION = "2026-11"

TABLE = Selectors(
    author=".display-name__html, .detailed-status .display-name strong, .status__display-name strong",
    text=".status__content__text, .e-content, .status__content, .snac-content",
    permalink="a.status__relative-time, a.detailed-status__datetime, a.u-url.u-uid, a.permalink",
    native=(),
    strict=False,
)

VISITING = Visiting(
    more_texts=("Visa mer", "Visa fler", "Ladda fler", "Show more", "Load more", "Read more"),
    more=("button.load-more", ".status__content__spoiler-link"),
)

WALLS = Walls(
    login_urls=(r"/auth/sign_in",),
)

PLATFORM = described(
    key="mastodon",
    name=Text("Mastodon/fediversum", "Mastodon/fediverse"),
    version=VERSION,
    hosts=(
        "mastodon.social",
        "mastodon.nu",
        "mastodon.online",
        "social.vivaldi.net",
        "mstdn.social",
        "mastodonsweden.se",
    ),
    table=TABLE,
    visiting=VISITING,
    walls=WALLS,
)
