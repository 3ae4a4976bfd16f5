"""The social-network account: the kommun's page in the manner of Facebook, and the fragments it loads as one scrolls."""

from cli.commands.demo_town.markup import Scene, counted, direction, long_time, short_age, spoken_age, text_html
from cli.commands.demo_town.truth import Said, answers, thread

NAME = "Lillåns kommun"
POSTS_AT_ONCE = 4
COMMENTS_AT_ONCE = 4
COMMENTS_AT_FIRST = 2
CUT = 260
"""Characters of a text shown before "Visa mer"."""

_FRAME = """<!DOCTYPE html>
<html lang="sv" id="torget"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta property="og:type" content="website"><meta property="og:title" content="{name}">
<meta property="og:url" content="{origin}{path}"><meta property="og:site_name" content="Torget">
<meta property="og:image" content="{origin}/bild/vapen.svg">
<link rel="icon" href="/bild/vapen.svg"><link rel="stylesheet" href="/static/social.css"></head>
<body class="locked"><div class="banner" role="banner"><a class="mark" href="/social/" aria-label="Torget">torget</a>
<form role="search" onsubmit="return false"><input type="search" placeholder="Sök på Torget" aria-label="Sök på Torget"></form>
<div class="entrance"><a role="button" href="/social/logga-in">Logga in</a></div></div>
<div class="cover"><img src="/bild/river.svg" alt="Omslagsbild: Lillån i sommarljus"></div>
<header class="head"><img class="face" src="/bild/vapen.svg" alt="Lillåns kommun, profilbild"><div><h1>{name}</h1>
<p>6,4 tn följare · 212 följer</p></div><div class="deeds"><span role="button" tabindex="0">Följ</span>
<span role="button" tabindex="0" class="quiet">Meddelande</span></div></header>
<nav class="tabs" role="tablist"><a role="tab" aria-selected="{on_posts}" href="/social/">Inlägg</a>
<a role="tab" aria-selected="{on_about}" href="/social/om">Om</a></nav>
<div class="columns">{main}</div>
{consent}
<script src="/static/social.js"></script></body></html>"""

_CONSENT = """<div class="veil" data-testid="cookie-policy-manage-dialog"><div role="dialog" aria-modal="true"
aria-label="Tillåt kakor från Torget?"><h2>Tillåt användning av kakor från Torget i den här webbläsaren?</h2>
<p>Vi använder kakor och liknande teknik för att tillhandahålla och förbättra innehållet. Vi använder dem också för att visa
annonser på och utanför Torget.</p><p>Du kan tillåta alla kakor eller avvisa dem som inte behövs.</p>
<div class="choice"><div role="button" tabindex="0" aria-label="Tillåt alla">Tillåt alla</div>
<div role="button" tabindex="0" aria-label="Avvisa alla">Avvisa alla</div></div></div></div>"""

_INTRO = """<aside class="intro"><section><h2>Intro</h2><p class="bio">Välkommen till Lillåns kommun! Vi svarar på
vardagar 8–16.</p><ul><li>🏛️ <b>Sida</b> · Kommunal myndighet</li><li>📍 Storgatan 1, Lillån</li>
<li>☎️ 0123-456 00</li><li>✉️ kommun@lillan.example</li><li>🌐 lillan.example</li></ul></section>
<section><h2>Andra konton</h2><p><a href="/bilder/">Åskolan i bilder</a> · <a href="/forum/">Medborgardialogen</a> ·
<a href="/blogg/">Bibliotekets blogg</a></p></section></aside>"""

_ABOUT = """<main class="about"><section><h2>Om Lillåns kommun</h2><h3>Kontaktuppgifter</h3>
<p>Kommunhuset, Storgatan 1, Lillån<br>0123-456 00<br>kommun@lillan.example</p>
<h3>Regler för den här sidan</h3><p>Det du skriver här blir en allmän handling. Skriv därför inte personnummer eller något
om hälsa och privatliv, varken ditt eget eller någon annans.</p><p>Vi tar bort inlägg som innehåller personangrepp, hets mot
folkgrupp, hot, svordomar, reklam, upphovsrättsskyddat material eller sekretessbelagda uppgifter. Innan vi tar bort något
sparar vi det.</p><p>Vi svarar inom en arbetsdag, måndag till fredag 8–16.</p>
<h3>Ansvarig</h3><p>Kommunstyrelsen genom kommunikationsavdelningen</p></section></main>"""


def account_page(scene: Scene) -> str:
    """The account's front page with its newest posts; older ones come as one scrolls."""
    main = f'{_INTRO}<main role="main"><h2 class="hidden">Inlägg</h2><div role="feed" aria-label="Inlägg">{_feed(scene, "")}</div></main>'
    return _page(scene, main, f"{NAME} | Torget", "/social/")


def post_page(scene: Scene, number: str) -> str | None:
    """One post at its permalink, None when there is none."""
    everything = scene.said("social")
    post = next((one for one in everything if one.number == number and not one.parent), None)
    if post is None:
        return None
    main = f'{_INTRO}<main role="main">{_post(scene, post, everything, 1)}</main>'
    return _page(scene, main, f"{NAME} – {post.text.strip()[:40]} | Torget", post.path)


def about_page(scene: Scene) -> str:
    """Contact details and the rules for commenting."""
    return _page(scene, _ABOUT, f"Om {NAME} | Torget", "/social/om")


def profile_page(scene: Scene, slug: str) -> str | None:
    """A person's profile as a stranger sees it, None when nobody is called so."""
    everything = scene.said("social")
    name = next((one.author for one in everything if one.author_path.endswith(f"/{slug}")), None)
    if name is None:
        return None
    main = (
        f'<main class="about"><section><h2>{name}</h2><p>{name} delar bara sina inlägg med vänner.</p></section></main>'
    )
    return _page(scene, main, f"{name} | Torget", f"/social/profil/{slug}")


def more_posts(scene: Scene, after: str) -> dict[str, str]:
    """The posts that follow a post in the feed, as HTML."""
    return {"html": _feed(scene, after)}


def more_comments(scene: Scene, post: str, after: str) -> dict[str, str]:
    """The next comments of a post, as HTML."""
    everything = scene.said("social")
    found = next((one for one in everything if one.number == post), None)
    if found is None:
        return {"html": ""}
    top = answers(everything, found)
    start = next((place for place, one in enumerate(top, 1) if one.number == after), len(top))
    return {"html": _comments(scene, found, top[start : start + COMMENTS_AT_ONCE], everything, len(top))}


def replies(scene: Scene, comment: str) -> dict[str, str]:
    """The answers to a comment, as HTML."""
    everything = scene.said("social")
    found = next((one for one in everything if one.number == comment), None)
    below = thread(everything, found)[1:] if found else ()
    return {"html": "".join(f"<li>{_comment(scene, one, everything)}</li>" for one in below)}


def whole_text(scene: Scene, number: str) -> dict[str, str]:
    """The whole of a text that was cut, as HTML."""
    everything = scene.said("social")
    found = next((one for one in everything if one.number == number), None)
    return {"html": text_html(found.text, emoji_pictures=True) if found else ""}


def _page(scene: Scene, main: str, title: str, path: str) -> str:
    about = path == "/social/om"
    return _FRAME.format(
        title=title,
        name=NAME,
        origin=scene.origin,
        path=path,
        main=main,
        consent=_CONSENT,
        on_posts=str(not about).lower(),
        on_about=str(about).lower(),
    )


def _feed(scene: Scene, after: str) -> str:
    everything = scene.said("social")
    posts = [one for one in everything if not one.parent]
    start = next((place for place, one in enumerate(posts, 1) if one.number == after), 0)
    shown = posts[start : start + POSTS_AT_ONCE]
    html = "".join(_post(scene, one, everything, place) for place, one in enumerate(shown, start + 1))
    if start + len(shown) < len(posts):
        html += (
            f'<div class="waiting" data-after="{shown[-1].number}" role="progressbar" aria-label="Läser in …"></div>'
        )
    return html


def _post(scene: Scene, post: Said, everything: tuple[Said, ...], place: int) -> str:
    top = answers(everything, post)
    count = len(thread(everything, post)) - 1
    picture = (
        f'<a class="photo" href="{post.path}"><img src="/bild/{post.picture}.svg" alt="Foto från {NAME}" loading="lazy"></a>'
        if post.picture
        else ""
    )
    return (
        f'<div class="card" role="article" aria-posinset="{place}" aria-labelledby="r{post.number}" aria-describedby="t{post.number}">'
        f'<div class="byline"><a href="/social/" aria-hidden="true" tabindex="-1"><img src="/bild/vapen.svg" alt=""></a><div>'
        f'<h3 id="r{post.number}"><a role="link" href="/social/"><strong>{post.author}</strong></a></h3>'
        f'<span class="when">{_stamp(scene, post)} · <span title="Delas med Alla">🌐</span></span></div></div>'
        f'<div data-ad-preview="message" data-ad-comet-preview="message" id="t{post.number}" class="message">{_text(post)}</div>{picture}'
        f'<div class="tally"><span role="button" aria-label="Gilla: {_likes(post, scene)} personer">👍❤️ {_likes(post, scene)}</span>'
        f'<span role="button" class="count">{counted(count, "kommentar", "kommentarer") if count else ""}</span></div>'
        '<div class="deeds" role="group"><span role="button" aria-label="Gilla">Gilla</span><span role="button" '
        'aria-label="Skriv en kommentar">Kommentera</span><span role="button" aria-label="Skicka detta eller publicera det">Dela</span></div>'
        f'<ul class="comments">{_comments(scene, post, top[:COMMENTS_AT_FIRST], everything, len(top))}</ul></div>'
    )  # fmt: skip


def _comments(scene: Scene, post: Said, shown: list[Said], everything: tuple[Said, ...], total: int) -> str:
    html = "".join(f"<li>{_comment(scene, one, everything)}{_reply_button(one, everything)}</li>" for one in shown)
    top = answers(everything, post)
    if shown and top[-1].number != shown[-1].number:
        html += f'<li class="more"><div role="button" tabindex="0" data-post="{post.number}" data-after="{shown[-1].number}">Visa fler kommentarer</div></li>'
    return html


def _comment(scene: Scene, one: Said, everything: tuple[Said, ...]) -> str:
    who = "Svar från" if _is_reply(one, everything) else "Kommentar från"
    mark = '<span class="badge">Författare</span>' if one.municipality else ""
    edited = '<li class="edited">Redigerad</li>' if one.edited else ""
    face = "/bild/vapen.svg" if one.municipality else f"/ansikte/{one.author_path.rsplit('/', 1)[-1]}.svg"
    return (
        f'<div role="article" class="comment" aria-label="{who} {one.author} {spoken_age(one.at, scene.now)}">'
        f'<a href="{one.author_path}" aria-hidden="true" tabindex="-1"><img src="{face}" alt=""></a><div><div class="bubble">{mark}'
        f'<a role="link" class="name" href="{one.author_path}"><span dir="auto">{one.author}</span></a>'
        f'<div class="said" dir="{direction(one.text)}">{_text(one)}</div></div><ul class="small"><li>{_stamp(scene, one)}</li>'
        f'<li><span role="button">Gilla</span></li><li><span role="button">Svara</span></li>{edited}</ul></div></div>'
    )  # fmt: skip


def _reply_button(one: Said, everything: tuple[Said, ...]) -> str:
    count = len(thread(everything, one)) - 1
    if not count:
        return ""
    return f'<ul class="replies"><li class="more"><div role="button" tabindex="0" data-comment="{one.number}">Visa {count} svar</div></li></ul>'


def _is_reply(one: Said, everything: tuple[Said, ...]) -> bool:
    return any(other.number == one.parent and other.parent for other in everything)


def _stamp(scene: Scene, one: Said) -> str:
    truth = long_time(one.at)
    return f'<a role="link" class="time" href="{one.path.replace("&", "&amp;")}" aria-label="{truth}" title="{truth[0].upper()}{truth[1:]}">{short_age(one.at, scene.now)}</a>'


def _text(one: Said) -> str:
    if len(one.text) <= CUT:
        return f'<div dir="auto">{text_html(one.text, emoji_pictures=True)}</div>'
    start = one.text[: one.text.rfind(" ", 0, CUT)]
    return f'<div dir="auto">{text_html(start, emoji_pictures=True)}… <div role="button" tabindex="0" class="rest" data-text="{one.number}">Visa mer</div></div>'


def _likes(post: Said, scene: Scene) -> int:
    """Counters move between captures without anything having been said."""
    return 7 + int(post.number) % 83 + (5 if scene.turned else 0)
