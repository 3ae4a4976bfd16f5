"""The picture account: a school's grid in the manner of Instagram, its post pages and the fragments they load."""

from cli.commands.demo_town.markup import Scene, day_and_time, direction, short_age, text_html
from cli.commands.demo_town.truth import Said, answers, thread

NAME = "askolan_lillan"
FULL_NAME = "Åskolan, Lillåns kommun"
SQUARES_AT_FIRST = 9
COMMENTS_AT_FIRST = 2

_PLUS = (
    '<svg aria-label="Läs in fler kommentarer" role="img" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="#262626" '
    'stroke-width="2"><circle cx="12" cy="12" r="10"/><path d="M7 12h10M12 7v10"/></svg>'
)
_FRAME = """<!DOCTYPE html>
<html lang="sv"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta property="og:site_name" content="Rutan"><meta property="og:type" content="{og_type}">
<meta property="og:title" content="{title}"><meta property="og:url" content="{origin}{path}">
<meta property="og:image" content="{origin}/bild/{image}.svg">
<link rel="icon" href="/bild/vapen.svg"><link rel="stylesheet" href="/static/grid.css"></head><body>
<nav class="bar"><a class="mark" href="/bilder/">Rutan</a><span><a class="enter" href="/bilder/logga-in/">Logga in</a>
<a href="/bilder/registrera/">Registrera dig</a></span></nav>
<main role="main">{main}</main>
<footer>Om · Hjälp · Press · Sekretess · Villkor · Svenska · © 2026 Rutan</footer>
<script src="/static/grid.js"></script></body></html>"""


def account_page(scene: Scene) -> str:
    """The profile: who, how many, and the newest squares; the rest come as one scrolls."""
    posts = _posts(scene)
    main = (
        '<header class="profile"><img class="face" src="/bild/vapen.svg" alt="askolan_lillans profilbild"><section>'
        f'<div class="name"><h2>{NAME}</h2><button type="button">Följ</button></div>'
        f'<ul class="numbers"><li><b>{len(posts)}</b> inlägg</li><li><b>{842 + 3 * scene.turned}</b> följare</li><li><b>31</b> följer</li></ul>'
        f'<h1>{FULL_NAME}</h1><p>F–6-skola vid ån 🏫 Vi fotograferar inga barn utan samtycke.<br>'
        '<a href="/bilder/om/">Regler för kontot</a></p></section></header>'
        f'<div class="strip"><span class="on">▦ INLÄGG</span><span>☰ TAGGAD</span></div><article><div class="grid">{squares(scene, 0)}</div></article>'
    )  # fmt: skip
    return _page(scene, main, f"{FULL_NAME} (@{NAME}) • Bilder på Rutan", "/bilder/", "profile", "vapen")


def squares(scene: Scene, start: int) -> str:
    """Squares of the grid from a place on: nine at first, then all the rest."""
    posts = _posts(scene)
    shown = posts[:SQUARES_AT_FIRST] if start == 0 else posts[start:]
    html = "".join(
        f'<a class="square" role="link" href="{post.path}"><img src="/bild/{post.picture}.svg" loading="lazy" '
        f'alt="Foto delat av {FULL_NAME} den {day_and_time(post.at)}."></a>'
        for post in shown
    )
    if start + len(shown) < len(posts):
        html += f'<div class="waiting" data-from="{start + len(shown)}"></div>'
    return html


def post_page(scene: Scene, number: str) -> str | None:
    """One picture with caption and comments, None when there is none."""
    post = next((one for one in _posts(scene) if one.number == number), None)
    if post is None:
        return None
    title = f"{FULL_NAME} på Rutan: ”{post.text[:50]}”"
    return _page(scene, article(scene, post), title, post.path, "article", post.picture)


def article(scene: Scene, post: Said) -> str:
    """The picture beside its caption, its comments and its time."""
    everything = scene.said("pictures")
    comments = answers(everything, post)
    first = "".join(_comment(scene, one, everything) for one in comments[:COMMENTS_AT_FIRST])
    more = ""
    if len(comments) > COMMENTS_AT_FIRST:
        more = f'<li class="more"><button type="button" data-post="{post.number}">{_PLUS}</button></li>'
    likes = 20 + sum(map(ord, post.number)) % 60 + 2 * scene.turned
    return (
        f'<article class="post" role="presentation"><div class="picture"><img src="/bild/{post.picture}.svg" '
        f'alt="Foto delat av {FULL_NAME} den {day_and_time(post.at)}."></div><div class="side">'
        f'<header><img src="/bild/vapen.svg" alt="{NAME}s profilbild"><a href="/bilder/">{NAME}</a><span>Lillån</span></header>'
        f'<ul class="talk"><div role="button"><li class="caption" role="menuitem"><div class="line"><img src="/bild/vapen.svg" alt=""><div><h1><a href="/bilder/">{NAME}</a></h1> '
        f'<span class="words" dir="auto">{text_html(post.text)}</span><div class="under">{_time(scene, post)}</div></div></div></li></div>{first}{more}</ul>'
        f'<section class="likes"><b>{likes} gilla-markeringar</b><a href="{post.path}">'
        f'<time datetime="{post.at:%Y-%m-%dT%H:%M:%S}.000Z" title="{day_and_time(post.at).split(",")[0]}">{day_and_time(post.at).split(",")[0]}</time></a></section>'
        '<p class="ask"><a href="/bilder/logga-in/">Logga in</a> om du vill gilla eller kommentera.</p></div></article>'
    )  # fmt: skip


def more_comments(scene: Scene, number: str) -> str:
    """The comments of a post after the first few, as HTML."""
    everything = scene.said("pictures")
    post = next((one for one in everything if one.number == number), None)
    rest = answers(everything, post)[COMMENTS_AT_FIRST:] if post else []
    return "".join(_comment(scene, one, everything) for one in rest)


def replies(scene: Scene, number: str) -> str:
    """The answers to a comment, as HTML."""
    everything = scene.said("pictures")
    comment = next((one for one in everything if one.number == number), None)
    below = thread(everything, comment)[1:] if comment else ()
    return "".join(_entry(scene, one) for one in below)


def about_page(scene: Scene) -> str:
    """The account's rules."""
    main = (
        f'<section class="about"><h1>Om {NAME}</h1><p>Kontot drivs av Åskolan i Lillåns kommun. Ansvarig nämnd är barn- och '
        "utbildningsnämnden.</p><p>Bilder på elever publiceras bara med vårdnadshavares samtycke. Vill du att en bild tas bort, "
        "skriv till askolan@lillan.example.</p><p>Det du skriver här blir en allmän handling.</p></section>"
    )
    return _page(scene, main, f"Om {NAME}", "/bilder/om/", "website", "vapen")


def profile_page(scene: Scene, name: str) -> str | None:
    """A private profile, None when nobody is called so."""
    if not any(one.author == name for one in scene.said("pictures")):
        return None
    main = f'<section class="about"><h1>{name}</h1><p>Det här kontot är privat.</p></section>'
    return _page(scene, main, f"{name} • Rutan", f"/bilder/konto/{name}/", "profile", "vapen")


def _posts(scene: Scene) -> list[Said]:
    return [one for one in scene.said("pictures") if not one.parent]


def _page(scene: Scene, main: str, title: str, path: str, og_type: str, image: str) -> str:
    return _FRAME.format(title=title, origin=scene.origin, path=path, main=main, og_type=og_type, image=image)


def _comment(scene: Scene, one: Said, everything: tuple[Said, ...]) -> str:
    count = len(thread(everything, one)) - 1
    button = ""
    if count:
        button = f'<li><ul class="replies"><li class="more"><button type="button" data-comment="{one.number}">Visa svar ({count})</button></li></ul></li>'
    return f'<ul class="comment">{_entry(scene, one)}{button}</ul>'


def _entry(scene: Scene, one: Said) -> str:
    return f'<div role="button"><li role="menuitem">{_line(scene, one)}</li></div>'


def _line(scene: Scene, one: Said) -> str:
    face = "/bild/vapen.svg" if one.municipality else f"/ansikte/{one.author}.svg"
    return (
        f'<div class="line"><img src="{face}" alt="{one.author}s profilbild"><div><h3><a href="{one.author_path}">{one.author}</a></h3> '
        f'<span class="words" dir="{direction(one.text)}">{text_html(one.text)}</span><div class="under"><a href="{one.path}">{_time(scene, one)}</a>'
        "<button type=\"button\">Svara</button></div></div></div>"
    )  # fmt: skip


def _time(scene: Scene, one: Said) -> str:
    return f'<time datetime="{one.at:%Y-%m-%dT%H:%M:%S}.000Z" title="{day_and_time(one.at)}">{short_age(one.at, scene.now)}</time>'
