"""Guest books, comments under news and the like, whose markup names little or names it in its own way."""

from tests.archiver.extract.test_own_pages import items_of

SITE = "https://lillan.example/"
NEWS = SITE + "nyheter/isbanan"


def test_short_entries_of_a_guest_book_in_tables_answer_nobody_and_their_labels_are_no_names() -> None:
    table = """<table><tr><td><b>Namn:</b> {who}</td><td>2026-11-{day} 09:53</td></tr><tr><td colspan="2">{words}</td></tr></table><br>"""
    told = [
        ("Åsa", "Så roligt!"),
        ("Bo Ek", "Tack!"),
        ("Eva", "Det här är tredje gången i år som vattnet är avstängt."),
    ]
    rows = "".join(table.format(who=who, words=words, day=10 + n) for n, (who, words) in enumerate(told))
    items = items_of(f"<center><h1>Gästbok</h1><p>Välkommen att skriva!</p></center>{rows}<p>Sida 1 2</p>", SITE, SITE)
    assert [(item.author.name, item.text, item.parent) for item in items] == [(*one, None) for one in told]


def test_line_with_time_and_name_is_the_articles_and_the_list_after_it_its_answers() -> None:
    answer = """<li><p>{who}</p><p>{day} november 2026, 09:53</p><div><p>{words}</p></div><button>Svara</button></li>"""
    answers = "".join(answer.format(who=who, day=day, words="Så roligt!") for who, day in (("Åsa", 19), ("Bo Ek", 20)))
    page = f"""<main><div><h1>Isbanan öppnar</h1><p>Nu öppnar isbanan vid Åvallen. Välkomna alla!</p></div>
      <div><p>Publicerad 18 november 2026 kl. 09:53 av Lillåns kommun</p></div><div><h2>Kommentarer (2)</h2><ul>{answers}</ul></div></main>"""
    items = items_of(page, NEWS, SITE)
    assert [(item.kind.value, item.permalink) for item in items][:1] == [("post", NEWS)]
    assert items[0].text.endswith("Välkomna alla!")
    assert [item.posted_at.day for item in items if item.posted_at] == [18, 19, 20]
    assert [(item.kind.value, item.parent) for item in items[1:]] == [("comment", items[0].identity)] * 2


def test_depth_is_told_by_what_is_around_a_comment_alone() -> None:
    comment = """<div class="thread comment-depth-{depth}"><div><div id="cmt{n}" class="comment"><span>2026-11-{n} 09:53</span>
      <a class="author" href="/u/{n}">Åsa {n}</a><div class="comment-content">Svar {n}.</div></div></div></div>"""
    comments = "".join(comment.format(n=n, depth=depth) for n, depth in ((11, 1), (12, 2), (13, 3), (14, 1)))
    page = f"<h1>Isbanan</h1><p>Nu öppnar isbanan vid Åvallen. Välkomna alla!</p><div id='comments'>{comments}</div>"
    items = {item.text: item for item in items_of(page, NEWS, SITE)}
    above = {item.identity: text for text, item in items.items()}
    assert [above.get(items[f"Svar {n}."].parent or "") for n in (11, 12, 13, 14)] == [
        None,
        "Svar 11.",
        "Svar 12.",
        None,
    ]


def test_tools_inside_what_is_named_as_content_are_no_words_and_the_form_has_no_title() -> None:
    page = """<article class="comment" id="comment-7"><footer><p class="comment__author">Åsa</p><p>ons 18/11/2026 - 09:53</p></footer>
      <div class="comment__content"><h3><a href="/comment/7#comment-7" rel="bookmark">Trafiken</a></h3>
      <div class="text-content"><p>Tänk på trafiken.</p></div><ul class="links"><li><a href="/reply/7">Svara</a></li></ul></div></article>"""
    assert [item.text for item in items_of(f'<section id="comments">{page}</section>', NEWS, SITE)] == [
        "Trafiken\n\nTänk på trafiken."
    ]


def test_face_without_a_name_names_nobody_and_one_with_a_name_does() -> None:
    entry = """<div class="a{n}"><button aria-label="Foto av {who}"></button><div>{who}</div><span>2026-11-1{n} 09:53</span>
      <a class="user" href="/by/{n}"><img src="/a.jpg" alt="Avatar"></a><div><span>{words}</span></div></div>"""
    page = "".join(
        entry.format(n=n, who=who, words=words)
        for n, who, words in ((1, "Åsa Öberg", "Fint bad."), (2, "Bo Ek", "Kallt."))
    )
    assert [item.author.name for item in items_of(f"<div>{page}</div>", SITE, SITE)] == ["Åsa Öberg", "Bo Ek"]


def test_report_tells_at_length_who_and_when_and_its_updates_below_their_words() -> None:
    update = """<li><div class="text"><p>{words}</p></div><p class="small">Skrivet av {who} kl. 09:53, ons {day} november 2026</p></li>"""
    updates = "".join(
        update.format(who=who, day=day, words=words)
        for who, day, words in (("Åsa", 18, "Det är lagat."), ("lisa_m", 19, "Finns det fler hål att laga?"))
    )
    page = f"""<div><div><h1>Hål i vägen</h1><p>Rapporterat i kategorin Gator och vägar av Bo Ek kl. 09:53, 17 november 2026</p>
      <div><p>Det finns ett stort hål i Storgatan.</p></div></div><section><h4>Uppdateringar</h4><ul>{updates}</ul></section>
      <div><h2>Lämna en uppdatering</h2><form><label>Text</label><textarea></textarea></form></div></div>"""
    items = items_of(page, SITE + "report/118", SITE)
    assert [(item.author.name, item.text) for item in items] == [
        ("Bo Ek", "Hål i vägen\n\nDet finns ett stort hål i Storgatan."),
        ("Åsa", "Det är lagat."),
        ("lisa_m", "Finns det fler hål att laga?"),
    ]
    assert [item.posted_at.day for item in items if item.posted_at] == [17, 18, 19]


def test_part_that_holds_a_note_holds_its_like_with_the_answers() -> None:
    note = """<article><a class="name" href="/@u{n}">Åsa {n}</a><a href="/notes/n{n}"><time title="2026/11/{n} 09:53:00">3d</time></a>
      <div class="text"><span>Svar {n}.</span></div></article>"""
    inner = f'<div class="child">{note.format(n=13)}</div>'
    page = f'<div class="child">{note.format(n=12)}{inner}</div><div class="child">{note.format(n=14)}</div>'
    items = items_of(f'<div>{note.format(n=11)}</div><div class="replies">{page}</div>', SITE + "notes/n11", SITE)
    answered = {item.identity: item.text for item in items}
    assert [answered.get(item.parent or "") for item in items] == [None, "Svar 11.", "Svar 12.", "Svar 11."]
