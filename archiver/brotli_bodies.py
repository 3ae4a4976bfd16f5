"""Lets warcio read WARC records whose bodies are compressed with Brotli (RFC 7932), as other crawlers write them.

warcio 1.8 sets an attribute on the decompressor of the package `brotli`, which newer versions don't allow, and crashes
on the first such record. Whoever reads foreign WARC files calls `read_brotli_bodies` first. (Our own WARCs hold decoded
bodies and don't need it. `brotli` itself comes along with WeasyPrint's fonts.)
"""

import brotli
from warcio.bufferedreaders import BufferedReader


class _Decompressor:
    """A Brotli decompressor in the shape warcio wants: `unused_data` is always None, for a body ends with its record."""

    unused_data: bytes | None = None

    def __init__(self) -> None:
        self._inner = brotli.Decompressor()

    def decompress(self, data: bytes) -> bytes:
        """The next plain bytes."""
        plain: bytes = self._inner.process(data)
        return plain

    def flush(self) -> bytes:
        """Nothing is held back."""
        return b""


def read_brotli_bodies() -> None:
    """Make warcio use a decompressor that works. Safe to call more than once."""
    BufferedReader.DECOMPRESSORS["br"] = _Decompressor
