"""Pictures of the town, drawn as SVG by our own code: scenes, portraits, the coat of arms, emoji."""

from collections.abc import Callable
from html import escape
from math import cos, pi, sin
from random import Random

SIDE = 1080
"""Scenes are squares of this many units."""


def scene(name: str) -> str:
    """A drawn scene as an SVG document. Raises KeyError for a name that is not in `SCENES`."""
    sky_top, sky_low, draw = SCENES[name]
    return _svg(
        SIDE, f'{_fade("sky", sky_top, sky_low)}<rect width="100%" height="100%" fill="url(#sky)"/>{draw(Random(name))}'
    )


def portrait(name: str) -> str:
    """A person's profile picture: a plain figure on a colour of their own."""
    chance = Random(name)
    back, shirt = (f"hsl({chance.randrange(360)} 42% {light}%)" for light in (72, 42))
    skin, hair = chance.choice(_SKINS), chance.choice(_HAIR)
    top = chance.choice(
        (f'<path d="M28 44a22 24 0 0 1 44 0q-6-14-22-14T28 44z" fill="{hair}"/>', _LONG_HAIR.format(hair))
    )
    return _svg(
        100,
        f'<rect width="100" height="100" fill="{back}"/><path d="M12 104q4-34 38-34t38 34z" fill="{shirt}"/>'
        f'<rect x="43" y="58" width="14" height="18" rx="6" fill="{skin}"/>'
        f'<ellipse cx="50" cy="45" rx="20" ry="23" fill="{skin}"/>{top}',
    )


def arms() -> str:
    """The invented coat of arms: a silver stream and a mill wheel on blue."""
    spokes = "".join(
        f'<path d="M50 34L{50 + 13 * cos(n * pi / 4):.1f} {34 + 13 * sin(n * pi / 4):.1f}" stroke="#ffd54a" stroke-width="3"/>'
        for n in range(8)
    )
    return _svg(
        100,
        '<rect width="100" height="100" fill="#eef4f8"/><path d="M18 8h64v46q0 26-32 38Q18 80 18 54z" fill="#14507e"/>'
        f'<circle cx="50" cy="34" r="13" fill="none" stroke="#ffd54a" stroke-width="4"/>{spokes}'
        '<path d="M19 62q8-8 16 0t16 0 16 0 15-2" fill="none" stroke="#fff" stroke-width="6"/>'
        '<path d="M27 76q7-6 12 0t12 0 12 0 9-1" fill="none" stroke="#fff" stroke-width="5"/>',
    )


def emoji(name: str) -> str:
    """One emoji as a picture; `name` is its code points in hexadecimal, joined by `-`. Raises ValueError otherwise."""
    words = "".join(chr(int(part, 16)) for part in name.split("-"))
    return _svg(
        20,
        f'<text x="10" y="16.5" font-size="16" text-anchor="middle" font-family="Noto Color Emoji">{escape(words)}</text>',
    )


def _svg(side: int, inside: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}" viewBox="0 0 {side} {side}" '
        f'preserveAspectRatio="xMidYMid slice">{inside}</svg>'
    )


def _fade(name: str, top: str, low: str) -> str:
    return (
        f'<defs><linearGradient id="{name}" x2="0" y2="1"><stop stop-color="{top}"/>'
        f'<stop offset="1" stop-color="{low}"/></linearGradient></defs>'
    )


def _hills(colour: str, height: int, swing: int, chance: Random) -> str:
    points = " ".join(
        f"Q{x + 90} {height - chance.randrange(swing)} {x + 180} {height - chance.randrange(swing)}"
        for x in range(0, SIDE, 180)
    )
    return f'<path d="M0 {height} {points} V{SIDE} H0z" fill="{colour}"/>'


def _spruce(x: int, foot: int, size: int, colour: str) -> str:
    layers = "".join(
        f"M{x} {foot - size + n * size // 5}l{size // 7 + n * size // 14} {size // 3}h-{2 * (size // 7 + n * size // 14)}z"
        for n in range(4)
    )
    return f'<rect x="{x - size // 30}" y="{foot - size // 4}" width="{size // 15}" height="{size // 4}" fill="#4b382b"/><path d="{layers}" fill="{colour}"/>'


def _forest(chance: Random, colour: str, foot: int, count: int) -> str:
    feet = sorted(foot + chance.randrange(60) for _ in range(count))
    return "".join(_spruce(chance.randrange(SIDE), low, 150 + chance.randrange(210), colour) for low in feet)


def _house(x: int, foot: int, width: int, wall: str, roof: str = "#3f3a3c") -> str:
    top = foot - int(width * 0.7)
    panes = "".join(
        f'<rect x="{x + width * part // 10}" y="{top + width // 5}" width="{width // 5}" height="{width // 4}" fill="#ffe9a8" stroke="#fff" stroke-width="6"/>'
        for part in (2, 6)
    )
    return (
        f'<path d="M{x - 16} {top}L{x + width // 2} {top - width // 2}L{x + width + 16} {top}z" fill="{roof}"/>'
        f'<rect x="{x}" y="{top}" width="{width}" height="{foot - top}" fill="{wall}"/>{panes}'
    )


def _dots(chance: Random, count: int, colours: tuple[str, ...], low: int, high: int, size: int) -> str:
    return "".join(
        f'<circle cx="{chance.randrange(SIDE)}" cy="{chance.randrange(low, high)}" r="{3 + chance.randrange(size)}" fill="{chance.choice(colours)}"/>'
        for _ in range(count)
    )


def _snow(chance: Random) -> str:
    return (
        _forest(chance, "#3d5a57", 560, 16) + _house(180, 720, 260, "#a63c2e") + _hills("#eef4fa", 740, 60, chance)
        + '<g fill="#fff" stroke="#c9d8e6" stroke-width="4"><circle cx="760" cy="860" r="96"/><circle cx="760" cy="720" r="70"/><circle cx="760" cy="616" r="50"/></g>'
        '<path d="M760 620l70 12-70 12z" fill="#e67e22"/><circle cx="744" cy="604" r="7"/><circle cx="778" cy="604" r="7"/>'
        + _dots(chance, 120, ("#fff",), 0, SIDE, 7)
    )  # fmt: skip


def _plate(chance: Random) -> str:
    return (
        '<circle cx="540" cy="560" r="420" fill="#fff"/><circle cx="540" cy="560" r="420" fill="none" stroke="#d9dee2" stroke-width="10"/>'
        '<circle cx="540" cy="560" r="310" fill="#f6f8f9"/><path d="M330 470q160-150 330-30 40 120-110 150-190 30-220-120z" fill="#f3cf86"/>'
        '<path d="M360 480q130-80 260-20" stroke="#b97a2c" stroke-width="16" fill="none"/>'
        + "".join(
            f'<circle cx="{430 + 70 * n}" cy="{700 + 20 * (n % 2)}" r="52" fill="#f2e2a0" stroke="#d9c372" stroke-width="4"/>'
            for n in range(4)
        )
        + "".join(
            f'<path d="M{690 + chance.randrange(110)} {520 + chance.randrange(110)}l60 14" stroke="#f08a24" stroke-width="14"/>'
            for _ in range(26)
        )
        + '<path d="M60 260v620M110 260v620" stroke="#b8bec4" stroke-width="22"/>'
    )


def _books(chance: Random) -> str:
    shelves = []
    for foot in (400, 720, 1040):
        x = 30
        while x < 1010:
            width, height = 34 + chance.randrange(36), 190 + chance.randrange(80)
            shelves.append(
                f'<rect x="{x}" y="{foot - height}" width="{width}" height="{height}" rx="4" fill="hsl({chance.randrange(360)} 45% {32 + chance.randrange(34)}%)"/><rect x="{x + 6}" y="{foot - height + 26}" width="{width - 12}" height="12" fill="#f3e3b3"/>'
            )
            x += width + 4
        shelves.append(f'<rect y="{foot}" width="{SIDE}" height="34" fill="#7a5230"/>')
    return "".join(shelves)


def _stage(chance: Random) -> str:
    children = "".join(
        f'<path d="M{x - 56} 900q6-250 56-250t56 250z" fill="#fff"/><circle cx="{x}" cy="610" r="46" fill="{chance.choice(_SKINS)}"/>'
        f'<path d="M{x - 46} 600a46 46 0 0 1 92 0z" fill="{chance.choice(_HAIR)}"/><path d="M{x} 540v-36" stroke="#ffe28a" stroke-width="10"/><circle cx="{x}" cy="496" r="12" fill="#ffb327"/>'
        for x in range(160, 1000, 150)
    )
    return f'<rect y="880" width="{SIDE}" height="200" fill="#6d4a2f"/>{children}<path d="M0 0h150q-20 500 20 900H0zM1080 0H930q20 500-20 900h170z" fill="#8c1d2b"/>'


def _forest_floor(chance: Random) -> str:
    return (
        _forest(chance, "#2f5d3a", 620, 22)
        + _hills("#4f7a3a", 700, 40, chance)
        + _forest(chance, "#1f4428", 860, 9)
        + _dots(chance, 90, ("#7ca650", "#93b85f", "#5f8a3f"), 860, SIDE, 34)
    )


def _sunrise(chance: Random) -> str:
    return (
        '<circle cx="540" cy="600" r="130" fill="#fff3c4"/>'
        + _hills("#8b5a6b", 720, 80, chance)
        + _house(640, 820, 280, "#7c3b33", "#40282c")
        + _hills("#4a3440", 840, 40, chance)
        + '<path d="M200 860V430m0 40q0-70 80-70" stroke="#2c2027" stroke-width="16" fill="none"/><circle cx="284" cy="414" r="22" fill="#ffe28a"/>'
    )


def _bikes(chance: Random) -> str:
    parts = ['<rect y="760" width="1080" height="320" fill="#8d9399"/>']
    for x, colour in ((120, "#d23f31"), (430, "#1e7bb8"), (740, "#2d9d57")):
        parts.append(
            f'<g fill="none" stroke="#23272b" stroke-width="14"><circle cx="{x + 60}" cy="760" r="88"/><circle cx="{x + 250}" cy="760" r="88"/></g><path d="M{x + 60} 760l60-150h110l20 150m-20-150l-90 150h-80m60-150l-10-40h-40m160 0h40l10-30" fill="none" stroke="{colour}" stroke-width="18"/>'
        )
        parts += [f'<path d="M{x - 20} 930l40-80 40 80z" fill="#f26b21"/>']
    return "".join(parts) + _dots(chance, 40, ("#a2a8ad",), 960, SIDE, 5)


def _leaves(chance: Random) -> str:
    return (
        '<rect x="470" y="300" width="120" height="620" fill="#5b4030"/>'
        + _dots(chance, 420, ("#e2711d", "#f2a33a", "#c8431d", "#f5c84c"), 60, 560, 46)
        + _hills("#8a9a4a", 900, 30, chance)
        + _dots(chance, 160, ("#e2711d", "#f2a33a", "#c8431d"), 880, SIDE, 20)
    )


def _lab(chance: Random) -> str:
    flasks = "".join(
        f'<path d="M{x} 480h70v150l70 190q6 40-40 40H{x - 30}q-46 0-40-40l70-190z" fill="#e9f2f5" stroke="#8fa3ad" stroke-width="8"/><path d="M{x - 44} 740h158l30 84q4 28-30 28H{x - 44}q-34 0-30-28z" fill="{colour}"/>'
        for x, colour in ((180, "#6cc4a1"), (760, "#f2b63c"))
    )
    flame = '<path d="M540 300q110 170 60 290-20 60-60 60t-60-60q-50-120 60-290z" fill="#b58cf0"/><path d="M540 430q60 90 30 170-30 50-60 0-30-80 30-170z" fill="#e6d6ff"/><rect x="500" y="650" width="80" height="230" fill="#7b858c"/>'
    return f'<rect y="860" width="{SIDE}" height="220" fill="#3f4a52"/>{flasks}{flame}' + _dots(
        chance, 14, ("#d9ccff",), 120, 420, 12
    )


def _river(chance: Random) -> str:
    return (
        _forest(chance, "#385f3c", 570, 13)
        + _hills("#6f944a", 640, 30, chance)
        + '<path d="M430 620q-140 120 0 240t-120 220h640q-60-120-220-220t-60-240z" fill="#5d9ec4"/><path d="M470 700q60 20 120 0M450 820q90 30 190 0M480 950q110 40 240 0" stroke="#cfe8f5" stroke-width="10" fill="none"/>'
        + _dots(chance, 40, ("#8a8f86", "#a5aaa0"), 880, SIDE, 26)
    )


def _town(chance: Random) -> str:
    houses = "".join(
        _house(x, 820, 170, chance.choice(("#d9a441", "#b5543b", "#e3d5b8", "#7d9a8c", "#a63c2e")))
        for x in range(20, 1000, 210)
    )
    church = (
        '<path d="M500 700V250l50-150 50 150v450z" fill="#efe8da"/><path d="M490 260l60-190 60 190z" fill="#33474a"/>'
    )
    return (
        _hills("#7d9b6a", 620, 60, chance)
        + church
        + houses
        + '<rect y="820" width="1080" height="260" fill="#9a948a"/>'
        + _dots(chance, 60, ("#857f76", "#aca69c"), 850, SIDE, 12)
    )


def _ice(chance: Random) -> str:
    tracks = "".join(
        f'<path d="M{chance.randrange(1000)} {640 + chance.randrange(400)}q120 -60 260 {chance.randrange(80)}" stroke="#fff" stroke-width="5" fill="none"/>'
        for _ in range(16)
    )
    skaters = "".join(
        f'<path d="M{x} {y}l-24 90m24-90l40 86m-40-86v-96l50 40m-50-40l-46 46" stroke="{colour}" stroke-width="20" fill="none" stroke-linecap="round"/><circle cx="{x}" cy="{y - 126}" r="28" fill="{colour}"/>'
        for x, y, colour in ((300, 760, "#c0392b"), (560, 690, "#1f6f9f"), (810, 820, "#2c3e50"))
    )
    return (
        _forest(chance, "#4b6a6b", 560, 18)
        + f'<rect y="580" width="{SIDE}" height="500" fill="#d3e8f4"/>{tracks}{skaters}'
    )


def _bath(chance: Random) -> str:
    panes = "".join(f'<rect x="{40 + n * 170}" y="90" width="140" height="330" fill="#dff1f7"/>' for n in range(6))
    lanes = "".join(
        f'<path d="M{200 + n * 140} 560L{60 + n * 200} 1080" stroke="{colour}" stroke-width="14" stroke-dasharray="36 16"/>'
        for n, colour in enumerate(("#e74c3c", "#fff", "#e74c3c", "#fff", "#e74c3c", "#fff"))
    )
    return (
        f'<rect width="{SIDE}" height="540" fill="#b9c9cf"/>{panes}<rect y="500" width="{SIDE}" height="60" fill="#e9e2d3"/><rect y="560" width="{SIDE}" height="520" fill="#2fa4c7"/>{lanes}'
        + _dots(chance, 30, ("#7fd0e6",), 600, SIDE, 18)
    )


_SKINS = ("#f2c9a5", "#e3ac80", "#b97a50", "#8a5636", "#f6d7bd")
_HAIR = ("#3a2a20", "#7a4f28", "#d2a24c", "#1d1a1a", "#a9a9a9", "#9c3b1f")
_LONG_HAIR = '<path d="M26 72V46a24 26 0 0 1 48 0v26h-7V48q-8-16-17-16t-17 16v24z" fill="{}"/>'

SCENES: dict[str, tuple[str, str, Callable[[Random], str]]] = {
    "snow": ("#a9c4dc", "#f0f5fa", _snow),
    "plate": ("#8fb08a", "#6f946a", _plate),
    "books": ("#5a3d24", "#402a18", _books),
    "stage": ("#2b1b2e", "#5a2b2b", _stage),
    "forest": ("#bcd6c0", "#e6efd8", _forest_floor),
    "sunrise": ("#f7b267", "#f4845f", _sunrise),
    "bikes": ("#bcd9ec", "#eef6fa", _bikes),
    "leaves": ("#cfdfe8", "#f3ead6", _leaves),
    "lab": ("#1f2a33", "#2d3b45", _lab),
    "river": ("#9cc9e8", "#e8f3f8", _river),
    "town": ("#f0d9b5", "#f9efdc", _town),
    "ice": ("#b5d3e6", "#eaf4f9", _ice),
    "bath": ("#b9c9cf", "#b9c9cf", _bath),
}
