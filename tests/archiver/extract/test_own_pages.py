"""A post's own page and a company's feed, as microblogs, picture platforms and the like draw them: few names, many links."""

from archiver.extract.items import read_page
from archiver.extract.prose import document_of
from archiver.model import Item, ItemKind
from archiver.platforms.platform import SavedPage
from archiver.platforms.registry import platform

HOME = "https://korta.example/lillan"
PAGE = HOME + "/status/118"


def items_of(page: str, url: str = PAGE, account: str = HOME) -> list[Item]:
    tree = document_of(f"<html><body>{page}</body></html>", url)
    assert tree is not None
    saved = SavedPage(url=url, tree=tree, account_name="Lillåns kommun", account_url=account)
    return list(read_page(saved, platform("generic")).items)


def short(who: str, handle: str, number: int, words: str, answers: str = "") -> str:
    return f"""<div class="css-1"><div class="css-1"><article role="article" class="css-1"><div class="css-1">
      <div><a href="/{handle}"><div dir="ltr"><span>{who}</span></div></a></div>
      <div><a href="/{handle}"><div dir="ltr"><span>@{handle}</span></div></a><div aria-hidden="true"><span>·</span></div>
      <a href="/{handle}/status/{number}"><time datetime="2026-11-18T09:{number % 60}:00.000Z">11 d</time></a></div></div>
      <div>{answers}<div dir="auto" lang="sv">{words}</div></div>
      <div role="group"><button aria-label="Svara"></button><span>0</span><button aria-label="Gilla"></button><span>12</span></div>
      <a href="/{handle}/status/{number}/liked-by">12 gilla</a></article></div></div>"""


def test_what_stands_below_a_post_on_its_own_page_answers_it_however_short_it_is() -> None:
    whom = '<div dir="ltr">Svarar <a href="/lillan">@lillan</a></div>'
    page = short("Lillåns kommun", "lillan", 118, "Nu öppnar isbanan.") + short("Åsa", "asa", 131, "Så roligt!", whom)
    items = items_of(f"<main><div>{page}{short('Bo Ek', 'bo', 132, 'Tack så mycket 👍', whom)}</div></main>")
    assert [(item.text, item.author.name, item.permalink) for item in items] == [
        ("Nu öppnar isbanan.", "Lillåns kommun", PAGE),
        ("Så roligt!", "Åsa", "https://korta.example/asa/status/131"),
        ("Tack så mycket 👍", "Bo Ek", "https://korta.example/bo/status/132"),
    ]
    assert [item.kind for item in items] == [ItemKind.POST, ItemKind.COMMENT, ItemKind.COMMENT]
    assert {item.parent for item in items[1:]} == {items[0].identity}


def test_what_stands_together_in_a_part_of_its_own_answers_nothing() -> None:
    other = short("Lillåns kommun", "lillan", 90, "Ett äldre inlägg.") + short("Bo Ek", "bo", 91, "Ett annat.")
    page = f"<main><div>{short('Lillåns kommun', 'lillan', 118, 'Nu öppnar isbanan.')}</div><div>{other}</div></main>"
    assert [item.parent for item in items_of(page)] == [None, None, None]


def test_picture_whose_time_stands_below_its_comments_has_its_own_words() -> None:
    comment = """<ul class="_a9"><div role="button"><li><h3><a href="/asa/">Åsa</a></h3><div><span>{words}</span></div>
      <span><a href="/p/Cx1/c/{n}/"><time datetime="2026-11-19T09:53:00Z">1 v</time></a><button>Svara</button></span></li></div></ul>"""
    page = f"""<article role="presentation"><header><a href="/lillan/">Lillåns kommun</a></header><img src="/foto.jpg" alt="">
      <div><ul><div role="button"><li><h2><a href="/lillan/">Lillåns kommun</a></h2><h1>Vattnet stängs av på torsdag.</h1></li></div>
      {comment.format(words="Igen?!", n=1)}{comment.format(words="Redan nu.", n=2)}</ul></div><span>14 gilla-markeringar</span>
      <a href="/p/Cx1/"><time datetime="2026-11-18T09:53:00Z">18 november</time></a></article>"""
    items = items_of(page, "https://bild.example/p/Cx1/", "https://bild.example/lillan/")
    assert {(item.text, item.parent is None) for item in items} == {
        ("Vattnet stängs av på torsdag.", True),
        ("Igen?!", False),
        ("Redan nu.", False),
    }


def test_attribute_that_names_a_make_of_items_is_no_items_id() -> None:
    post = """<li><article data-id="feed-card"><a href="/company/lillan">Lillåns kommun</a><p>1 204 följare</p>
      <time datetime="2026-11-1{n}">2 v</time><a href="/posts/lillan-{n}"><span>Visa inlägget</span></a><div><p>{words}</p></div></article></li>"""
    page = "".join(post.format(n=n, words=words) for n, words in ((1, "Vi söker dig."), (2, "Välkommen till oss.")))
    items = items_of(f"<ul>{page}</ul>", "https://jobb.example/company/lillan", "https://jobb.example/company/lillan")
    assert [item.text for item in items] == ["Vi söker dig.", "Välkommen till oss."]
