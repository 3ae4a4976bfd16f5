"""What a file is, told from its name."""

import pytest

from archiver.metadata.technical import UNKNOWN, format_of


@pytest.mark.parametrize(
    ("path", "media_type", "pronom"),
    [
        ("page.png", "image/png", "fmt/13"),
        ("frames/1.HTML", "text/html", "fmt/471"),
        ("capture.json", "application/json", "fmt/817"),
        ("traffic.warc.gz", "application/gzip", "x-fmt/266"),
    ],
)
def test_known_names_have_a_pronom_key(path, media_type, pronom):
    told = format_of(path)
    assert (told.media_type, told.pronom) == (media_type, pronom)


def test_unknown_name_keeps_its_recorded_media_type():
    assert format_of("answer", "application/activity+json").media_type == "application/activity+json"
    assert format_of("answer") is UNKNOWN
