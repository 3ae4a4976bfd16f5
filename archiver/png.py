"""The room isal lives in: writes PNG (ISO/IEC 15948) of eight-bit RGB in a tenth of Pillow's time.

Each row is told by its difference from the row above and deflated by Intel's ISA-L at its first level. Pillow tries five
filters for each row and presses harder: 0.75 s instead of 0.07 for a page of forty posts, for 15 % fewer bytes. Every pixel
that is read is the same.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from isal import isal_zlib

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_RGB = bytes((8, 2, 0, 0, 0))  # bit depth, colour type, compression, filter and interlace method (§11.2.2)
_CHANNELS = 3
_UP = b"\x02"
_FIRST_ROW = {0: 0, 1: 1, 2: 0, 4: 1}
"""Which filter (§9.2) is the same where nothing stands above and knows no row above: Up is None, Paeth is Sub. Average is like none."""
_LEVEL = 1
_FAULT = cast(type[Exception], isal_zlib.error)  # its stubs take the class for one of its things


@dataclass(frozen=True, slots=True)
class _Rows:
    """A picture's rows, each after the number of its filter."""

    width: int
    height: int
    data: bytearray


def of_differences(width: int, height: int, differences: bytes) -> bytes:
    """A PNG of a picture told as each row less the row above, modulo 256, three bytes a pixel."""
    row = width * _CHANNELS
    rows = [differences[start : start + row] for start in range(0, height * row, row)]
    return _file(width, height, isal_zlib.compress(_UP.join([b"", *rows]), _LEVEL))


def below_each_other(tiles: Sequence[bytes]) -> bytes | None:
    """One PNG of several of one width, from the top down, their filters left as they are; None where that can't be done."""
    if len(tiles) == 1:
        return tiles[0] if _rows(tiles[0]) else None
    packer = isal_zlib.compressobj(_LEVEL)
    pressed, width, height = [], 0, 0
    for tile in tiles:
        rows = _rows(tile)
        if rows is None or width not in (0, rows.width) or rows.data[0] not in _FIRST_ROW:
            return None
        rows.data[0] = _FIRST_ROW[rows.data[0]]
        pressed.append(packer.compress(rows.data))
        width, height = rows.width, height + rows.height
    return _file(width, height, b"".join([*pressed, packer.flush()]))


def _rows(picture: bytes) -> _Rows | None:
    """The rows of a PNG of eight-bit RGB that is not interlaced; None for any other and for a broken one."""
    chunks = list(_chunks(picture))
    if not chunks or chunks[0][0] != b"IHDR" or chunks[0][1][8:] != _RGB:
        return None
    width, height = struct.unpack(">II", chunks[0][1][:8])
    size = height * (width * _CHANNELS + 1)
    try:
        data = isal_zlib.decompressobj().decompress(
            b"".join(body for kind, body in chunks if kind == b"IDAT"), size + 1
        )
    except _FAULT:
        return None
    return _Rows(width, height, bytearray(data)) if len(data) == size else None


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and body of each chunk (§5.3); nothing where it is no PNG."""
    at = len(_SIGNATURE) if picture.startswith(_SIGNATURE) else len(picture)
    while at + 12 <= len(picture):
        (size,) = struct.unpack_from(">I", picture, at)
        yield picture[at + 4 : at + 8], picture[at + 8 : at + 8 + size]
        at += size + 12


def _file(width: int, height: int, pressed: bytes) -> bytes:
    header = struct.pack(">II", width, height) + _RGB
    return b"".join([_SIGNATURE, *_chunk(b"IHDR", header), *_chunk(b"IDAT", pressed), *_chunk(b"IEND", b"")])


def _chunk(kind: bytes, body: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    check = isal_zlib.crc32(body, isal_zlib.crc32(kind))
    return struct.pack(">I", len(body)), kind, body, struct.pack(">I", check)
