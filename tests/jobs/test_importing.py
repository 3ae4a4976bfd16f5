"""Exports and files taken by hand become one capture with its items, or nothing at all."""

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archiver.classify.appraisal import Rulebook, rulebook
from archiver.errors.error import SomearkivError
from archiver.errors.refused import RightRefused
from archiver.errors.usage import ImportFault, UsageFault
from archiver.model import CaptureRecord, Outcome
from archiver.records import ItemRecord
from jobs.context import rule_settings
from jobs.harvest import HarvestReport
from jobs.importing import import_files
from storage.database import captures, items
from storage.database.items import ItemFilter
from storage.database.sight import EVERYTHING
from storage.verify import verify
from tests.jobs.conftest import Town

CORPORA = Path(__file__).resolve().parents[2] / "../shared/corpora/warc-wacz"
SECONDS = 1760000000
AT = datetime.fromtimestamp(SECONDS, UTC)
URLS = {
    "facebook": "https://www.facebook.com/lillan",
    "instagram": "https://www.instagram.com/lillan/",
    "x": "https://x.com/lillan",
    "linkedin": "https://www.linkedin.com/company/lillan/",
    "youtube": "https://www.youtube.com/@lillan",
    "generic": "https://blogg.lillan.example/",
}
LONG = "Ett långt inlägg om vad nämnden beslutade om badet i går kväll. " * 8 + "Slut."
Take = Callable[..., HarvestReport]


@pytest.fixture(scope="module")
def rules() -> dict[str, Rulebook]:
    return {}


@pytest.fixture
def take(town: Town, rules: dict[str, Rulebook]) -> Take:
    """Takes files in for an account of a platform; the same account the next time."""
    ids: dict[str, str] = {}
    rules.setdefault("own", rulebook(rule_settings(town.config)))

    def go(platform: str, *files: Path, reason: str = "prov", who: str = "rut") -> HarvestReport:
        if platform not in ids:
            ids[platform] = town.open_account(platform=platform, url=URLS[platform], name="Lillåns kommun")
        return import_files(town.as_(who), rules["own"], ids[platform], files, reason)

    return go


def written_as_meta_does(text: str) -> str:
    return text.encode().decode("latin-1")


def zipped(file: Path, parts: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return file


def picture_bytes() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "PNG")
    return out.getvalue()


def facebook(text: str = "Snöröjningen är försenad på Åvägen 👍🏽") -> dict[str, str | bytes]:
    post = {
        "timestamp": SECONDS,
        "data": [{"post": written_as_meta_does(text)}],
        "attachments": [{"data": [{"media": {"uri": "posts/media/1.png", "creation_timestamp": SECONDS}}]}],
        "title": "Lillan",
    }
    comment = {"timestamp": SECONDS + 60, "comment": written_as_meta_does("Tack för tipset, vi åker dit!")}
    return {
        "your_activity/posts/profile_posts_1.json": json.dumps([post]),
        "your_activity/posts/media/1.png": picture_bytes(),
        "your_activity/comments_and_reactions/comments.json": json.dumps(
            {"comments_v2": [{"data": [{"comment": comment}]}]}
        ),
        "your_activity/messages/inbox/1.json": json.dumps({"messages": ["hemligt"]}),
        "security/logins.json": json.dumps({"ip": "1.2.3.4"}),
    }


def instagram() -> dict[str, str | bytes]:
    post = {
        "media": [
            {"uri": "media/1.png", "creation_timestamp": SECONDS, "title": written_as_meta_does("Åkerö i höst 🍂")}
        ]
    }
    comment = {"string_map_data": {"Comment": {"value": "Tack!"}, "Time": {"timestamp": SECONDS}}}
    return {
        "your_instagram_activity/content/posts_1.json": json.dumps([post]),
        "your_instagram_activity/comments/post_comments_1.json": json.dumps([comment]),
        "media/1.png": picture_bytes(),
    }


def x() -> dict[str, str | bytes]:
    posts = [
        {"tweet": {"id_str": "17", "full_text": "Kom &amp; fika", "created_at": AT.strftime("%a %b %d %H:%M:%S +0000 %Y")}},
        {"tweet": {"id_str": "18", "full_text": "@du Ja", "created_at": AT.strftime("%a %b %d %H:%M:%S +0000 %Y"),
                   "in_reply_to_status_id_str": "17"}},
        {"tweet": {"id_str": "20", "full_text": f"{LONG[:270]}… https://t.co/abc", "created_at": AT.strftime("%a %b %d %H:%M:%S +0000 %Y")}},
        {"tweet": {"id_str": "19", "full_text": "RT @annan: hej", "created_at": ""}},
    ]  # fmt: skip
    note = [{"noteTweet": {"noteTweetId": "5", "createdAt": AT.isoformat(), "core": {"text": LONG}}}]
    return {
        "data/tweets.js": f"window.YTD.tweets.part0 = {json.dumps(posts)}",
        "data/account.js": 'window.YTD.account.part0 = [{"account": {"username": "lillan"}}]',
        "data/note-tweet.js": f"window.YTD.note_tweet.part0 = {json.dumps(note)}",
        "data/direct-messages.js": "window.YTD.direct_messages.part0 = []",
    }


def linkedin() -> dict[str, str | bytes]:
    link = "https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A7000000000000000001"
    return {
        "Shares.csv": "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\r\n"
        f'2025-10-09 08:53:20,{link},"Ny rad""\n""här å ä ö",,,MEMBER_NETWORK\r\n',
        "Comments.csv": "Date,Link,Message\r\n2025-10-09 09:00:00,"
        "https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A7000000000000000001,Tack\r\n",
    }


def youtube() -> dict[str, str | bytes]:
    root = "Takeout/YouTube och YouTube Music"
    return {
        f"{root}/videometadata/videor.csv": "Video-id,Videotitel (original),Videobeskrivning (original),Sekretess,"
        "Tidsstämpel för när videon skapades\nabcdefghijk,Fullmäktige,Se mötet,Offentlig,2025-10-09T08:53:20+00:00\n"
        "hemligvideo,Inte klar,,Privat,2025-10-09T08:53:20+00:00\n",
        f"{root}/kommentarer/kommentarer.csv": "Kommentars-id,Kanal-id,Tidsstämpel för när kommentaren skapades,Pris,"
        "Överordnat kommentars-id,Inläggs-id,Video-id,Kommentarstext\n"
        'Ugx1,UC1,2025-10-09T09:00:00+00:00,0,,,abcdefghijk,"{""text"":""Tack ""},{""text"":""alla""}"\n',
    }


EXPORTS = {"facebook": facebook, "instagram": instagram, "x": x, "linkedin": linkedin, "youtube": youtube}
SAYS = {
    "facebook": {"Snöröjningen är försenad på Åvägen 👍🏽", "Tack för tipset, vi åker dit!"},
    "instagram": {"Åkerö i höst 🍂", "Tack!"},
    "x": {"Kom & fika", "@du Ja", LONG},
    "linkedin": {"Ny rad\nhär å ä ö", "Tack"},
    "youtube": {"Fullmäktige\n\nSe mötet", "Tack alla"},
}


def records(town: Town) -> list[ItemRecord]:
    with town.archive.session() as session:
        rows = items.listed(session, ItemFilter(limit=None), EVERYTHING)
    return [town.archive.get(ItemRecord, row.id) for row in rows]


@pytest.mark.parametrize("platform", EXPORTS)
def test_an_export_becomes_one_capture_with_the_accounts_own_items(
    town: Town, take: Take, tmp_path: Path, platform: str
) -> None:
    report = take(platform, zipped(tmp_path / "export.zip", EXPORTS[platform]()))
    assert report.capture.method == "export"
    assert {record.latest.text for record in records(town)} == SAYS[platform]
    assert {record.latest.author.name for record in records(town)} == {"Lillåns kommun"}
    assert all(record.latest.posted_at is not None for record in records(town))
    kept = " ".join(one.path for one in report.capture.files)
    assert "messages" not in kept
    assert "logins" not in kept
    assert verify(town.archive) == []


def test_items_of_an_export_have_the_identities_the_pages_give(town: Town, take: Take, tmp_path: Path) -> None:
    take("x", zipped(tmp_path / "x.zip", x()))
    assert {record.identity for record in records(town)} == {"post:17", "post:18", "post:20"}
    answer = next(record for record in records(town) if record.identity == "post:18")
    assert answer.parent_id == next(record.id for record in records(town) if record.identity == "post:17")
    assert answer.permalink == "https://x.com/lillan/status/18"


def test_pictures_of_a_parted_export_are_taken_from_its_other_part_and_missing_ones_are_said(
    town: Town, take: Take, tmp_path: Path
) -> None:
    parts = facebook()
    picture = parts.pop("your_activity/posts/media/1.png")
    first = zipped(tmp_path / "facebook-1.zip", parts)
    second = zipped(tmp_path / "facebook-2.zip", {"your_activity/posts/media/1.png": picture})
    alone = take("facebook", first).capture
    assert any("1 bilder eller filmer" in one for one in alone.reach.not_reached)
    whole = take("facebook", second, first).capture
    assert not any("bilder eller filmer" in one for one in whole.reach.not_reached)
    assert any(fact.path.endswith("posts/media/1.png") for fact in whole.files)


def test_half_an_emoji_is_no_reason_to_fall(town: Town, take: Take, tmp_path: Path) -> None:
    posts = [{"timestamp": SECONDS, "data": [{"post": "Badet \ud83d öppnar"}]}]
    take("facebook", zipped(tmp_path / "halv.zip", {"posts/profile_posts_1.json": json.dumps(posts)}))
    assert [record.latest.text for record in records(town)] == ["Badet � öppnar"]


def test_taken_in_twice_makes_no_doubles_and_no_versions(town: Town, take: Take, tmp_path: Path) -> None:
    file = zipped(tmp_path / "fb.zip", facebook())
    take("facebook", file)
    again = take("facebook", file)
    assert (again.capture.items_new, again.capture.items_changed, again.capture.items_gone) == (0, 0, ())
    assert len(records(town)) == 2


BAD: dict[str, Callable[[Path], Path]] = {
    "ut ur mappen": lambda file: zipped(file, {"../posts/profile_posts_1.json": "[]"}),
    "absolut": lambda file: zipped(file, {"/etc/posts/profile_posts_1.json": "[]"}),
    "bakstreck": lambda file: zipped(file, {"a\\..\\posts/profile_posts_1.json": "[]"}),
    "bomb": lambda file: zipped(file, {"posts/profile_posts_1.json": b" " * 60_000_000}),
    "trasig json": lambda file: zipped(file, {"posts/profile_posts_1.json": "[{"}),
    "tom": lambda file: zipped(file, {"posts/profile_posts_1.json": "[]"}),
    "okänd zip": lambda file: zipped(file, {"läs mig.txt": "hej"}),
    "annan plattform": lambda file: zipped(file, x()),
    "avhuggen": lambda file: (zipped(file, facebook()), file.write_bytes(file.read_bytes()[:200]), file)[2],
    "text": lambda file: (file.write_text("hej"), file)[1],
    "tomt": lambda file: (file.write_bytes(b""), file)[1],
    "halv bild": lambda file: (file.write_bytes(picture_bytes()[:60]), file)[1],
    "halv pdf": lambda file: (file.write_bytes(b"%PDF-1.7\nnej"), file)[1],
    "ingen fil": lambda file: file,
}


@pytest.mark.parametrize("kind", BAD)
def test_a_file_that_cant_be_taken_in_is_named_and_nothing_is_written(
    town: Town, take: Take, tmp_path: Path, kind: str
) -> None:
    good = zipped(tmp_path / "bra.zip", facebook())
    with pytest.raises(ImportFault) as fault:
        take("facebook", good, BAD[kind](tmp_path / "dålig.zip"))
    assert "dålig.zip" in fault.value.message("sv")
    assert fault.value.exit_code == 2
    with town.archive.session() as session:
        assert captures.of_account(session, "kommunen-facebook") == []
    assert records(town) == []
    assert list(town.archive.scratch.glob("import-*")) == []


def test_a_link_inside_a_zip_is_refused(take: Take, tmp_path: Path) -> None:
    link = zipfile.ZipInfo("posts/profile_posts_1.json")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as package:
        package.writestr(link, "/etc/passwd")
    with pytest.raises(ImportFault, match="is a link"):
        take("facebook", tmp_path / "a.zip")


def warc(file: Path, *, wrong: bool = False, encoding: str = "utf-8") -> Path:
    page = """<html lang=sv><title>Blogg</title><article class="h-entry"><h2><a class="u-url" href="/1">Ny lekplats</a></h2>
      <span class="p-author h-card">Lillåns kommun</span><time class="dt-published" datetime="2025-10-09T10:00:00+02:00"></time>
      <div class="e-content">Lekplatsen på Åsen är klar.</div></article><!-- hemligkaka123456 --></html>"""
    with file.open("wb") as out:
        writer = WARCWriter(out, gzip=False)
        headers = [("Content-Type", f"text/html; charset={encoding}"), ("Set-Cookie", "sid=hemligkaka123456")]
        record = writer.create_warc_record(
            "https://blogg.lillan.example/?access_token=hemligkaka7",
            "response",
            payload=io.BytesIO(page.encode(encoding)),
            http_headers=StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": "2025-10-10T12:00:00Z"},
        )
        writer.write_record(record)
    if wrong:
        file.write_bytes(file.read_bytes().replace(b"klar", b"kass"))
    return file


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1"])
def test_a_warc_gives_items_and_keeps_no_cookies(town: Town, take: Take, tmp_path: Path, encoding: str) -> None:
    report = take("generic", warc(tmp_path / "a.warc", encoding=encoding))
    assert [record.latest.text for record in records(town)] == ["Ny lekplats\n\nLekplatsen på Åsen är klar."]
    assert report.capture.method == "för_hand"
    for fact in report.capture.files:
        kept = town.archive.file(CaptureRecord, report.capture.id, fact.path).read_bytes()
        assert b"hemligkaka" not in kept
        if fact.path == "traffic.wacz":
            with zipfile.ZipFile(io.BytesIO(kept)) as package:
                parts = {name: package.read(name) for name in package.namelist()}
            for name, data in parts.items():
                assert b"hemligkaka" not in (gzip.decompress(data) if name.endswith(".gz") else data), name
    assert any(fact.path == "traffic.wacz" for fact in report.capture.files)


def test_a_wrong_digest_is_told_and_the_rest_taken_in(take: Take, tmp_path: Path) -> None:
    report = take("generic", warc(tmp_path / "a.warc", wrong=True))
    assert report.capture.outcome is Outcome.PARTIAL
    assert any("kontrollsumman i post 1 stämmer inte" in one for one in report.capture.reach.not_reached)
    assert report.capture.items_new == 1


@pytest.mark.skipif(not CORPORA.is_dir(), reason="../shared/corpora/warc-wacz finns inte här")
def test_other_tools_files_are_taken_in_or_named_never_a_crash(take: Take) -> None:
    files = [one for one in sorted(CORPORA.rglob("*")) if one.name.endswith((".wacz", ".warc", ".warc.gz"))]
    assert files
    taken = 0
    for file in files:
        if file.stat().st_size < 3_000_000:
            try:
                taken += bool(take("generic", file).capture.files)
            except SomearkivError as fault:
                assert file.name in fault.message("sv")  # noqa: PT017 - either ending is right, told by name
    assert taken >= len(files) // 3


def test_a_pdf_and_a_picture_are_one_capture_with_who_and_why(town: Town, take: Take, tmp_path: Path) -> None:
    document = pikepdf.new()
    document.add_blank_page()
    document.save(tmp_path / "a.pdf")
    (tmp_path / "b.png").write_bytes(picture_bytes())
    report = take("generic", tmp_path / "a.pdf", tmp_path / "b.png", reason="Skärmdump tagen vid driftstoppet")
    told = json.loads(town.archive.file(CaptureRecord, report.capture.id, "import.json").read_text("utf-8"))
    assert (told["by"], told["why"]) == ("rut", "Skärmdump tagen vid driftstoppet")
    assert [one["kind"] for one in told["files"]] == ["application/pdf", "image/png"]
    assert town.archive.file(CaptureRecord, report.capture.id, "page.png").read_bytes().startswith(b"\x89PNG")
    assert report.capture.outcome is Outcome.CAPTURED


def test_a_reason_and_the_right_are_needed(take: Take, tmp_path: Path) -> None:
    file = zipped(tmp_path / "fb.zip", facebook())
    with pytest.raises(UsageFault):
        take("facebook", file, reason=" ")
    with pytest.raises(RightRefused):
        take("facebook", file, who="lars")
