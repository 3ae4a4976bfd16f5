"""X (Twitter): profile and conversation pages."""

from archiver.platforms.platform import Visiting, Walls
from archiver.platforms.reading import described
from archiver.platforms.selectors import Selectors
from archiver.text import Text

VERSION = "2026-11"

TABLE = Selectors(
    post='article[data-testid="tweet"], article[role="article"][data-tweet-id], div.tweet[data-tweet-id], blockquote.twitter-tweet',
    author='[data-testid="User-Name"] a:first-of-type, .fullname, .FullNameGroup',
    time='a[href*="/status/"] time, ._timestamp, .tweet-timestamp',
    text='[data-testid="tweetText"], .tweet-text',
    permalink='a[href*="/status/"]:has(time), a.tweet-timestamp',
    native=(("post", r"/status(?:es)?/(\d+)"),),
    strict=False,
)

VISITING = Visiting(
    items='article[data-testid="tweet"]',
    more_texts=("Visa mer", "Visa fler svar", "Show more", "Show more replies", "Show this thread"),
)

WALLS = Walls(
    login_selectors=('[data-testid="LoginForm_Login_Button"]', 'input[autocomplete="username"][name="text"]'),
    login_urls=(r"(x|twitter)\.com/(i/flow/)?login",),
)

PLATFORM = described(
    key="x",
    name=Text("X", "X"),
    version=VERSION,
    hosts=("x.com", "twitter.com"),
    table=TABLE,
    visiting=VISITING,
    walls=WALLS,
)
