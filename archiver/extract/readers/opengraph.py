"""Reads the Open Graph of a page (ogp.me): one post at most, and only where nothing better tells of it."""

from lxml.html import HtmlElement

from archiver.extract.addresses import absolute, key_of
from archiver.extract.drafts import Draft, Found
from archiver.extract.prose import document_of, tidy
from archiver.extract.readers.ranks import OPEN_GRAPH
from archiver.extract.times import read_time
from archiver.model import Attachment, ItemKind
from archiver.platforms.platform import SavedPage

POST_TYPES = ("article", "video.other", "video", "music.song")


def read_open_graph(page: SavedPage) -> Found:
    """The post a page says that it is. The account's own front page is never a post."""
    told = _properties(page.tree)
    if page.raw and (raw := document_of(page.raw, page.url)) is not None:
        told = {**_properties(raw), **told}
    published = (
        told.get("article:published_time") or told.get("og:published_time") or told.get("video:release_date") or ""
    )
    url = absolute(told.get("og:url", ""), page.url) or page.url
    if (told.get("og:type") not in POST_TYPES and not published) or key_of(url) == key_of(page.account_url):
        return Found()
    title, description = tidy(told.get("og:title", "")), tidy(told.get("og:description", ""))
    author = told.get("article:author") or told.get("author") or ""
    image = absolute(told.get("og:image", ""), page.url)
    return Found(
        (
            Draft(
                place=f"{page.url} og",
                kind=ItemKind.POST,
                permalink=url,
                author="" if author.startswith("http") else tidy(author),
                profile_url=author if author.startswith("http") else "",
                text=description if description.startswith(title) else f"{title}\n\n{description}".strip(),
                when=read_time(published),
                attachments=(Attachment("image", image, tidy(told.get("og:image:alt", ""))),) if image else (),
                rank=OPEN_GRAPH,
                truncated=True,
                weak=True,
            ),
        )
    )


def _properties(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name, content = meta.get("property") or meta.get("name") or "", meta.get("content") or ""
        if name.startswith(("og:", "article:", "video:")) or name == "author":
            found.setdefault(name, content)
    return found
