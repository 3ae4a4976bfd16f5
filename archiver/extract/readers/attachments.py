"""Finds the pictures, films, files and outside links that belong to a block; no avatars, no emoji."""

import re
from collections.abc import Collection

from lxml.html import HtmlElement

from archiver.extract.addresses import absolute, host_of
from archiver.extract.prose import emoji_of, flat
from archiver.extract.readers.author import path_of
from archiver.extract.readers.hints import tokens
from archiver.model import Attachment

FILE_ENDING = re.compile(r"(?i)\.(pdf|docx?|odt|xlsx?|ods|pptx?|odp|zip|csv|ics|txt|rtf)$")
AVATAR = re.compile(r"(?i)avatar|gravatar|profil(e|bild)|userpic|identicon|favicon|\bbadge|spacer|pixel|blank\.gif")
SMALLEST_PICTURE = 48
"""Pictures no larger than this many pixels are avatars and icons."""


def attachments_of(own: list[HtmlElement], contents: Collection[HtmlElement], base: str) -> tuple[Attachment, ...]:
    """In page order, each address once. Links count only inside the named content."""
    found: dict[str, Attachment] = {}
    inside = {part for element in contents for part in element.iter()}
    for element in own:
        attachment = _attachment(element, base, in_content=element in inside)
        if attachment:
            found.setdefault(attachment.url, attachment)
    return tuple(found.values())


def _attachment(element: HtmlElement, base: str, *, in_content: bool) -> Attachment | None:
    if element.tag == "img":
        url = absolute(element.get("src") or element.get("data-src") or "", base)
        if not url or emoji_of(element) or _is_avatar(element):
            return None
        return Attachment("image", url, flat(element.get("alt") or ""))
    if element.tag in ("video", "audio"):
        sources = [element.get("src"), *(each.get("src") for each in element.iter("source")), element.get("poster")]
        url = next((whole for each in sources if each and (whole := absolute(each, base))), "")
        return (
            Attachment(element.tag, url, flat(element.get("title") or element.get("aria-label") or "")) if url else None
        )
    if element.tag == "a" and (url := absolute(element.get("href") or "", base)):
        label = flat(element.text_content())[:200]
        if FILE_ENDING.search(path_of(url).partition("?")[0]):
            return Attachment("file", url, label)
        if in_content and host_of(url) != host_of(base):
            return Attachment("link", url, label)
    return None


def _is_avatar(image: HtmlElement) -> bool:
    if AVATAR.search(f"{image.get('class') or ''} {image.get('src') or ''} {image.get('alt') or ''}"):
        return True
    size = (image.get("width") or "").removesuffix("px")
    if size.isdigit() and int(size) <= SMALLEST_PICTURE:
        return True
    return any(tokens(above) & {"avatar", "p-author", "h-card", "vcard"} for above in list(image.iterancestors())[:3])
