"""Records compressed with Brotli can be read from other crawlers' WARC files."""

import io

import brotli
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archiver.brotli_bodies import read_brotli_bodies


def test_brotli_body_is_read():
    body = "Lampan på Storgatan är trasig. ".encode() * 2000
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=True)
    headers = StatusAndHeaders("200 OK", [("Content-Encoding", "br")], protocol="HTTP/1.1")
    writer.write_record(
        writer.create_warc_record(
            "https://x.example/", "response", payload=io.BytesIO(brotli.compress(body)), http_headers=headers
        )
    )
    file.seek(0)
    read_brotli_bodies()
    record = next(iter(ArchiveIterator(file)))
    assert record.content_stream().read() == body
