"""A small invented municipality with items of each class, on a shelf of plain files."""

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageDraw

from archiver.export.openness import open_threads
from archiver.export.package import Material, Municipality
from archiver.model import (
    Account,
    ActivityPlan,
    Attachment,
    Author,
    AuthorRole,
    CaptureRecord,
    Contact,
    FileFact,
    ItemKind,
    Outcome,
    Reach,
)
from archiver.records import (
    Axes,
    Decision,
    ItemRecord,
    ItemVersion,
    Proposal,
    RegisterEntry,
    Registration,
    Secrecy,
    SecrecyMark,
    TimeStamp,
    item_id,
)

NOW = datetime(2026, 11, 22, 20, 43, tzinfo=UTC)


def an_account(**changes: object) -> Account:
    account = Account(
        id="lillan-facebook",
        platform="facebook",
        name="Lillåns kommun",
        url="https://social.example/lillan",
        committee="Kommunstyrelsen",
        activity="kommunledning",
        purpose="Dialog med invånarna",
        target_group="Alla som bor i Lillån",
        monitoring="Vardagar 8–16",
        owner=Contact("Owe Ägare", "owe@example.se", "Kommunikatör"),
        deputy=Contact("Dag Ersättare", "dag@example.se", "Kommunikationschef"),
        administrators=(Contact("Adam Admin"), Contact("Berit Admin")),
        plan=ActivityPlan("Facebook", "Dialog", "Alla", "Vardagar", "Dag"),
        opened_at=datetime(2026, 1, 12, 8, 0, tzinfo=UTC),
    )
    return replace(account, **changes)


@dataclass
class Shelf:
    """A shelf of plain files, and the items and captures that lie on it."""

    root: Path
    accounts: dict[str, Account] = field(default_factory=lambda: {"lillan-facebook": an_account()})
    items: list[ItemRecord] = field(default_factory=list)
    captures: list[CaptureRecord] = field(default_factory=list)

    def file(self, kind: type, id_: str, path: str) -> Path:
        return self.root / kind.__name__ / id_ / path

    def put(self, kind: type, id_: str, path: str, data: bytes) -> FileFact:
        from archiver.digest import digest_of

        place = self.file(kind, id_, path)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        return FileFact(path, "application/octet-stream", len(data), digest_of(data))

    def picture(self, kind: type, id_: str, path: str, text: str, size: tuple[int, int] = (520, 180)) -> Path:
        place = self.file(kind, id_, path)
        place.parent.mkdir(parents=True, exist_ok=True)
        image = Image.new("RGB", size, "white")
        draw = ImageDraw.Draw(image)
        draw.rectangle((0, 0, size[0] - 1, size[1] - 1), outline="#888")
        draw.text((16, 16), text, fill="black", font_size=18)
        image.save(place, "PNG")
        return place

    def item(self, name: str, text: str, **changes: object) -> ItemRecord:
        """A registered, open comment by Kim Kommentar; `changes` replace fields."""
        identity = f"p-{name}"
        id_ = item_id("lillan-facebook", identity)
        number = len(self.items) + 1
        version = ItemVersion(
            number=1,
            author=Author("Kim Kommentar", "https://social.example/u/kim.kommentar", AuthorRole.CITIZEN),
            text=text,
            posted_at=NOW - timedelta(days=3),
            posted_precision="second",
            attachments=(),
            seen_at=NOW - timedelta(days=1),
            capture_id="0f9d3f63-6a1f-4b2f-9c5c-3f1c9a3c0001",
            digest="0" * 128,
            picture="versions/1/picture.png",
        )
        record = ItemRecord(
            id=id_,
            account_id="lillan-facebook",
            identity=identity,
            kind=ItemKind.COMMENT,
            parent_id=None,
            thread_id=id_,
            permalink=f"https://social.example/lillan/{identity}",
            direction="inkommen",
            received_at=NOW - timedelta(days=3),
            received_is_estimated=False,
            owner="owe",
            responsible="dag",
            versions=(version,),
            axes=Axes(registration=Registration.REGISTERED),
            proposals=(Proposal(1, True, False, False, (), (), "regler 1", NOW - timedelta(days=1)),),
            decisions=(Decision("registration", "diarieförd", "rut", NOW - timedelta(hours=5), "OSL 5 kap. 1 §"),),
            register_entry=RegisterEntry(
                designation=f"KS-SM 2026:{number}",
                year=2026,
                number=number,
                received_at=NOW - timedelta(days=3),
                sender="Kim Kommentar",
                recipient="Kommunstyrelsen",
                about="Felanmälan av gatubelysning",
                public_sender="Kim Kommentar",
                public_about="Felanmälan av gatubelysning",
                entered_at=NOW - timedelta(hours=5),
                entered_by="rut",
            ),
        )
        record = replace(record, **changes)
        for each in record.versions:
            if each.picture:
                self.picture(ItemRecord, record.id, each.picture, each.text[:60])
        self.items.append(record)
        return record

    def secret_item(self) -> ItemRecord:
        """A marked comment about a child, whose words are found nowhere else."""
        record = self.item("hemlig", "Astronautskolan: lilla Signhild Trollbäck i 3B har fått diagnosen tvärsymtomit.")
        version = replace(
            record.versions[0],
            author=Author("Valdemar Trollbäck", "https://social.example/u/valdemar.trollback", AuthorRole.CITIZEN),
            attachments=(Attachment("picture", "https://social.example/bild/signhild.jpg", "Signhild i skolan"),),
        )
        assert record.register_entry is not None
        secret = replace(
            record,
            permalink="https://social.example/valdemar.trollback/p-hemlig",
            versions=(version,),
            axes=replace(record.axes, secrecy=Secrecy.MARKED),
            secrecy_mark=SecrecyMark("23 kap. 2 § offentlighets- och sekretesslagen", NOW, "Kommunstyrelsen", "rut"),
            register_entry=replace(
                record.register_entry,
                sender="Valdemar Trollbäck",
                about="Uppgift om tvärsymtomit hos Signhild Trollbäck",
                public_sender="",
                public_about="Synpunkt om skola",
            ),
            proposals=(Proposal(1, True, True, False, (), (), "regler 1", NOW),),
        )
        self.items[-1] = secret
        return secret

    def capture(self, number: int = 1, size: tuple[int, int] = (640, 900)) -> CaptureRecord:
        id_ = f"0f9d3f63-6a1f-4b2f-9c5c-3f1c9a3c{number:04d}"
        picture = self.picture(CaptureRecord, id_, "page.png", f"Lillåns kommun, fångst {number}", size).read_bytes()
        files = [
            replace(self.put(CaptureRecord, id_, "page.png", picture), media_type="image/png"),
            replace(
                self.put(CaptureRecord, id_, "page.html", b"<!doctype html><p>Lill\xc3\xa5ns kommun"),
                media_type="text/html",
            ),
            replace(self.put(CaptureRecord, id_, "page.txt", "Lillåns kommun".encode()), media_type="text/plain"),
        ]
        record = CaptureRecord(
            id=id_,
            account_id="lillan-facebook",
            ordered_by="anna",
            reason="halvårsfångst",
            started_at=NOW - timedelta(days=1, minutes=2),
            finished_at=NOW - timedelta(days=1),
            outcome=Outcome.CAPTURED,
            method="anonym_webbläsare",
            permission="Kommunens eget konto",
            requested_url="https://social.example/lillan",
            final_url="https://social.example/lillan",
            http_status=200,
            host="arkiv1",
            browser="Chromium 156",
            user_agent="Mozilla/5.0",
            viewport=(1280, 900),
            language="sv-SE",
            reach=Reach(got={"post": 3}),
            software="Somearkiv 0.1.0, facebook 2026-11",
            files=tuple(files),
        )
        self.captures.append(record)
        return record

    def stamp(self) -> TimeStamp:
        stamp = TimeStamp("00000012", 12, "ab" * 64, NOW, "https://tsa.example/", "77")
        self.put(TimeStamp, stamp.id, "answer.tsr", b"svar")
        self.put(TimeStamp, stamp.id, "root.pem", b"rot")
        return stamp

    def material(self, **changes: object) -> Material:
        material = Material(
            items=tuple(self.items),
            captures=tuple(self.captures),
            accounts=self.accounts,
            file=self.file,
            municipality=Municipality(
                name="Lillåns kommun",
                organisation_number="212000-0000",
                contact="Registrator",
                email="registrator@lillan.example",
                phone="0000-123 45",
                address="Torget 1, 000 00 Lillån",
                web="https://lillan.example",
            ),
            made_at=NOW,
            made_by="rut",
            open_threads=open_threads(self.items),
            software="Somearkiv 0.1.0",
        )
        return replace(material, **changes)


def _every_byte(path: Path) -> str:
    """A file's bytes as text, and every stream of a PDF unpacked with its text as Unicode."""
    data = path.read_bytes()
    found = [data.decode("utf-8", "replace"), data.decode("utf-16-be", "replace")]
    for packed in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
        try:
            found.append(zlib.decompressobj().decompress(packed).decode("utf-8", "replace"))
        except zlib.error:
            continue
    if path.suffix == ".pdf":
        found += _pdf_texts(path)
    return "\n".join(found)


def _pdf_texts(path: Path) -> list[str]:
    """Every string and every shown character of a PDF, mapped back through its fonts' tables."""
    texts: list[str] = []
    with pikepdf.open(path) as document:
        maps: dict[str, str] = {}
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary):
                texts += [str(value) for value in thing.as_dict().values() if isinstance(value, pikepdf.String)]
                if "/ToUnicode" in thing:
                    table = thing.ToUnicode.read_bytes().decode()
                    for code, text in re.findall(r"<([0-9a-f]{4})> <([0-9a-f]+)>", table):
                        maps[code] = bytes.fromhex(text).decode("utf-16-be", "replace")
        for sheet in document.pages:
            shown = b"".join(bytes(part) for part in [sheet.Contents.read_bytes()]).decode("latin-1")
            codes = re.findall(r"<([0-9a-fA-F]+)>", shown)
            texts.append("".join(maps.get(run[i : i + 4].lower(), "") for run in codes for i in range(0, len(run), 4)))
    return texts


@pytest.fixture
def every_byte() -> Callable[[Path], str]:
    """Reads all there is in a file: its bytes, its unpacked streams, and what a PDF shows and says of itself."""
    return _every_byte


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "shelf")


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def say(said: list[str]) -> Callable[[str], None]:
    return said.append
