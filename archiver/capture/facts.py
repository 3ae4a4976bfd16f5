"""What the files of an evidence folder are: paths, media types, sizes, digests."""

from pathlib import Path
from unicodedata import normalize

from archiver.digest import digest_of_file
from archiver.model import FileFact

_MEDIA_TYPES = {
    ".png": "image/png",
    ".html": "text/html",
    ".txt": "text/plain",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".warc.gz": "application/warc",
    ".wacz": "application/wacz",
}


def file_facts(folder: Path) -> tuple[FileFact, ...]:
    """Facts of every file in the folder and below, in path order."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple(_fact(path, normalize("NFC", path.relative_to(folder).as_posix())) for path in paths)


def _fact(path: Path, name: str) -> FileFact:
    media_type = next(
        (kind for ending, kind in _MEDIA_TYPES.items() if name.endswith(ending)), "application/octet-stream"
    )
    return FileFact(name, media_type, path.stat().st_size, digest_of_file(path))
