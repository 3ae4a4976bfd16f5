"""Large XML documents written element by element, so that a package of ten thousand files takes no more memory than one.

The document is built with lxml as always, but what has been added is written and forgotten at once:

    with xml_stream(out, top) as stream:
        add(top, "metsHdr")
        stream.flush()
        with stream.within(add(top, "fileSec")) as section:
            for …:
                add(section, "file")
                stream.flush()
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from lxml import etree


class Sink(Protocol):
    """Where the bytes go."""

    def write(self, data: bytes, /) -> object: ...


@dataclass(frozen=True, slots=True)
class _Open:
    """An open element, and all the start and end tags around what is written into it."""

    element: "etree._Element"
    before: bytes
    after: bytes


class XmlStream:
    """One document being written. Use `xml_stream`."""

    def __init__(self, out: Sink, top: "etree._Element") -> None:
        self._out, self._top = out, top
        self._chain = [self._opened(top)]
        out.write(b"<?xml version='1.0' encoding='UTF-8'?>\n" + self._chain[0].before)

    def flush(self) -> None:
        """Write what was added to the innermost open element, and forget it."""
        inner, depth = self._chain[-1], len(self._chain)
        for child in list(inner.element):
            inner.element[:] = [child]
            etree.indent(child, level=depth)
            child.tail = None
            written = etree.tostring(self._top, encoding="UTF-8")
            self._line(depth, written[len(inner.before) : len(written) - len(inner.after)])
        inner.element[:] = []

    @contextmanager
    def within(self, element: "etree._Element") -> Iterator["etree._Element"]:
        """Keep an element open, just added to the innermost one, and write into it."""
        outer, depth = self._chain[-1], len(self._chain)
        inner = self._opened(element)
        self._chain.append(inner)
        self._line(depth, inner.before[len(outer.before) :])
        yield element
        self.flush()
        self._chain.pop()
        outer.element[:] = []
        self._line(depth, inner.after[: len(inner.after) - len(outer.after)])

    def close(self) -> None:
        """Write the end of the document."""
        self.flush()
        self._out.write(b"\n" + self._chain[0].after + b"\n")

    def _line(self, depth: int, data: bytes) -> None:
        self._out.write(b"\n" + b"  " * depth + data)

    def _opened(self, element: "etree._Element") -> _Open:
        element.append(etree.Comment("|"))
        before, _, after = etree.tostring(self._top, encoding="UTF-8").partition(b"<!--|-->")
        element[:] = []
        return _Open(element, before, after)


@contextmanager
def xml_stream(out: Sink, top: "etree._Element") -> Iterator[XmlStream]:
    """The document with the root `top`, closed when the block ends."""
    stream = XmlStream(out, top)
    yield stream
    stream.close()
