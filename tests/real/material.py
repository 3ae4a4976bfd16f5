"""The Swedish posts and threads that every foreign server is filled with: made up, the same on every run.

Sixty posts over two years (both sides of the clock changes), one with forty comments, one with a thread five deep, most
with a few. Names and texts hold what breaks readers: å ä ö, quotes, `<…>`, &, emoji with skin tone and joiner, NFD letters,
line breaks, other alphabets, words a page itself uses ("Svara", "för 2 dagar sedan", "12 kommentarer").
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

OFFICE = "Nordby kommun"
WRITERS = (OFFICE, "Åsa Öberg", "Bo ”Bosse” Ek")
CITIZENS = (
    "Märta Åström",
    "Lars-Åke Öhman",
    "Kim O'Brien",
    "Aylin Yıldız",
    "Maja 🌻",
    "Jörgen",
    "Олена Коваль",
    "Per-Erik Wikström d.y.",
    "Svea & Nils",
    "anonym 90-talist",
)


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment with the comments that answer it. `at` is UTC."""

    key: str
    author: str
    at: datetime
    text: str
    answers: tuple["Remark", ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """A post with its comments. Paragraphs in `text` are parted by an empty line, lines by one line break."""

    key: str
    author: str
    at: datetime
    title: str
    text: str
    remarks: tuple[Remark, ...] = ()

    def thread(self) -> Iterator[tuple[Remark, str]]:
        """Every comment with the key of what it answers, parents first."""
        waiting = [(remark, self.key) for remark in self.remarks]
        while waiting:
            remark, parent = waiting.pop(0)
            yield remark, parent
            waiting = [(answer, remark.key) for answer in remark.answers] + waiting


SUBJECTS = (
    ("Nya öppettider på biblioteket", "Från måndag har biblioteket öppet till klockan 20. Återlämning går att göra dygnet runt i luckan mot torget."),
    ("Vattenläcka på Älvgatan", "Vi lagar en läcka på Älvgatan i natt mellan 23 och 05. Fyll gärna en kanna vatten i kväll 💧"),
    ("Snöröjning: så prioriterar vi", "Gång- och cykelvägar först, sedan bussgator, sist villagator.\nRing 0900-123 00 om något är farligt."),
    ("Budgeten för nästa år är antagen", "Fullmäktige antog budgeten i går. Skolan får 12,4 miljoner kronor mer än i år; kulturen får mindre."),
    ("Sommarjobb för dig mellan 16 och 18", "Ansök senast den 15 mars. Du kan jobba i äldreomsorgen, på förskola eller i parken."),
    ("Badvattnet är provtaget", "Alla fyra kommunala bad har tjänligt vatten. Temperaturen vid Norrfors var 19,5 °C 🏊🏽‍♀️"),
    ("Detaljplan för Kvarnängen på samråd", "Förslaget omfattar 48 bostäder, en förskola och en park. Synpunkter lämnas skriftligt till plan- och byggenheten."),
    ("Trygghetsvandring i Öster", "Vi möts vid skolan kl. 18. Polisen, räddningstjänsten och bostadsbolaget är med.\n\nTa med ficklampa!"),
    ("Avfall: nya kärl delas ut", "Under vecka 14–17 byts kärlen. Ställ ut det gamla tömt, med locket <öppet>, samma dag."),
    ("Kulturskolans vårkonsert", "Över hundra elever spelar & sjunger i Folkets hus. Fri entré, ”först till kvarn” gäller."),
    ("Ny rektor på Åkraskolan", "Vi hälsar Inger välkommen. Hon börjar den 1 augusti och kommer närmast från Umeå."),
    ("Inbrott i förrådet vid idrottsplatsen", "Material för cirka 40 000 kr saknas. Har du sett något? Tipsa polisen på 114 14."),
)  # fmt: skip

SAYINGS = (
    "Bra att ni äntligen gör något åt detta!",
    "När kommer beslutet? Jag har väntat sedan i höstas.",
    "Gäller det här även oss som bor i Södra Äng?",
    "Tack för informationen 👍🏽",
    "Hej! Jag skrev till er för 2 dagar sedan men har inte fått svar.",
    "Kommunen borde läsa sina egna riktlinjer, sid. 3–5.",
    "På vår gata är <belysningen> trasig; a < b & b > a, liksom.",
    "”Först till kvarn” är inte rättvist mot dem som jobbar kväll.",
    "Svara gärna här så att fler ser.\n\nOch lägg upp kartan också.",
    "Häftigt ❤️ barnen längtar redan 👨‍👩‍👧‍👦",
    "12 kommentarer och inget svar … typiskt.",
    "Jag instämmer med föregående talare.",
    "Läs mer på nordby.se står det, men sidan finns inte.",
    "Var kan man parkera?",
    "Дякуємо за допомогу!",
    "Går det att få samma text på lättläst svenska?",
)

ODD = {
    5: ("Інформація українською мовою", "Ласкаво просимо до нашої комуни. Телефон: 0900-123 00."),
    8: ("Cafe\u0301 Ko\u0308ket o\u0308ppnar ba\u0308nkar i Ba\u0308ckby", "Text skriven på en dator som delar upp bokstäverna: a\u030a a\u0308 o\u0308."),
    11: ("Fråga & svar: ”vad händer med <badhuset>?”", "Vi får många frågor. Kortfattat: det byggs om, inte rivs. 1 < 2 och 3 > 2."),
    14: ("🎄🎄 God jul 🎄🎄", "Vi önskar alla en god jul och ett gott nytt år! 🎅🏿"),
    17: ("معلومات باللغة العربية", "أهلا وسهلا بكم في البلدية."),
    23: ("Öppet hus på brandstationen lördag 10–14", "Kom och prova strålröret.\nKorv till alla.\nParkera vid ICA."),
}  # fmt: skip

FIRST = datetime(2024, 11, 3, 7, 15, 20, tzinfo=UTC)
LONG, DEEP = 3, 6
"""Numbers of the post with forty comments and of the one with the deep thread."""


def _remark(story: int, number: int, at: datetime, answers: tuple[Remark, ...] = (), by: str = "") -> Remark:
    saying = SAYINGS[(story * 5 + number * 3) % len(SAYINGS)]
    author = by or CITIZENS[(story * 3 + number) % len(CITIZENS)]
    return Remark(f"p{story}c{number}", author, at, f"{saying} ({story}.{number})", answers)


def _deep(story: int, at: datetime, level: int = 1) -> Remark:
    answers = (_deep(story, at + timedelta(minutes=47, seconds=13), level + 1),) if level < 5 else ()
    if level == 2:
        answers += (_remark(story, 9, at + timedelta(days=1), by=OFFICE),)
    return _remark(story, level, at, answers)


def _remarks(story: int, at: datetime) -> tuple[Remark, ...]:
    if story == LONG:
        return tuple(_long(story, at))
    if story == DEEP:
        return _deep(story, at + timedelta(minutes=5)), _remark(story, 7, at + timedelta(days=40))
    first = at + timedelta(hours=1, minutes=story)
    match story % 4:
        case 0:
            return (_remark(story, 1, first),)
        case 1:
            answer = _remark(story, 2, first + timedelta(minutes=3), by=OFFICE)
            return _remark(story, 1, first, (answer,)), _remark(story, 3, first + timedelta(days=2))
        case 2:
            return tuple(_remark(story, n, first + timedelta(hours=5 * n)) for n in (1, 2, 3))
    return ()


def _long(story: int, at: datetime) -> Iterator[Remark]:
    """Thirty top comments, every third answered: forty in all."""
    for number in range(1, 31):
        when = at + timedelta(minutes=37 * number, seconds=number)
        answer = _remark(story, 100 + number, when + timedelta(minutes=9), by=OFFICE if number % 2 else "")
        yield _remark(story, number, when, (answer,) if number % 3 == 0 else ())


def stories(count: int = 60) -> tuple[Story, ...]:
    """The posts, newest first (number 1 is the newest)."""
    made = []
    for number in range(1, count + 1):
        at = FIRST + timedelta(days=12 * (60 - number), hours=(number * 7) % 11, minutes=(number * 13) % 60)
        title, text = ODD.get(number) or SUBJECTS[number % len(SUBJECTS)]
        if number not in ODD:
            title = f"{title} ({number})"
        body = f"{text}\n\nDetta är meddelande nummer {number} från kommunen."
        made.append(Story(f"p{number}", WRITERS[number % 3], at, title, body, _remarks(number, at)))
    return tuple(made)


HIDDEN = (
    "Ogranskad kommentar som ingen får se förrän den är godkänd, qvx1.",
    "Köp billiga klockor på min sida, qvx2.",
    "Slängd kommentar i papperskorgen, qvx3.",
    "Utkast som inte är publicerat, qvx4.",
    "Inlägg som publiceras först om flera år, qvx5.",
    "Privat inlägg för redaktionen, qvx6.",
)
"""Held comment, spam, trashed comment, draft, future post, private post."""
