"""Which language a short text is in: by its script and its commonest words.

Comments are too short for a statistical identifier (most have under 20 letters), and what hangs on the answer is only
which lexica are read. Swedish when nothing speaks against it, since that is what most people write to a municipality.
"""

import re
from collections.abc import Sequence

from archiver.classify.words import Word

_SCRIPTS = (
    (re.compile(r"[іїєґ]"), "uk"),
    (re.compile(r"[а-яё]"), "uk"),
    (re.compile(r"[پچژگکی]"), "fa"),
    (re.compile(r"[\u0621-\u064a]"), "ar"),
    (re.compile(r"[\u1200-\u137f]"), "ti"),
    (re.compile(r"[\u0370-\u03ff]"), "el"),
    (re.compile(r"[\u0e00-\u0e7f]"), "th"),
    (re.compile(r"[\u4e00-\u9fff]"), "zh"),
)
_ODD = re.compile(r"[^\x00-\x7fåäöéüÅÄÖ–’”…]")
_COMMON: dict[str, frozenset[str]] = {
    language: frozenset(listed.split())
    for language, listed in {
        "sv": "och att det är jag som en på i av för med till den har de inte om ett han men var sig så vi från kan när nu ska skulle hon ni er mig dig oss "
        "vad hur vem varför finns någon något min mitt mina vår vårt era ert eller också bara mycket alla efter vid mot ut upp där här va e å ja nej hej "
        "tack bra din ditt dina får fick kommer kom blir blev gör hos än utan sen sedan kommunen ju nog väl helt igen nån nåt mer måste vill inga ingen",
        "en": "the and is are you to of in my for it that with on this have not be was your can please i we they at from me what how when where does do did "
        "has he she his her our there no yes will would should could thank thanks if or but an who why just all get",
        "fi": "ja on ei se että en hän mutta kun niin olen oli ovat mitä kuka missä milloin voiko onko minun meidän teidän kiitos hyvä kanssa joka sitä "
        "tämä tuo nyt vielä myös mikä miten saako voitteko minä sinä ole kuin tai jos siellä täällä koko aina olisi pitäisi hei moi eivät kaikki mun",
        "so": "waa iyo waxaan in uu ay ka ku la u iga fadlan mahadsanid maxay sidee goorma xaggee waxa ma oo ee si hadda wax aan ayaa buu bay leh kuwa",
        "pl": "nie się jest że na do czy jak mam dla ale co to są mój moja proszę dziękuję przy już był po kto gdzie kiedy ten jestem od w z i",
        "no": "ikke jeg og det er på en som til av har med vi dere deg meg hva hvor hvordan når noe noen bare også fra etter takk være kan skal",
        "da": "ikke jeg og det er på en som til af har med vi jer dig mig hvad hvor hvordan hvornår noget nogen bare også fra efter tak være kan skal",
        "es": "el la los las de que y en un una es por con para mi no se como cuando donde gracias hola está su muy pero",
        "de": "der die das und ist ich nicht ein eine mit für auf wann wo wie danke sie wir haben bitte",
        "tr": "ve bir bu için ne var çok ben nasıl nerede teşekkür ederim değil benim mi mı",
        "sq": "dhe është për një nuk unë faleminderit ku si kur",
        "fit": "mie sie oon met se net ette ko kiitoksia tääl kläppi mikäs",
        "se": "ja lea mun don giitu bures gos mii ii leat dat go",
        "fr": "le la les des est et je vous merci pour dans une où pas que",
    }.items()
}
_TELLING = {
    "no": frozenset(["ikke", "jeg", "dere", "hva", "hvordan", "noe", "noen", "takk"]),
    "da": frozenset(["ikke", "jeg", "jer", "hvad", "hvordan", "noget", "nogen", "tak", "af", "hvornår"]),
    "fit": frozenset(["oon", "met", "net", "ette", "kläppi", "mie", "sie", "mikäs", "tääl"]),
}
_LANGUAGES = tuple(_COMMON)
_SPOKEN_IN: dict[str, list[str]] = {}
for _language, _words in _COMMON.items():
    for _word in _words:
        _SPOKEN_IN.setdefault(_word, []).append(_language)


def language_of(text: str, words: Sequence[Word]) -> str:
    """ISO 639 code of a normalised text; `sv` when unsure, `und` when there is no word at all."""
    if not words:
        return "und"
    if _ODD.search(text):
        letters = sum(c.isalpha() for c in text)
        for pattern, language in _SCRIPTS:
            count = len(pattern.findall(text))
            if language == "uk" and pattern.pattern == "[іїєґ]":
                if count:
                    return "uk"
            elif count * 3 > letters:
                return language
    forms = [w.form[:40] for w in words[:60]]
    scores = dict.fromkeys(_LANGUAGES, 0.0)
    for form in forms:
        for language in _SPOKEN_IN.get(form, ()):
            scores[language] += 1
    for language, telling in _TELLING.items():
        if scores[language] and not telling.isdisjoint(forms):
            scores[language] += 1.5 * sum(f in telling for f in forms)
    swedish = scores["sv"] + 0.6 + (0.5 if ("å" in text or "ä" in text or "ö" in text) and scores["fi"] == 0 else 0)
    best = max(_LANGUAGES, key=lambda language: scores[language])
    if scores[best] > swedish:
        return best
    if scores["sv"] == 0 and scores["fi"] == 0 and _finnish_looking(forms):
        return "fi"
    if scores["sv"] == 0 and _english_looking(forms):
        return "en"
    return "sv"


_FINNISH = re.compile(
    r"(?:aa|ää|uu|yy|ii).*(?:ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|nen|ista|istä|jen|iin|kaa|kää)\Z|kiito|hyvä|ihana|kaunis|hieno|paikka|vittu|perkele|saatana|tervetul"
)
_ENGLISH = frozenset(
    [
        "great",
        "nice",
        "beautiful",
        "love",
        "amazing",
        "awesome",
        "congratulations",
        "wow",
        "good",
        "morning",
        "happy",
        "free",
        "hello",
        "welcome",
        "cool",
        "best",
        "perfect",
        "lovely",
        "follow",
        "buy",
        "sale",
        "crypto",
        "cheap",
    ]
)


def _finnish_looking(forms: Sequence[str]) -> bool:
    return sum(bool(_FINNISH.search(f)) for f in forms) * 2 > len(forms)


def _english_looking(forms: Sequence[str]) -> bool:
    return sum(f in _ENGLISH for f in forms) * 2 > len(forms)
