"""Reads posts and comments from JSON: interfaces' answers, JSON-LD, ActivityStreams, state that pages carry with them.

Walks the whole value; each object is compared with the shapes of `shapes.py`. What an object holds besides its own
fields (quoted posts, suggestions) is walked as well, except copies of other people's posts.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from archiver.extract.addresses import absolute, host_of
from archiver.extract.drafts import Draft, url_key
from archiver.extract.prose import flat, fragment_of, text_of_html, tidy
from archiver.extract.readers.shape import NAME_KEYS, URL_KEYS, Shape
from archiver.extract.readers.shapes import SHAPES
from archiver.extract.times import When, read_epoch, read_time
from archiver.model import Attachment, ItemKind

MOST_OBJECTS = 200_000
COPIES = frozenset(
    {
        "record",
        "reblog",
        "retweeted_status",
        "quoted_status",
        "quote",
        "repost",
        "retweet",
        "account",
        "user",
        "from",
        "actor",
    }
)
"""Keys under which another's words, or a person, lie: never walked for items."""
MEDIA_URLS = (
    "url",
    "contentUrl",
    "href",
    "media_url_https",
    "media_url",
    "src",
    "fullsize",
    "uri",
    "value",
    "stream.url",
    "media.image.src",
    "display_url",
)
_MARKUP = re.compile(
    r"(?i)</?(a|p|br|div|span|em|strong|b|i|u|ul|ol|li|h\d|img|blockquote|code|pre)\b[^<]*>|&(\w+|#\d+);"
)
"""What tells HTML from plain words with a `<` in them, where nothing says which they are."""
_PLACEHOLDER = re.compile(r"{([^}]*)}")


@dataclass(frozen=True, slots=True)
class Reading:
    """What is the same for a whole document."""

    base: str
    place: str
    now: datetime | None
    rank: int
    document: object


def read_json(
    value: object, *, base: str, place: str, now: datetime | None, rank: int, sure_only: bool = False
) -> list[Draft]:
    """Every item a JSON value holds, in order; `base` is what its relative addresses are relative to."""
    reading = Reading(base, place, now, rank, value)
    drafts: list[Draft] = []
    stack: list[tuple[object, Draft | None]] = [(value, None)]
    seen = 0
    while stack and seen < MOST_OBJECTS:
        here, above = stack.pop()
        seen += 1
        if isinstance(here, list):
            stack.extend((each, above) for each in reversed(here))
        elif isinstance(here, dict):
            shape = next((each for each in SHAPES if _fits(here, each)), None)
            draft = (
                _draft(here, shape, above, len(drafts), reading) if shape and not (sure_only and shape.unsure) else None
            )
            if draft is not None:
                drafts.append(draft)
            answers = {path.partition(".")[0] for path in shape.children} if shape and draft else set()
            stack.extend(
                (each, draft if key in answers else above if draft is None else None)
                for key, each in reversed(list(here.items()))
                if isinstance(each, (dict, list)) and key not in COPIES and not (draft is not None and key == "record")
            )
    return drafts


def _fits(value: Mapping[str, object], shape: Shape) -> bool:
    if shape.unsure:
        return (
            bool(_first_text(value, shape.text))
            and _when(value, shape, None) is not None
            and bool(_author(value, shape, value) or _at(value, "id"))
        )
    if any(_at(value, path) is None for path in shape.needs):
        return False
    return all(_is_one_of(_at(value, key), words) for key, words in shape.values)


def _is_one_of(value: object, words: frozenset[str]) -> bool:
    told = value if isinstance(value, list) else [value]
    return any(isinstance(each, str) and each.rpartition("/")[2] in words for each in told)


def _draft(
    value: Mapping[str, object], shape: Shape, above: Draft | None, number: int, reading: Reading
) -> Draft | None:
    text = _text(value, shape)
    media = tuple(_media(value, shape, reading.base))
    if not text and not media:
        return None
    native = _filled(shape.native, value, shape, reading.document)
    link = _filled(shape.link, value, shape, reading.document)
    url = absolute(_first_text(value, shape.url), reading.base) or link
    if shape.unsure and host_of(url) != host_of(reading.base):
        url = ""  # the writer's own site, as often
    identifier = _first_text(value, shape.id)
    parent = _parent(value, shape, reading) or (above.keys[0] if above else None)
    kind = ItemKind.COMMENT if parent or _at(value, "objectType") == "comment" else shape.kind or ItemKind.POST
    aliases = [f"json:{reading.place}:{identifier}"] if identifier else []
    aliases += [key for each in (identifier, _first_text(value, ("uri",))) if (key := url_key(each))]
    aliases += [f"id:wp:{identifier_}" for identifier_ in _numbers(value, shape)]
    if shape.kind is ItemKind.COMMENT or not above:
        kind = shape.kind or kind
    return Draft(
        place=f"{reading.place} {number}",
        kind=ItemKind.COMMENT if parent else kind,
        native=native,
        permalink=url,
        author=_author(value, shape, reading.document),
        profile_url=_profile(value, shape, reading),
        text=text,
        when=_when(value, shape, reading.now),
        parent=parent,
        attachments=media,
        aliases=tuple(aliases),
        rank=reading.rank,
        weak=shape.unsure,
    )


def _numbers(value: Mapping[str, object], shape: Shape) -> Iterator[str]:
    """WordPress comments name their post by number."""
    if shape.name == "WordPress" and shape.kind is ItemKind.POST and isinstance(number := _at(value, "id"), int):
        yield str(number)


def _text(value: Mapping[str, object], shape: Shape) -> str:
    told = _first_text(value, shape.text)
    title = flat(text_of_html(_first_text(value, shape.title)))
    body = text_of_html(told) if shape.html and (not shape.unsure or _MARKUP.search(told)) else tidy(told)
    return body if not title or flat(body).startswith(title.rstrip("….")) else f"{title}\n\n{body}".strip()


def _author(value: Mapping[str, object], shape: Shape, document: object) -> str:
    for path in shape.author:
        told = _joined(path, value, document) if path.startswith("@") else _at(value, path)
        if isinstance(told, list) and told:
            told = told[0]
        if isinstance(told, dict):
            told = next((name for key in NAME_KEYS if isinstance(name := told.get(key), str) and name), None)
            told = told or None
        if isinstance(told, str) and told and not told.startswith(("http://", "https://", "acct:", "did:")):
            return flat(text_of_html(told))
    return ""


def _profile(value: Mapping[str, object], shape: Shape, reading: Reading) -> str:
    for path in shape.profile:
        told = _filled(path, value, shape, reading.document) if "{" in path else _first_text(value, (path,))
        if url := absolute(told, reading.base) if told else "":
            return url
    for path in shape.author:
        told_author = _at(value, path)
        if isinstance(told_author, dict) and (url := absolute(_first_text(told_author, URL_KEYS), reading.base)):
            return url
    return ""


def _when(value: Mapping[str, object], shape: Shape, now: datetime | None) -> When | None:
    for path in shape.time:
        told = _at(value, path)
        if isinstance(told, (int, float)) and not isinstance(told, bool):
            told = str(told)
        if isinstance(told, str) and (when := read_epoch(told) or _read(told, path, now)):
            return when
    return None


def _read(told: str, path: str, now: datetime | None) -> When | None:
    """`*_gmt` is UTC also without a zone; interfaces write UTC."""
    zoneless = re.fullmatch(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?", told)
    return read_time(f"{told}Z" if zoneless and path.endswith("_gmt") else told, now)


def _parent(value: Mapping[str, object], shape: Shape, reading: Reading) -> str | None:
    for template in shape.parent_native.split("|"):
        filled = _filled(template, value, shape, reading.document)
        if filled.startswith("json:"):
            return f"json:{reading.place}:{filled[5:]}" if filled[5:] not in ("0", "null") else None
        if filled and not filled.endswith(":0"):
            return f"id:{filled}"
    told = _first_text(value, shape.parent)
    return (url_key(absolute(told, reading.base)) or f"json:{reading.place}:{told}") if told else None


def _media(value: Mapping[str, object], shape: Shape, base: str) -> Iterator[Attachment]:
    for path in shape.media:
        told = _at(value, path)
        for each in told if isinstance(told, list) else [told]:
            address = each if isinstance(each, str) else _first_text(each, MEDIA_URLS) if isinstance(each, dict) else ""
            url = absolute(address, base) if address else ""
            if url:
                yield Attachment(_media_kind(each, url, path), url, _description(each))
    body = _first_text(value, shape.text)
    fragment = fragment_of(body) if shape.html and "<img" in body else None
    for image in fragment.iter("img") if fragment is not None else ():
        if (url := absolute(image.get("src") or "", base)) and not (image.get("class") or "").startswith(
            ("emoji", "wp-smiley")
        ):
            yield Attachment("image", url, flat(image.get("alt") or ""))


def _media_kind(value: object, url: str, path: str) -> str:
    told = (
        " ".join(str(value.get(key) or "") for key in ("type", "mediaType", "objectType", "media_type")).lower()
        if isinstance(value, dict)
        else path
    )
    for kind in ("video", "audio", "image", "photo"):
        if kind in f"{told} {path}".lower():
            return "image" if kind == "photo" else kind
    return "image" if re.search(r"(?i)\.(jpe?g|png|webp|gif|avif)(\?|$)", url) else "link"


def _description(value: object) -> str:
    return (
        flat(_first_text(value, ("description", "alt", "name", "caption", "displayName", "title")))
        if isinstance(value, dict)
        else ""
    )


def _filled(template: str, value: Mapping[str, object], shape: Shape, document: object) -> str:
    """A template with its paths filled in; empty where one of them holds nothing."""
    missing = False

    def fill(match: re.Match[str]) -> str:
        nonlocal missing
        path = match[1]
        told = (
            _first_text(value, shape.id)
            if path == "*"
            else _joined(path, value, document)
            if path.startswith("@")
            else _plain(_at(value, path.removesuffix("/-1")))
        )
        told = told.rpartition("/")[2] if path.endswith("/-1") else told
        missing = missing or not told
        return told

    filled = _PLACEHOLDER.sub(fill, template)
    return "" if missing or not template else filled


def _joined(path: str, value: Mapping[str, object], document: object) -> str:
    """What lies elsewhere in the answer: X's `includes.users`, the feed's own author."""
    if path.startswith("@users."):
        users = _at(document, "includes.users")
        wanted = _at(value, "author_id")
        found = (
            next((user for user in users if isinstance(user, dict) and user.get("id") == wanted), None)
            if isinstance(users, list)
            else None
        )
        return _plain(_at(found, path.removeprefix("@users.")))
    if path == "@replied_to":
        references = _at(value, "referenced_tweets")
        told = references if isinstance(references, list) else []
        return next(
            (_plain(each.get("id")) for each in told if isinstance(each, dict) and each.get("type") == "replied_to"), ""
        )
    return _plain(_at(document, "author.name")) or _plain(_at(document, "authors.0.name"))


def _first_text(value: object, paths: tuple[str, ...]) -> str:
    return next((text for path in paths if (text := _plain(_at(value, path)))), "")


def _plain(value: object) -> str:
    return (
        value
        if isinstance(value, str)
        else str(value)
        if isinstance(value, int) and not isinstance(value, bool)
        else ""
    )


def _at(value: object, path: str) -> object:
    """What lies at a dotted path, None where nothing does."""
    for step in path.split("."):
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value
