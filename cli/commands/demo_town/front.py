"""The town's own front page, which lists its accounts, and the page for what isn't there."""

from cli.commands.demo_town.markup import Scene

_ACCOUNTS = (
    ("/social/", "Lillåns kommun", "Torget · socialt nätverk", "Nyheter, driftstörningar och frågor till kommunen."),
    ("/bilder/", "Åskolan", "Rutan · bilder", "Vardagen på skolan i bilder."),
    ("/forum/trad/42", "Framtidens hemtjänst", "Medborgardialogen · forum", "Socialnämnden frågar, du svarar."),
    ("/blogg/", "Lillåns bibliotek", "Blogg", "Boktips, nyheter och gamla bilder."),
)

_FRAME = """<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="/bild/vapen.svg"><link rel="stylesheet" href="/static/front.css"></head>
<body><header><img src="/bild/vapen.svg" alt="Lillåns kommuns vapen"><h1>Lillåns kommun</h1><p>Påhittad kommun för Somearkivs demonstration</p></header>
<main>{main}</main></body></html>"""


def front_page(_scene: Scene) -> str:
    """The kommun's accounts in social media."""
    rows = "".join(
        f'<li><h2><a href="{path}">{name}</a></h2><p><b>{where}</b></p><p>{what}</p></li>'
        for path, name, where, what in _ACCOUNTS
    )
    return _FRAME.format(
        title="Lillåns kommun i sociala medier", main=f'<h2>Här finns vi</h2><ul class="accounts">{rows}</ul>'
    )


def not_found_page(_scene: Scene) -> str:
    """What is shown with status 404."""
    return _FRAME.format(title="Sidan finns inte", main="<h2>Sidan finns inte</h2><p>Kontrollera adressen.</p>")
