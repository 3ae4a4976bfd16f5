"""Looks for words everywhere in a package: names, bytes however packed, PDF objects, picture chunks and what a picture shows.

What is unpacked is looked through again: a ZIP in a ZIP, a gzip in a PDF stream. Pictures are read with tesseract (Debian's
`tesseract-ocr` and `tesseract-ocr-swe`) where it is installed.
"""

import gzip
import io
import re
import shutil
import subprocess
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from PIL import Image

READER = shutil.which("tesseract")
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "latin-1")
_DEEPEST = 6


def places_of(words: tuple[str, ...], folder: Path) -> list[tuple[str, str]]:
    """(file, word) for every word found anywhere in or about a file; accents, capitals and invisible signs don't matter."""
    wanted = [plainly(word) for word in words]
    found = []
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        texts = [path.relative_to(folder).as_posix(), *texts_of(path.read_bytes())]
        if path.suffix == ".png":
            texts.append(shown_on(path))
        if path.suffix == ".pdf":
            texts += shown_in_pdf(path)
        told = "\n".join(plainly(text) for text in texts)
        found += [(path.name, word) for word in wanted if word in told]
    return found


def plainly(text: str) -> str:
    """As it is compared: no accents but the letters å ä ö, no capitals, nothing invisible."""
    visible = re.sub("[\u00ad\u200b-\u200f\u2060\ufeff]", "", unicodedata.normalize("NFC", text))
    return visible.casefold()


def texts_of(data: bytes, depth: int = 0) -> Iterator[str]:
    """The bytes as text in every encoding, and everything packed within them."""
    for encoding in _ENCODINGS:
        yield data.decode(encoding, "ignore")
    if data[1:].startswith(b"\0") or len(data) % 2:
        yield data[1:].decode("utf-16-le", "ignore")
    if depth < _DEEPEST:
        for inner in _unpacked(data):
            yield from texts_of(inner, depth + 1)


def _unpacked(data: bytes) -> Iterator[bytes]:
    if data.startswith(b"PK\3\4"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                yield f"{member.filename} {member.comment!r}".encode()
                yield archive.read(member)
    elif data.startswith(b"\x1f\x8b"):
        yield gzip.decompress(data)
    elif data.startswith(b"\x89PNG"):
        with Image.open(io.BytesIO(data)) as picture:
            yield repr(picture.info).encode()
        yield from re.findall(rb"(?:zTXt|iTXt|tEXt)[^\0]*\0(.{0,20000})", data, re.DOTALL)
    elif data.startswith(b"%PDF"):
        yield from _pdf_objects(data)
    else:
        yield from _deflated(data)


def _deflated(data: bytes) -> Iterator[bytes]:
    if data[:2] in (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda"):
        try:
            yield zlib.decompressobj().decompress(data)
        except zlib.error:
            return


def _pdf_objects(data: bytes) -> Iterator[bytes]:
    """Every object of a PDF, those in object streams too: strings, names, unpacked streams, XMP."""
    with pikepdf.open(io.BytesIO(data)) as document:
        for thing in document.objects:
            yield thing.unparse(resolved=False)
            yield "\n".join(_strings(thing)).encode()
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") != "/Image":
                yield thing.read_bytes()


def _strings(thing: pikepdf.Object) -> Iterator[str]:
    named = thing.stream_dict if isinstance(thing, pikepdf.Stream) else thing
    for value in named.as_dict().values() if isinstance(named, pikepdf.Dictionary) else ():
        if isinstance(value, pikepdf.String):
            yield str(value)
        elif isinstance(value, pikepdf.Array):
            yield from (str(one) for one in value if isinstance(one, pikepdf.String))


def shown_on(picture: Path) -> str:
    """What a reader makes of a picture, in Swedish; empty without tesseract."""
    if READER is None:
        return ""
    with Image.open(picture) as opened:  # a reader wants larger letters than a screen
        large = opened.convert("L").resize((opened.width * 2, opened.height * 2))
        packed = io.BytesIO()
        large.save(packed, "PNG")
    run = subprocess.run(
        [READER, "stdin", "stdout", "-l", "swe", "--psm", "11"],
        input=packed.getvalue(),
        capture_output=True,
        check=True,
    )
    return run.stdout.decode("utf-8", "replace")


def shown_in_pdf(path: Path) -> list[str]:
    """What a PDF's pages show: every character mapped back through its font, and every picture read."""
    texts: list[str] = []
    with pikepdf.open(path) as document:
        maps: dict[str, str] = {}
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                for code, text in re.findall(r"<([0-9a-f]{4})> <([0-9a-f]+)>", thing.ToUnicode.read_bytes().decode()):
                    maps[code] = bytes.fromhex(text).decode("utf-16-be", "replace")
        for sheet in document.pages:
            codes = re.findall(r"<([0-9a-fA-F]+)>", sheet.Contents.read_bytes().decode("latin-1"))
            texts.append("".join(maps.get(run[i : i + 4].lower(), "") for run in codes for i in range(0, len(run), 4)))
            for number, image in enumerate(sheet.get_images().values()):
                place = path.with_name(f".{path.stem}-{number}.prov.png")
                pikepdf.PdfImage(image).as_pil_image().convert("RGB").save(place)
                texts.append(shown_on(place))
                place.unlink()
    return texts
