"""The forum account: the social services committee's citizens' dialogue, one thread over several pages."""

from cli.commands.demo_town.markup import Scene, day_and_time, direction, paragraphs, text_html
from cli.commands.demo_town.truth import Said, said, signatures

NAME = "Socialnämnden i Lillån"
TITLE = said("forum")[0].title
THREAD = "/forum/trad/42"
ENTRIES_A_PAGE = 8

_FRAME = """<!DOCTYPE html>
<html lang="sv"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="canonical" href="{origin}{path}">{links}<link rel="icon" href="/bild/vapen.svg"><link rel="stylesheet" href="/static/forum.css"></head>
<body><div id="page-header"><a class="logo" href="/forum/"><img src="/bild/vapen.svg" alt="">Medborgardialogen</a>
<p>Lillåns kommuns forum</p></div><ul id="nav-breadcrumbs"><li><a href="/forum/">Forumindex</a></li>{crumbs}</ul>
<div id="page-body">{main}</div>
<div id="page-footer"><a href="/forum/om">Regler</a> · Alla tider är i tidszonen Europe/Stockholm</div></body></html>"""


def index_page(scene: Scene) -> str:
    """The forum's front page with its threads."""
    entries = scene.said("forum")
    last = max(entries, key=lambda one: one.at)
    main = (
        '<h1>Socialnämnden</h1><table class="threads"><tr><th>Tråd</th><th>Svar</th><th>Senaste inlägg</th></tr>'
        f'<tr><td><a class="topictitle" href="{THREAD}">{TITLE}</a><br><small>av {NAME}</small></td><td>{len(entries) - 1}</td>'
        f'<td>av {last.author}<br><a href="{last.path}">{day_and_time(last.at)}</a></td></tr></table>'
    )
    return _page(scene, main, "Medborgardialogen", "/forum/", "", "")


def thread_page(scene: Scene, page: int) -> str | None:
    """One page of the thread, counted from 1; None past the last."""
    entries = scene.said("forum")
    pages = -(-len(entries) // ENTRIES_A_PAGE)
    if not 1 <= page <= pages:
        return None
    start = (page - 1) * ENTRIES_A_PAGE
    by_number = {one.number: one for one in entries}
    shown = entries[start : start + ENTRIES_A_PAGE]
    body = "".join(_entry(one, place, by_number) for place, one in enumerate(shown, start + 1))
    bar = _pagination(page, pages, len(entries))
    links = f'<link rel="next" href="{_address(page + 1)}">' if page < pages else ""
    links += f'<link rel="prev" href="{_address(page - 1)}">' if page > 1 else ""
    crumbs = f'<li><a href="{THREAD}">{TITLE}</a></li>'
    return _page(
        scene,
        f'<h1 class="topic-title">{TITLE}</h1>{bar}{body}{bar}',
        f"{TITLE} - Medborgardialogen",
        _address(page),
        crumbs,
        links,
    )


def page_of(scene: Scene, number: str) -> int:
    """Which page of the thread an entry stands on; 1 for an unknown one."""
    numbers = [one.number for one in scene.said("forum")]
    return 1 + numbers.index(number) // ENTRIES_A_PAGE if number in numbers else 1


def about_page(scene: Scene) -> str:
    """The forum's rules."""
    main = (
        '<div class="panel"><h1>Regler för Medborgardialogen</h1><p>Forumet drivs av socialnämnden i Lillåns kommun. Det du skriver '
        "blir en allmän handling.</p><p>Skriv inte om enskilda personer, varken dig själv eller andra. Sådana inlägg tas bort "
        "sedan de har sparats.</p><p>Håll god ton. Personangrepp, hot, svordomar och reklam tas bort.</p></div>"
    )
    return _page(scene, main, "Regler - Medborgardialogen", "/forum/om", "", "")


def member_page(scene: Scene, key: str) -> str | None:
    """A member's page, None when there is none."""
    theirs = [one for one in scene.said("forum") if one.author_path.endswith(f"/{key}")]
    if not theirs:
        return None
    main = f'<div class="panel"><h1>{theirs[0].author}</h1><p>Antal inlägg: {len(theirs)}</p></div>'
    return _page(scene, main, f"{theirs[0].author} - Medborgardialogen", f"/forum/medlem/{key}", "", "")


def _page(scene: Scene, main: str, title: str, path: str, crumbs: str, links: str) -> str:
    return _FRAME.format(title=title, origin=scene.origin, path=path, main=main, crumbs=crumbs, links=links)


def _address(page: int) -> str:
    return THREAD if page == 1 else f"{THREAD}?sida={page}"


def _pagination(page: int, pages: int, count: int) -> str:
    numbers = "".join(
        f'<li class="active"><span>{n}</span></li>' if n == page else f'<li><a href="{_address(n)}">{n}</a></li>'
        for n in range(1, pages + 1)
    )
    onward = f'<li class="next"><a rel="next" href="{_address(page + 1)}">Nästa</a></li>' if page < pages else ""
    return f'<div class="pagination">{count} inlägg · Sida {page} av {pages} <ul>{numbers}{onward}</ul></div>'


def _entry(one: Said, place: int, by_number: dict[str, Said]) -> str:
    quoted = ""
    if one.quote:
        other = by_number[one.quote]
        quoted = f'<blockquote><div><cite><a href="{other.author_path}">{other.author}</a> skrev: <a href="{other.path}">↑</a></cite>{text_html(other.text)}</div></blockquote>'
    foot = signatures().get(one.author, "")
    sign = f'<div id="sig{one.number}" class="signature">{text_html(foot)}</div>' if foot else ""
    face = "/bild/vapen.svg" if one.municipality else f"/ansikte/{one.author_path.rsplit('/', 1)[-1]}.svg"
    rank = "Moderator" if one.municipality else "Medlem"
    title = TITLE if place == 1 else f"Sv: {TITLE}"
    return (
        f'<div id="p{one.number}" class="post {"bg2" if place % 2 else "bg1"}"><dl class="postprofile" id="profile{one.number}"><dt>'
        f'<img class="avatar" src="{face}" alt="Användarens profilbild"><a href="{one.author_path}" class="username">{one.author}</a></dt>'
        f'<dd class="profile-rank">{rank}</dd><dd class="profile-posts"><strong>Inlägg:</strong> {1 + sum(other.author == one.author for other in by_number.values())}</dd></dl>'
        f'<div class="postbody"><h3><a href="{one.path}">{title}</a></h3><p class="author"><a class="permalink" href="{one.path}" title="Inlägg">#{place}</a> '
        f'av <strong><a href="{one.author_path}" class="username">{one.author}</a></strong> » <span class="postdate">{day_and_time(one.at)}</span></p>'
        f'<div class="content" dir="{direction(one.text)}">{quoted}{paragraphs(one.text)}</div>{sign}</div></div>'
    )  # fmt: skip
