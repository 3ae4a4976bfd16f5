"""A short text is read in its own language; a short Swedish one is never taken for another."""

import pytest

from archiver.classify.appraisal import Context, appraise
from archiver.classify.language import language_of
from archiver.classify.normalise import normalise
from archiver.classify.rulebook import Rulebook
from archiver.classify.words import words_of
from tests.archiver.classify.test_appraisal import NOW


def language(text: str) -> str:
    plain = normalise(text).text
    return language_of(plain, words_of(plain), text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Äitini on sairas", "fi"),
        ("Haluan valittaa päätöksestä", "fi"),
        ("Mie oon Kiirunasta ja met halvama apua", "fit"),
        ("Mun dárbbašan veahki", "se"),
        ("Is there parking nearby?", "en"),
        ("أريد التقديم على الروضة", "ar"),
        ("پسرم مریض است و کمک لازم دارم", "fa"),
        ("من یارمەتیم دەوێت", "ckb"),
        ("Waxaan u baahanahay caawimaad", "so"),
        ("Коли відкривається бібліотека?", "uk"),
        ("Где получить помощь?", "ru"),
        ("Opieka społeczna zabrała mi dzieci", "pl"),
        ("ሓገዝ ይደልይ ኣለኹ", "ti"),
        ("Kütüphane ne zaman açılıyor?", "tr"),
        ("Moj sin je bolestan", "bs"),
        ("Jeg har brug for hjælp", "da"),
        ("Jeg trenger hjelp til sønnen min", "no"),
        ("¿Cuándo abre la biblioteca?", "es"),
        ("Meine Mutter bekommt keine Pflege", "de"),
    ],
)
def test_language_is_told(text: str, code: str) -> None:
    assert language(text) == code


@pytest.mark.parametrize(
    "text",
    ["ok", "Fint!", "Bron revs 1962", "Anna: kolla", "Grattis Kalle", "första!", "Var i stan", "Buss 11?", "ja tak ska lagas", "Man kan ej se", "Ali o Fatima?",
     "lösen: granvik123", "Trasig bänk Sjögatan", "Love it, så bra jobbat", "Min son mobbas", "soc tog barnen", "Kan ni laga?", "Super"],
)  # fmt: skip
def test_short_swedish_is_swedish(text: str) -> None:
    assert language(text) == "sv"


@pytest.mark.parametrize(
    "text",
    ["پسرم مریض است و کمک لازم دارم برای او", "Oğlum hasta ve yardıma ihtiyacım var", "Moj sin je bolestan i treba mi pomoć", "Mun dárbbašan veahki mu eadnái"],
)  # fmt: skip
def test_language_without_lexicon_is_for_a_reader_and_not_for_weeding(text: str, rules: Rulebook) -> None:
    proposal = appraise(text, Context(), rules, NOW)
    assert not proposal.weeding
    assert any(f.rule == "språk." + language(text) for f in proposal.findings)
