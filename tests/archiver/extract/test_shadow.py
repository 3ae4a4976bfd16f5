"""Web components: what lies in open shadow roots is read where the page shows it."""

from archiver.extract.prose import document_of, text_of
from tests.archiver.extract.test_apps import tree
from tests.archiver.extract.test_items import Write, read, write  # noqa: F401 the fixture is used by its name

CARD = """<nord-card><template shadowrootmode="open"><div class="row"><slot name="who"></slot>
    <a href="/status/{n}"><nord-time><template shadowrootmode="open"><time datetime="2026-11-0{n}T08:15Z">3 v</time></template></nord-time></a>
    <div class="body"><slot></slot></div></div><div class="kids">{kids}</div></template><a slot="who" href="/anvandare/{who}">{who}</a>
    <p>{text}</p></nord-card>"""


def card(number: int, who: str, text: str, kids: str = "") -> str:
    return CARD.format(n=number, who=who, text=text, kids=kids)


def test_slots_show_what_their_host_holds_and_their_own_words_where_it_holds_nothing() -> None:
    page = document_of("""<x-a>Lös text<template shadowrootmode="open"><i><slot name="who">ingen</slot></i>:
        <slot>tomt</slot><slot name="foot">slut</slot></template><b slot="who">Åsa</b></x-a>""")
    assert page is not None
    assert text_of(page) == "Åsa: Lös textslut"


def test_posts_and_answers_inside_shadow_roots_are_read_as_a_thread(write: Write) -> None:  # noqa: F811
    answers = card(2, "Maja", "Så trist!", card(3, "Nordby", "Ja, vi saknar det.")) + card(
        4, "Jörgen", "Var simmar vi nu?"
    )
    thread = f'<nord-thread><template shadowrootmode="open"><h2>Svar</h2><div class="list">{answers}</div></template></nord-thread>'
    page = f"<nord-app><template shadowrootmode='open'><main>{card(1, 'Nordby', 'Badet stänger i kväll.')}{thread}</main></template></nord-app>"
    reading = read(write(("https://kommun.example/status/1", page)))
    assert tree(reading.items) == {
        "Badet stänger i kväll.": "",
        "Så trist!": "Badet stänger i kväll.",
        "Ja, vi saknar det.": "Så trist!",
        "Var simmar vi nu?": "Badet stänger i kväll.",
    }
    assert {item.author.name for item in reading.items} == {"Nordby", "Maja", "Jörgen"}
