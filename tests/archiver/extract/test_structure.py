"""Pages read by structure alone: lines that tell time and name together, threads of forums nobody has described."""

import pytest

from archiver.extract.items import read_items
from archiver.platforms.registry import platform
from tests.archiver.extract.test_items import Write, read, write  # noqa: F401 the fixture is used by its name

FORUM = "https://lillan.example/forum/dialog-1/"
TOPIC = f"{FORUM}amne/badet-{{n}}/"
ROW = """<div class="rad"><div class="amne"><a href="{topic}">{title}</a><div>By: <a href="/profil/7/">Åsa</a> on {day} april 2026 11:43</div>
    </div><div>0</div><div>4</div><div>By: <a href="/profil/7/">Åsa</a> <a href="{topic}?post={n}#{n}">→</a><br><small>{day} april 2026 11:43</small></div></div>"""
POST = """<div id="{n}" class="card post"><h4>{title} <a href="{topic}?post={n}#{n}">¶</a></h4><p><small>By: <a href="/profil/{who}/">{who}</a>
    on {day} april 2026 1{n}:43</small></p><div class="post-content"><p>{text}</p></div></div>"""


def topic(number: int, *posts: str) -> tuple[str, str]:
    return TOPIC.format(n=number), f"<h2>Badet</h2><div>{''.join(posts)}</div>"


def rows() -> tuple[str, str]:
    shown = ((1, "Badet stänger", 15), (3, "Badet öppnar", 21))
    return FORUM, "".join(ROW.format(topic=TOPIC.format(n=n), title=title, n=n, day=day) for n, title, day in shown)


def post(number: int, topic_number: int, title: str, who: str, day: int, text: str) -> str:
    return POST.format(n=number, title=title, topic=TOPIC.format(n=topic_number), who=who, day=day, text=text)


def test_a_forums_row_and_its_thread_are_one_post_answered_or_not(write: Write) -> None:  # noqa: F811
    answered = topic(
        1,
        post(1, 1, "Badet stänger", "Åsa", 15, "Kallt i vattnet nu."),
        post(2, 1, "Sv: Badet stänger", "Bo", 16, "Redan? Det är ju varmt."),
    )
    alone = topic(3, post(3, 3, "Badet öppnar", "Åsa", 21, "Välkomna igen i maj."))
    evidence = write(rows(), answered, alone)
    reading = read_items(evidence, platform("forum"), account_name="Lillåns kommun", account_url=FORUM)
    by_text = {item.text: item for item in reading.items}
    first = by_text["Badet stänger\n\nKallt i vattnet nu."]
    assert set(by_text) == {first.text, "Redan? Det är ju varmt.", "Badet öppnar\n\nVälkomna igen i maj."}
    assert [item.parent for item in reading.items if item.author.name == "Bo"] == [first.identity]


@pytest.mark.parametrize(
    "line", ["6 september 2026 17:11 - {who} <a href='#c7'>¶</a>", "{who} · 6 september 2026 17:11"]
)
def test_a_comments_name_is_told_beside_its_time(write: Write, line: str) -> None:  # noqa: F811
    comment = f'<div id="c7" class="comment"><span>{line.format(who="Per-Erik d.y.")}</span><div class="content">Bra!</div></div>'
    page = f'<h1>Badet</h1><p>{"Badet stänger för säsongen. " * 3}</p><div id="comments">{comment}</div>'
    assert [item.author.name for item in read(write((FORUM, page))).items if item.text == "Bra!"] == ["Per-Erik d.y."]
