"""A picture of every page from the planted municipality, for the handbook: `python -m tests.web.screenshots` (`make pictures`).

Nobody in the pictures exists. Every page at 1280 px in `docs/handbok/bilder/`, those that differ most on a telephone also at
320 px, and the overview in the dark. Colours are reduced, so that all of them together stay under `MOST_BYTES`.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Browser, Page, sync_playwright

from archiver.capture.browser import executable
from archiver.digest import digest_of
from archiver.model import Account, CaptureRecord, FileFact
from jobs import signing_in
from storage.archive import Archive
from tests.web import planted
from tests.web import planted_day as day
from tests.web.conftest import Clock, House, config_in, form_token
from tests.web.serving import on_loopback
from web.desk import Desk

FOLDER = Path(__file__).parents[2] / "docs" / "handbok" / "bilder"
MOST_BYTES = 4_000_000
SWEDISH = {**os.environ, "LANGUAGE": "sv_SE", "LANG": "sv_SE.UTF-8"}
"""For what the browser draws itself, such as the fields of a date."""
COLOURS = 96
TALLEST = 1500
"""Pixels of a page that are shown; the rest is more of the same."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its name, who looks, where, and whether also on a telephone or in the dark."""

    name: str
    who: str
    path: str
    narrow: bool = False
    dark: bool = False


SHOTS: tuple[Shot, ...] = (
    Shot("loggain", "", "/loggain"),
    Shot("oversikt", "registrator", "/", narrow=True, dark=True),
    Shot("skyldigheter", "informator", "/skyldigheter"),
    Shot("konton", "informator", "/konton", narrow=True),
    Shot("nytt-konto", "kontoansvarig", "/nytt-konto"),
    Shot("konto-forslag", "informator", "/konton/forslag", narrow=True),
    Shot("konto", "informator", "/konton/lillan"),
    Shot("konto-andra", "kontoansvarig", "/konton/forslag/andra"),
    Shot("konto-plan", "chef", "/konton/lillan/plan"),
    Shot("konto-manniskor", "informator", "/konton/lillan/manniskor"),
    Shot("konto-vagar", "kontoansvarig", "/konton/lillan/vagar"),
    Shot("konto-historik", "arkivarie", "/konton/lillan/historik"),
    Shot("granskning", "registrator", "/granskning", narrow=True),
    Shot("granskning-handling", "registrator", f"/granskning/{day.SORE}", narrow=True),
    Shot("diarieforing", "registrator", f"/granskning/{day.SORE}/diarieforing"),
    Shot("sekretess", "registrator", f"/granskning/{planted.MARKED_ITEM}/sekretess"),
    Shot("samlingsarenden", "registrator", "/samlingsarenden"),
    Shot("samlingsarende", "registrator", "/samlingsarenden/ks-2026"),
    Shot("borttagning", "kommunikator", "/borttagning", narrow=True),
    Shot("borttagning-spara", "kommunikator", "/borttagning/spara"),
    Shot("borttagning-ny", "registrator", f"/borttagning/ny/{day.RUDE}"),
    Shot("borttagning-bestalld", "kommunikator", f"/borttagning/{planted.OPEN_REMOVAL}"),
    Shot("borttagning-arbete", "arkivarie", "/borttagning/arbete/1"),
    Shot("handlingar", "arkivarie", "/handlingar?q=badhuset", narrow=True),
    Shot("handling", "arkivarie", f"/handlingar/{planted.OPEN_ITEM}"),
    Shot("trad", "arkivarie", f"/handlingar/{day.POST}/trad"),
    Shot("sparade-sokningar", "arkivarie", "/sok/sparade"),
    Shot("fangster", "arkivarie", "/fangster"),
    Shot("fangster-konto", "arkivarie", "/fangster/konto/lillan", narrow=True),
    Shot("fangst", "arkivarie", f"/fangster/{planted.CAPTURE}"),
    Shot("fangst-jamfor", "arkivarie", f"/fangster/{planted.CAPTURE}/jamfor/{planted.SAVED_SECRET}"),
    Shot("utlamnanden", "registrator", "/utlamnanden"),
    Shot("utlamnande", "registrator", "{request}"),
    Shot("utlamnande-handling", "registrator", "{request}/handling/" + day.SORE),
    Shot("leverans", "registrator", "{delivery}"),
    Shot("fangst-bestalld", "arkivarie", "{order}"),
    Shot("leveranser", "registrator", "/leveranser"),
    Shot("leverans-ny", "registrator", "/leveranser/ny"),
    Shot("gallring", "arkivarie", "/gallring", narrow=True),
    Shot("gallring-plan", "arkivarie", "/gallring/plan"),
    Shot("gallring-rad", "arkivarie", "/gallring/plan/skrappost"),
    Shot("gallring-lista", "registrator", f"/gallring/listor/{planted.weeding.OPEN_LIST}"),
    Shot("gallring-protokoll", "arkivarie", f"/gallring/listor/{planted.weeding.DONE_LIST}"),
    Shot("gallring-sparrar", "arkivarie", "/gallring/sparrar"),
    Shot("gallring-inaktuellt", "arkivarie", "/gallring/inaktuellt"),
    Shot("offentligt-konton", "", "/offentligt/konton", narrow=True),
    Shot("offentligt-sok", "", "/offentligt/sok"),
    Shot("aviseringar", "kommunikator", "/aviseringar"),
    Shot("mitt-konto", "kommunikator", "/mitt-konto"),
    Shot("engangskoder", "kommunikator", "/loggain/enhet"),
    Shot("personer", "administrator", "/personer", narrow=True),
    Shot("person", "administrator", "/personer/person/kommunikator"),
    Shot("person-ny", "administrator", "/personer/ny"),
    Shot("nycklar", "arkivarie", "/nycklar"),
    Shot("granssnitt", "", "/api"),
)


def main(folder: Path = FOLDER, only: tuple[str, ...] = ()) -> int:
    """Make the pictures (all, or those named); tells how many bytes they are. Gives the exit code."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="somearkiv-bilder-") as work, sync_playwright() as playwright:
        house = furnished(Path(work))
        browser = playwright.chromium.launch(executable_path=executable(None), args=["--lang=sv-SE"], env=SWEDISH)
        with on_loopback(house) as url:
            tokens = {
                who: signing_in.begin(house.archive, who, signing_in.PASSWORD, house.clock())
                for who in sorted({shot.who for shot in SHOTS if shot.who})
            }
            made = ordered(house)
            for shot in SHOTS:
                shot = replace(shot, path=shot.path.format_map(made))
                if not only or shot.name in only:
                    _taken(browser, url, tokens.get(shot.who, ""), shot, folder)
        browser.close()
        house.archive.close()
    size = sum(one.stat().st_size for one in folder.glob("*.png"))
    print(f"{len(list(folder.glob('*.png')))} bilder, {size / 1e6:.1f} MB i {folder}")
    return 0 if size < MOST_BYTES else 1


def furnished(folder: Path) -> House:
    """The planted municipality after an ordinary day, with names and pictures that look like something."""
    config = config_in(folder, "[publishing]\nsearch = true\n")
    archive = planted.plant(config)
    day.add(archive)
    with archive.change(who=planted.FOUNDER, at=planted.NOW, why="plantering") as change:
        for id_, name in (
            ("lillan", "Lillåns kommun"),
            ("omsorg", "Omsorgen i Lillån"),
            ("forslag", "Lillåns bibliotek"),
        ):
            change.put(replace(archive.get(Account, id_), name=name))
        for id_, text in (
            (planted.CAPTURE, "Badhuset öppnar igen"),
            (planted.CARE_CAPTURE, "Öppet hus i dag"),
            (planted.SAVED_SECRET, "Badhuset öppnar snart"),
        ):
            change.put(*_pictured(archive, id_, text))
        change.note("plantering", about="somearkiv:archive")
    clock = Clock()
    return House(Desk(config, archive, clock), clock)


def ordered(house: House) -> dict[str, str]:
    """What is made by asking for it: a request for disclosure, a delivery, an ordered capture; their addresses."""
    forms = {
        "request": (
            "/utlamnanden",
            {"begaran": "allt om badhuset och bygglovet", "handlingar": f"{day.POST}\n{day.SORE}"},
        ),
        "delivery": ("/leveranser/ny", {"format": "csv", "till": "Regionarkivet"}),
        "order": ("/fangster/konto/lillan/ta", {}),
    }
    client = house.as_("registrator")
    made: dict[str, str] = {}
    for name, (path, fields) in forms.items():
        answer = client.post(path, data={"formular": form_token(client), **fields})
        made[name] = answer.headers["location"].partition("?")[0].partition("#")[0]
    return made


def _pictured(archive: Archive, id_: str, text: str) -> tuple[CaptureRecord, dict[str, bytes]]:
    """The capture with a picture of a page in it."""
    record = archive.get(CaptureRecord, id_)
    out = BytesIO()
    _page(text).save(out, "PNG")
    fact = FileFact("page.png", "image/png", len(out.getvalue()), digest_of(out.getvalue()))
    return replace(record, files=(fact,)), {"page.png": out.getvalue()}


def _page(text: str) -> Image.Image:
    """What an account may look like: a banner, a name, posts."""
    page = Image.new("RGB", (1280, 1600), "#eef1f4")
    draw = ImageDraw.Draw(page)
    big, small = _font(44), _font(26)
    draw.rectangle((0, 0, 1280, 260), fill="#2f5d7c")
    draw.text((60, 170), text, fill="white", font=big)
    for number, line in enumerate((text, "Tack till alla som kom i går", "Lampan på Storgatan är lagad")):
        top = 320 + number * 400
        draw.rounded_rectangle((240, top, 1040, top + 360), 18, fill="white")
        draw.ellipse((270, top + 24, 330, top + 84), fill="#cfdfe6")
        draw.text((350, top + 38), "Lillåns kommun", fill="#1c2a33", font=small)
        draw.text((270, top + 110), line, fill="#1c2a33", font=small)
        draw.rectangle((270, top + 160, 1010, top + 330), fill=("#b8d4c0", "#d8c8b0", "#c4cfe0")[number])
    return page


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """A font of this machine that has å, ä and ö; Pillow's own has not all of them."""
    for name in ("NotoSans-Regular.ttf", "DejaVuSans.ttf", "LiberationSans-Regular.ttf"):
        with suppress(OSError):
            return ImageFont.truetype(name, size)
    return ImageFont.load_default(size=size)


def _taken(browser: Browser, url: str, token: str, shot: Shot, folder: Path) -> None:
    for width, dark in _ways(shot):
        context = browser.new_context(
            viewport={"width": width, "height": 800}, locale="sv-SE", color_scheme="dark" if dark else "light"
        )
        if token:
            context.add_cookies([{"name": "somearkiv", "value": token, "url": url}])
        page = context.new_page()
        answer = page.goto(url + shot.path)
        if answer is None or not answer.ok:
            raise SystemExit(f"{shot.path}: {answer.status if answer else 'inget svar'}")
        name = shot.name + ("" if width == 1280 else f"-{width}") + ("-mork" if dark else "")
        (folder / f"{name}.png").write_bytes(_small(_photo(page, width)))
        context.close()


def _ways(shot: Shot) -> Iterator[tuple[int, bool]]:
    yield 1280, False
    if shot.narrow:
        yield 320, False
    if shot.dark:
        yield 1280, True


def _photo(page: Page, width: int) -> bytes:
    page.wait_for_load_state("networkidle")
    height = int(page.evaluate("document.documentElement.scrollHeight"))
    return page.screenshot(
        full_page=True, clip={"x": 0, "y": 0, "width": width, "height": min(height, TALLEST)}, animations="disabled"
    )


def _small(picture: bytes) -> bytes:
    with Image.open(BytesIO(picture)) as whole:
        out = BytesIO()
        whole.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main(only=tuple(sys.argv[1:])))
