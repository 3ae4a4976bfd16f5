"""What a file is, technically: media type, format name and version, and its key in PRONOM.

Told from the name the archive itself gave the file and the media type in its record; nothing is opened.
"""

from dataclasses import dataclass
from pathlib import PurePosixPath


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A format. `pronom` is a PUID (nationalarchives.gov.uk/pronom), empty where none fits or it depends on the content."""

    media_type: str
    name: str
    version: str = ""
    pronom: str = ""


UNKNOWN = FileFormat("application/octet-stream", "Okänt format")

BY_SUFFIX: dict[str, FileFormat] = {
    ".png": FileFormat("image/png", "Portable Network Graphics", "1.2", "fmt/13"),
    ".jpg": FileFormat("image/jpeg", "JPEG File Interchange Format"),
    ".jpeg": FileFormat("image/jpeg", "JPEG File Interchange Format"),
    ".gif": FileFormat("image/gif", "Graphics Interchange Format", "89a", "fmt/4"),
    ".svg": FileFormat("image/svg+xml", "Scalable Vector Graphics", "1.1", "fmt/92"),
    ".webp": FileFormat("image/webp", "WebP", "", "fmt/566"),
    ".html": FileFormat("text/html", "Hypertext Markup Language", "5", "fmt/471"),
    ".css": FileFormat("text/css", "Cascading Style Sheet", "", "x-fmt/224"),
    ".txt": FileFormat("text/plain", "Plain Text File (UTF-8)", "", "x-fmt/111"),
    ".csv": FileFormat("text/csv", "Comma Separated Values", "", "x-fmt/18"),
    ".json": FileFormat("application/json", "JSON Data Interchange Format", "", "fmt/817"),
    ".jsonl": FileFormat("application/jsonl", "JSON Lines"),
    ".xml": FileFormat("application/xml", "Extensible Markup Language", "1.0", "fmt/101"),
    ".xsd": FileFormat("application/xml", "XML Schema Definition", "", "x-fmt/280"),
    ".pdf": FileFormat("application/pdf", "PDF/A", "2b", "fmt/477"),
    ".warc": FileFormat("application/warc", "WARC", "1.1", "fmt/1355"),
    ".gz": FileFormat("application/gzip", "GZIP Format", "", "x-fmt/266"),
    ".wacz": FileFormat("application/wacz+zip", "Web Archive Collection Zipped", "", "fmt/1840"),
    ".mp4": FileFormat("video/mp4", "MPEG-4 Media File", "", "fmt/199"),
    ".pem": FileFormat("application/x-pem-file", "Certifikat (PEM)"),
    ".tsr": FileFormat("application/timestamp-reply", "Time-stamp response (RFC 3161)"),
}


def format_of(path: str, media_type: str = "") -> FileFormat:
    """The format of a file by its name; by its recorded media type alone where the name says nothing."""
    known = BY_SUFFIX.get(PurePosixPath(path).suffix.lower())
    if known:
        return known
    return FileFormat(media_type, media_type) if media_type else UNKNOWN
