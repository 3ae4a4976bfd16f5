"""Finds the pictures, films, files and outside links that belong to a block; no avatars, no emoji."""

import re
from collections.abc import Collection

from lxml.html import HtmlElement

from archiver.extract.addresses import absolute, host_of
from archiver.extract.prose import emoji_of, flat
from archiver.extract.readers.author import Named, path_of
from archiver.extract.readers.hints import PROFILE_LINK, tokens
from archiver.model import Attachment

FILE_ENDING = re.compile(r"(?i)\.(pdf|docx?|odt|xlsx?|ods|pptx?|odp|zip|csv|ics|txt|rtf)$")
AVATAR = re.compile(r"(?i)avatar|gravatar|profil(e|bild)|userpic|identicon|favicon|\bbadge|spacer|pixel|blank\.gif")
SMALLEST_PICTURE = 48
"""Pictures no larger than this many pixels are avatars and icons."""


def attachments_of(
    own: list[HtmlElement], contents: Collection[HtmlElement], author: Named, base: str
) -> tuple[Attachment, ...]:
    """In page order, each address once. Links count only inside the named content."""
    found: dict[str, Attachment] = {}
    faces = {author.element, *author.element.iterdescendants()} if author.element is not None else set()
    inside = {part for element in contents for part in element.iter()}
    for element in own:
        if element in faces or _leads_to(element, author.profile_url, base):
            continue
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


def _leads_to(element: HtmlElement, profile_url: str, base: str) -> bool:
    """Whether a picture stands in a link to the author: it is their face."""
    if element.tag != "img" or not profile_url:
        return False
    link = next((above for above in list(element.iterancestors())[:3] if above.tag == "a"), None)
    return link is not None and absolute(link.get("href") or "", base) == profile_url


def _is_avatar(image: HtmlElement) -> bool:
    if AVATAR.search(f"{image.get('class') or ''} {image.get('src') or ''} {image.get('alt') or ''}"):
        return True
    sizes = [size for name in ("width", "height") if (size := (image.get(name) or "").removesuffix("px")).isdigit()]
    if any(int(size) <= SMALLEST_PICTURE for size in sizes):
        return True
    above = list(image.iterancestors())[:3]
    if any(tokens(each) & {"avatar", "p-author", "h-card", "vcard"} for each in above):
        return True
    link = next((each for each in above if each.tag == "a"), None)
    return link is not None and not image.get("alt") and bool(PROFILE_LINK.search(path_of(link.get("href") or "")))
