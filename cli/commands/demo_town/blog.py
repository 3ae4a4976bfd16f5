"""The blog account: the library's blog in the manner of WordPress, with threaded comments and feeds."""

from datetime import datetime
from email.utils import format_datetime
from html import escape

from cli.commands.demo_town.markup import Scene, counted, day_and_time, direction, local_iso, paragraphs
from cli.commands.demo_town.truth import Said, answers, thread

NAME = "Lillåns bibliotek"

_FRAME = """<!DOCTYPE html>
<html lang="sv-SE"><head><meta charset="UTF-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="alternate" type="application/rss+xml" title="{name} » Webbflöde" href="{origin}/blogg/feed/">
<link rel="alternate" type="application/rss+xml" title="{name} » Kommentarsflöde" href="{origin}/blogg/comments/feed/">
<link rel="canonical" href="{origin}{path}"><link rel="icon" href="/bild/vapen.svg"><link rel="stylesheet" href="/static/blog.css"></head>
<body class="{body}"><header id="masthead" class="site-header"><p class="site-title"><a href="{origin}/blogg/" rel="home">{name}</a></p>
<p class="site-description">Böcker, berättelser och en varm plats vid ån</p>
<nav class="main-navigation"><a href="{origin}/blogg/">Hem</a><a href="{origin}/blogg/om/">Om bloggen</a></nav></header>
<main id="main" class="site-main">{main}</main>
<footer class="site-footer">Lillåns bibliotek · Kultur- och fritidsnämnden · Lillåns kommun</footer>
<div id="cookie-notice" role="region" aria-label="Kakor"><span>Vi använder kakor för att räkna besök.</span>
<button type="button" data-kaka="alla">Acceptera</button><button type="button" data-kaka="nodvandiga">Endast nödvändiga</button></div>
<script src="/static/blog.js"></script></body></html>"""

_RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:atom="http://www.w3.org/2005/Atom" xmlns:slash="http://purl.org/rss/1.0/modules/slash/">
<channel><title>{title}</title><atom:link href="{own}" rel="self" type="application/rss+xml"/><link>{home}</link>
<description>Böcker, berättelser och en varm plats vid ån</description><language>sv-SE</language>
<lastBuildDate>{built}</lastBuildDate>{items}</channel></rss>"""


def account_page(scene: Scene) -> str:
    """The blog's front page: every post in full, newest first."""
    everything = scene.said("blog")
    main = "".join(_article(scene, one, everything, single=False) for one in everything if not one.parent)
    return _page(scene, main, f"{NAME} – Böcker, berättelser och en varm plats vid ån", "/blogg/", "home blog")


def post_page(scene: Scene, path: str) -> str | None:
    """One post with its comments, None when there is none at this address."""
    everything = scene.said("blog")
    post = next((one for one in everything if one.path == path and not one.parent), None)
    if post is None:
        return None
    main = _article(scene, post, everything, single=True) + _comments(scene, post, everything)
    return _page(
        scene, main, f"{post.title} – {NAME}", path, f"post-template-default single single-post postid-{post.number}"
    )


def about_page(scene: Scene) -> str:
    """About the blog and its rules."""
    main = (
        '<article class="page type-page"><header class="entry-header"><h1 class="entry-title">Om bloggen</h1></header>'
        '<div class="entry-content"><p>Här skriver personalen på Lillåns bibliotek. Ansvarig nämnd är kultur- och fritidsnämnden.</p>'
        "<p>Det du skriver i kommentarerna blir en allmän handling. Skriv inget om dina eller andras lån, hälsa eller "
        "personnummer; sådant tar vi bort.</p></div></article>"
    )
    return _page(scene, main, f"Om bloggen – {NAME}", "/blogg/om/", "page-template-default page")


def person_page(scene: Scene, key: str) -> str | None:
    """A commenter's page, None when there is none."""
    name = next((one.author for one in scene.said("blog") if one.author_path == f"/blogg/vem/{key}/"), None)
    if name is None:
        return None
    main = f'<article class="page"><h1 class="entry-title">{name}</h1><div class="entry-content"><p>Läsare.</p></div></article>'
    return _page(scene, main, f"{name} – {NAME}", f"/blogg/vem/{key}/", "page")


def feed(scene: Scene) -> str:
    """The posts as RSS 2.0 with whole texts."""
    everything = scene.said("blog")
    posts = [one for one in everything if not one.parent]
    items = "".join(_rss_item(scene, one, one.title, len(thread(everything, one)) - 1) for one in posts)
    return _rss(scene, NAME, "/blogg/feed/", items, max(one.at for one in posts))


def comment_feed(scene: Scene) -> str:
    """The comments as RSS 2.0, newest first."""
    everything = scene.said("blog")
    comments = sorted((one for one in everything if one.parent), key=lambda one: one.at, reverse=True)
    items = "".join(_rss_item(scene, one, f"Av: {one.author}", None) for one in comments)
    return _rss(scene, f"Kommentarer till {NAME}", "/blogg/comments/feed/", items, comments[0].at)


def _page(scene: Scene, main: str, title: str, path: str, body: str) -> str:
    return _FRAME.format(title=title, name=NAME, origin=scene.origin, path=path, main=main, body=body)


def _article(scene: Scene, post: Said, everything: tuple[Said, ...], *, single: bool) -> str:
    count = len(thread(everything, post)) - 1
    address = f"{scene.origin}{post.path}"
    heading = f'<h1 class="entry-title">{post.title}</h1>'
    if not single:
        heading = f'<h2 class="entry-title"><a href="{address}" rel="bookmark">{post.title}</a></h2>'
    picture = (
        f'<figure class="post-thumbnail"><img src="/bild/{post.picture}.svg" alt="" class="wp-post-image"></figure>'
        if post.picture
        else ""
    )
    return (
        f'<article id="post-{post.number}" class="post-{post.number} post type-post status-publish hentry"><header class="entry-header">{heading}'
        f'<div class="entry-meta"><span class="byline">av <span class="author vcard"><a class="url fn n" href="{scene.origin}/blogg/" rel="author">{post.author}</a></span></span> '
        f'<span class="posted-on"><a href="{address}" rel="bookmark"><time class="entry-date published" datetime="{local_iso(post.at)}">{day_and_time(post.at).split(",")[0]}</time></a></span> '
        f'<span class="comments-link"><a href="{address}#comments">{counted(count, "kommentar", "kommentarer")}</a></span></div></header>{picture}'
        f'<div class="entry-content">{paragraphs(post.text)}</div></article>'
    )  # fmt: skip


def _comments(scene: Scene, post: Said, everything: tuple[Said, ...]) -> str:
    count = len(thread(everything, post)) - 1
    tree = "".join(_comment(scene, one, everything, 1) for one in answers(everything, post))
    return (
        f'<div id="comments" class="comments-area"><h2 class="comments-title">{counted(count, "svar", "svar")} på ”{post.title}”</h2>'
        f'<ol class="comment-list">{tree}</ol><div id="respond" class="comment-respond"><h3>Lämna ett svar</h3>'
        '<form><label>Kommentar<br><textarea rows="4" cols="60"></textarea></label><p><input type="submit" value="Publicera kommentar" disabled></p>'
        "</form></div></div>"
    )  # fmt: skip


def _comment(scene: Scene, one: Said, everything: tuple[Said, ...], depth: int) -> str:
    below = "".join(_comment(scene, answer, everything, depth + 1) for answer in answers(everything, one))
    children = f'<ol class="children">{below}</ol>' if below else ""
    face = "/bild/vapen.svg" if one.municipality else f"/ansikte/{one.author_path.split('/')[-2]}.svg"
    return (
        f'<li id="comment-{one.number}" class="comment depth-{depth}{" bypostauthor" if one.municipality else ""}">'
        f'<article id="div-comment-{one.number}" class="comment-body"><footer class="comment-meta"><div class="comment-author vcard">'
        f'<img class="avatar" src="{face}" alt="" width="44" height="44"><b class="fn"><a href="{scene.origin}{one.author_path}" rel="ugc external nofollow" class="url">{one.author}</a></b> '
        f'<span class="says">skriver:</span></div><div class="comment-metadata"><a href="{scene.origin}{one.path}"><time datetime="{local_iso(one.at)}">'
        f'{day_and_time(one.at).replace(",", " kl.")}</time></a></div></footer><div class="comment-content" dir="{direction(one.text)}">{paragraphs(one.text)}</div>'
        f'<div class="reply"><a rel="nofollow" class="comment-reply-link" href="#respond">Svara</a></div></article>{children}</li>'
    )  # fmt: skip


def _rss_item(scene: Scene, one: Said, title: str, count: int | None) -> str:
    tally = "" if count is None else f"<slash:comments>{count}</slash:comments>"
    address = escape(f"{scene.origin}{one.path}")
    return (
        f"<item><title>{escape(title)}</title><link>{address}</link><dc:creator>{escape(one.author)}</dc:creator>"
        f'<pubDate>{format_datetime(one.at)}</pubDate><guid isPermaLink="false">{scene.origin}/blogg/?p={one.number}</guid>'
        f"<description>{escape(one.text[:200])}</description><content:encoded>{escape(paragraphs(one.text))}</content:encoded>{tally}</item>"
    )


def _rss(scene: Scene, title: str, path: str, items: str, built: datetime) -> str:
    home = f"{scene.origin}/blogg/"
    return _RSS.format(title=title, own=f"{scene.origin}{path}", home=home, items=items, built=format_datetime(built))
