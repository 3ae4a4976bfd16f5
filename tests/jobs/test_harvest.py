"""A capture from beginning to end with a real Chromium: what is filed, and that nothing is lost when it can't be."""

import os
import socket
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from archiver.capture.browser import Browser
from archiver.classify.appraisal import Rulebook, rulebook
from archiver.errors.operation import StorageFault
from archiver.errors.outside import (
    BlockPage,
    DownloadInstead,
    EmptyPage,
    ErrorPage,
    LoginWall,
    NotFound,
    OutsideFault,
    TimedOut,
    TlsFault,
    TooLarge,
    Unreachable,
)
from archiver.errors.refused import Busy, StepRefused
from archiver.model import Account, AccountState, CaptureRecord, Outcome
from archiver.records import ItemRecord, Secrecy, Tombstone
from jobs.harvest import HarvestReport, Tools, harvest
from storage.database import items, journal
from storage.database.items import ItemFilter
from storage.database.sight import EVERYTHING, Sight
from storage.verify import verify
from tests.archiver.capture.site import Site
from tests.jobs.conftest import Town

DAYS = ("2026-02-01", "2026-02-04")
TEXTS = {
    "c1": "Lampan på Storgatan 4 är trasig, det är kolsvart vid övergångsstället. Kan ni laga den?",
    "c2": "Tack för bra information!",
    "c3": "Min son Elias i klass 4B har fått diagnosen adhd men får inget stöd av skolan.",
}


def comment(key: str, text: str) -> str:
    return (
        f'<article class="comment" id="comment-{key}"><a class="author" href="/u/{key}">Kim {key.upper()}</a> '
        f'<a href="/nyhet/2#comment-{key}"><time datetime="2026-02-05T0{key[1]}:00:00+01:00">1 v</time></a><p>{text}</p></article>'
    )


def post(number: int, texts: dict[str, str]) -> str:
    comments = "".join(comment(key, text) for key, text in texts.items()) if number == len(DAYS) else ""
    return (
        f'<article class="post" id="post-{number}"><h2><a href="/nyhet/{number}">Nyhet {number}</a></h2>'
        f'<a class="author" href="/kommun">Lillåns kommun</a> '
        f'<time datetime="{DAYS[number - 1]}T08:00:00+01:00">{DAYS[number - 1]}</time>'
        f"<p>Kommunen berättar om det som händer, nummer {number}.</p>"
        f'<section class="comments">{comments}</section></article>'
    )


def page(*posts: str) -> str:
    head = '<!doctype html><html lang="sv"><meta charset="utf-8"><title>Lillåns kommun</title>'
    return f"{head}<main>{''.join(posts)}</main></html>"


def put_up(site: Site, texts: dict[str, str]) -> str:
    """A feed of two posts, the newer with comments, and each post's own page; the feed's address."""
    posts = [post(number, texts) for number in range(1, len(DAYS) + 1)]
    for number, one in enumerate(posts, 1):
        site.page(f"/nyhet/{number}", page(one))
    return site.page("/feed", page(*posts))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def rules() -> Rulebook:
    return rulebook()


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


Capture = Callable[..., HarvestReport]


@pytest.fixture
def town(town_with: Callable[..., Town], site: Site) -> Town:
    return town_with(
        f'[capture]\nallowed_networks = ["127.0.0.1:{site.port}"]\npage_seconds = 8\naccount_seconds = 40\n'
    )


@pytest.fixture
def capture(town: Town, browser: Browser, rules: Rulebook) -> Capture:
    """Capture an address as an open account."""

    def go(url: str, account_id: str = "") -> HarvestReport:
        account_id = account_id or town.open_account(platform="generic", url=url, name="Lillåns kommun")
        account = town.archive.get(Account, account_id)
        if account.pages:
            with town.archive.change(who="anna", at=town.clock(), why="test") as change:
                change.put(replace(account, pages=()))
                change.note("account.changed", about=account)
        return harvest(town.as_("rut"), Tools(browser, rules), account_id, "prov")

    return go


def rows(town: Town, sight: Sight = EVERYTHING) -> list[items.ItemRow]:
    with town.archive.session() as session:
        return items.listed(session, ItemFilter(limit=None), sight)


def test_a_capture_files_items_with_author_time_thread_proposal_and_picture(
    town: Town, site: Site, capture: Capture
) -> None:
    report = capture(put_up(site, TEXTS))
    assert report.capture.outcome is Outcome.CAPTURED
    assert len(report.filed.new) == 5
    found = {row.text.split()[0]: town.archive.get(ItemRecord, row.id) for row in rows(town) if row.kind == "comment"}
    lamp = found["Lampan"]
    assert lamp.latest.author.name == "Kim C1"
    assert lamp.received_at.isoformat() == "2026-02-05T00:00:00+00:00"
    assert lamp.permalink.endswith("#comment-c1")
    assert lamp.thread_id == lamp.parent_id
    assert lamp.proposal is not None
    assert lamp.proposal.diary
    assert all(finding.ground and finding.reason for finding in lamp.proposal.findings)
    assert town.archive.file(ItemRecord, lamp.id, lamp.latest.picture).read_bytes().startswith(b"\x89PNG")
    assert town.archive.file(CaptureRecord, report.capture.id, "page.png").stat().st_size > 1000


def test_what_is_suspected_secret_is_hidden_at_once(town: Town, site: Site, capture: Capture) -> None:
    capture(put_up(site, TEXTS))
    hidden = [row for row in rows(town) if row.hidden]
    assert ["Elias" in row.text for row in hidden] == [True]
    assert town.archive.get(ItemRecord, hidden[0].id).axes.secrecy is Secrecy.SUSPECTED
    assert not any("Elias" in row.text for row in rows(town, Sight(secrets=False)))


def test_the_second_capture_files_only_what_changed_and_notes_what_is_gone(
    town: Town, site: Site, capture: Capture
) -> None:
    first = capture(put_up(site, TEXTS))
    put_up(
        site,
        {"c1": TEXTS["c1"] + " Tack på förhand.", "c3": TEXTS["c3"], "c4": "Ny kommentar om plogningen på Åvägen."},
    )
    second = capture("", first.capture.account_id)
    assert [record.latest.author.name for record in second.filed.new] == ["Kim C4"]
    assert [(record.latest.author.name, record.latest.number) for record in second.filed.changed] == [("Kim C1", 2)]
    assert [record.latest.author.name for record in second.filed.gone] == ["Kim C2"]
    assert town.archive.get(ItemRecord, second.filed.gone[0].id).missing_since is not None
    assert verify(town.archive) == []


def test_an_unchanged_page_gives_a_capture_but_no_new_items(town: Town, site: Site, capture: Capture) -> None:
    first = capture(put_up(site, TEXTS))
    second = capture("", first.capture.account_id)
    assert second.filed.records == ()
    assert len(second.capture.items_seen) == 5


def test_a_table_mended_in_the_settings_is_read_with_and_named_in_the_capture(
    town_with: Callable[..., Town], site: Site, browser: Browser, rules: Rulebook
) -> None:
    odd = "<div class=ruta><b class=vem>Kim {0}</b> <i class=sagt>Ett ord i rutan om gatan, nummer {0}.</i></div>"
    url = site.page("/odd", page("<h1>Gästbok</h1>", *(odd.format(number) for number in range(3))))
    town = town_with(
        f'[capture]\nallowed_networks = ["127.0.0.1:{site.port}"]\nfollow_pages = 0\n'
        '[selectors.forum]\npost = "div.ruta"\nauthor = "b.vem"\ntext = "i.sagt"\n'
    )
    account = town.open_account(platform="forum", url=url, name="Lillåns kommun")
    report = harvest(town.as_("rut"), Tools(browser, rules), account, "prov")
    assert [record.latest.author.name for record in report.filed.new] == ["Kim 0", "Kim 1", "Kim 2"]
    assert report.capture.software.endswith("+egna")


def test_a_page_where_everything_vanished_is_an_alarm_and_nothing_is_gone(
    town: Town, site: Site, capture: Capture
) -> None:
    first = capture(put_up(site, TEXTS))
    site.page(
        "/feed", '<!doctype html><html lang="sv"><title>Lillån</title><p>Vi bygger om, välkommen åter snart.</p></html>'
    )
    with pytest.raises(EmptyPage):
        capture("", first.capture.account_id)
    assert all(row.missing_since is None for row in rows(town))


def test_a_page_without_posts_is_a_partial_capture_and_says_so(site: Site, capture: Capture) -> None:
    site.page("/feed", page("<p>Välkommen till Lillåns kommun.</p>"))
    record = capture(site.url("/feed")).capture
    assert record.outcome is Outcome.PARTIAL
    assert any("Inget inlägg" in one for one in record.reach.not_reached)


def test_what_was_weeded_is_not_taken_in_again(town: Town, site: Site, capture: Capture) -> None:
    first = capture(put_up(site, TEXTS))
    weeded = next(record for record in first.filed.new if record.latest.text == TEXTS["c2"])
    about = f"somearkiv:item:{weeded.id}"
    stone = Tombstone(about, "item", weeded.account_id, weeded.received_at, town.clock(), "rut", "anna", "KS § 1")
    with town.archive.change(who="rut", at=town.clock(), why="prov") as change:
        change.purge(weeded, stone)
        change.note("item.weeded", about=about)
    second = capture("", first.capture.account_id)
    assert second.filed.records == ()
    assert town.archive.find(ItemRecord, weeded.id) is None


def test_nothing_is_captured_before_the_account_is_open(town: Town, browser: Browser, rules: Rulebook) -> None:
    from jobs import enrol

    account = enrol.propose(town.as_("olle"), town.account_file())
    with pytest.raises(StepRefused):
        harvest(town.as_("rut"), Tools(browser, rules), account.id, "prov")
    assert account.state is AccountState.PROPOSED


def test_two_captures_of_one_account_never_run_at_once(town: Town, site: Site, capture: Capture) -> None:
    account_id = town.open_account(platform="generic", url=site.url("/feed"))
    with town.archive.lock(f"account-{account_id}"), pytest.raises(Busy):
        capture("", account_id)


SILENT = socket.create_server(("127.0.0.1", 0))
"""A host that takes the call and never says a word."""


@pytest.fixture
def tls_site(tmp_path: Path) -> Iterator[Site]:
    file = tmp_path / "tls.pem"
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "1",
            "-subj",
            "/CN=127.0.0.1",
            "-keyout",
            file,
            "-out",
            f"{file}.crt",
        ],
        check=True,
        capture_output=True,
    )
    file.write_bytes(file.read_bytes() + Path(f"{file}.crt").read_bytes())
    site = Site()
    site.with_tls(str(file))
    yield site
    site.close()


FAULTS: dict[str, tuple[Callable[[Site], str], type[OutsideFault], str]] = {
    "unreachable": (lambda site: "http://127.0.0.1:9/", Unreachable, "onåbar"),
    "404": (lambda site: site.page("/x", "borta", status=404), NotFound, "finns_inte"),
    "500": (lambda site: site.page("/x", "fel", status=500), ErrorPage, "felsida"),
    "429": (lambda site: site.page("/x", "vänta", status=429), BlockPage, "spärrad"),
    "never answers": (lambda site: f"http://127.0.0.1:{SILENT.getsockname()[1]}/", TimedOut, "tidsgräns"),
    "download": (
        lambda site: site.page(
            "/x", b"PK", media_type="application/zip", headers={"Content-Disposition": "attachment"}
        ),
        DownloadInstead,
        "nedladdning",
    ),
    "login": (
        lambda site: site.page(
            "/x",
            "<title>Logga in</title><form><input name=u><input type=password name=p><button>Logga in</button></form>",
        ),
        LoginWall,
        "inloggningssida",
    ),
    "too large": (lambda site: site.page("/x", "<p>" + "å" * 4_000_000), TooLarge, "för_stor"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_outside_is_named_journaled_and_files_nothing(
    name: str, town_with: Callable[..., Town], site: Site, browser: Browser, rules: Rulebook
) -> None:
    make, fault, outcome = FAULTS[name]
    town = town_with(
        '[capture]\nallowed_networks = ["127.0.0.1"]\npage_seconds = 6\naccount_seconds = 30\npage_megabytes = 3\n'
    )
    account_id = town.open_account(platform="generic", url=make(site))
    with pytest.raises(fault) as caught:
        harvest(town.as_("rut"), Tools(browser, rules), account_id, "prov")
    assert caught.value.exit_code == 5
    assert len(caught.value.message("sv")) > 20
    with town.archive.session() as session:
        line = journal.lines(session)[-1]
    assert (line.did, line.facts["outcome"], line.who) == ("capture.failed", outcome, "rut")
    assert rows(town) == []
    assert list(town.archive.all(CaptureRecord)) == []
    assert list(town.archive.scratch.iterdir()) == []


def test_an_invalid_certificate_is_named(
    town_with: Callable[..., Town], tls_site: Site, browser: Browser, rules: Rulebook
) -> None:
    town = town_with('[capture]\nallowed_networks = ["127.0.0.1"]\n')
    account_id = town.open_account(platform="generic", url=tls_site.url("/").replace("http:", "https:"))
    with pytest.raises(TlsFault):
        harvest(town.as_("rut"), Tools(browser, rules), account_id, "prov")


def test_a_disk_that_fills_while_filing_loses_nothing(
    town: Town, site: Site, capture: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_up(site, TEXTS)
    before = len(list(town.archive.all(Account)))
    account_id = town.open_account(platform="generic", url=site.url("/feed"), name="Lillåns kommun")
    full = OSError(28, os.strerror(28))

    def no_room(*_: object, **__: object) -> None:
        raise full

    with monkeypatch.context() as patched:
        patched.setattr("storage.ocfl.disk.flush_open", no_room)  # the change's log can't be written
        with pytest.raises(StorageFault) as caught:
            capture("", account_id)
    assert "Inget är halvskrivet" in caught.value.message("sv")
    assert rows(town) == []
    assert verify(town.archive) == []
    assert len(capture("", account_id).filed.new) == 5
    assert len(list(town.archive.all(Account))) == before + 1
