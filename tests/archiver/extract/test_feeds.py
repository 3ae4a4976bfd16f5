"""What is taken for a feed, and what only begins like one."""

import time

import pytest

from archiver.extract.readers.feeds import is_feed


@pytest.mark.parametrize(
    "start",
    [
        b"<rss>",
        b'<?xml version="1.0"?>\n<!-- a -->\n<!-- b -->\n<feed>',
        b'\xef\xbb\xbf<!doctype x>\n<rdf:RDF xmlns="y">',
    ],
)
def test_a_feed_is_known_behind_declarations_and_remarks(start: bytes) -> None:
    assert is_feed(start)


def test_a_page_with_many_remarks_before_its_first_element_is_refused_at_once() -> None:
    began = time.process_time()
    assert not is_feed(b"<!-- remark -->\n" * 40 + b"<html>")
    assert time.process_time() - began < 1
