"""Addresses as keys that stay the same between visits."""

import pytest

from archiver.extract.addresses import absolute, anchor_of, key_of, page_key, without_anchor


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.lillan.example/p/1/", "http://lillan.example/p/1"),
        ("https://lillan.example/p/1?utm_source=x&fbclid=y", "https://lillan.example/p/1"),
        ("https://lillan.example/?p=5&replytocom=3#comment-12", "https://lillan.example/?p=5#comment-12"),
        ("https://lillan.example/bron/comment-page-2/#comment-12", "https://lillan.example/bron/#comment-12"),
        ("https://lillan.example/br%C3%A5k", "https://lillan.example/bråk"),
        ("https://m.facebook.com/a/posts/1", "https://www.facebook.com/a/posts/1"),
    ],
)
def test_the_same_thing_has_the_same_key(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://lillan.example/viewtopic.php?t=5", "https://lillan.example/viewtopic.php?t=6"),
        ("https://lillan.example/bron#comment-1", "https://lillan.example/bron#comment-2"),
        ("http://127.0.0.1:8001/a", "http://127.0.0.1:8002/a"),
        ("https://lillan.example/#/inlagg/1", "https://lillan.example/#/inlagg/2"),
        ("https://lillan.example/#!/inlagg/1", "https://lillan.example/"),
    ],
)
def test_different_things_have_different_keys(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


def test_an_anchor_that_names_no_item_is_left_out() -> None:
    assert anchor_of("https://lillan.example/bron#respond") == ""
    assert key_of("https://lillan.example/bron#comments") == key_of("https://lillan.example/bron")


def test_a_link_that_repeats_its_anchor_lies_on_the_page_itself() -> None:
    assert page_key("https://f.example/trad/42?inlagg=70411#p70411") == page_key("https://f.example/trad/42")
    assert page_key("https://f.example/trad/42?post=7#7") == page_key("https://f.example/trad/42")
    assert page_key("https://f.example/?p=7#comment-7") == page_key("https://f.example/?p=7")


def test_a_page_is_addressed_without_the_place_on_it_that_was_asked_for() -> None:
    assert without_anchor("https://lillan.example/p/1#comment-2") == "https://lillan.example/p/1"
    assert without_anchor("https://lillan.example/#/post/1") == "https://lillan.example/#/post/1"


@pytest.mark.parametrize("url", ["javascript:void(0)", "mailto:a@b.se", "http://[", "", "data:text/plain,x"])
def test_what_is_no_web_address_is_none(url: str) -> None:
    assert absolute(url, "https://lillan.example/") == ""
