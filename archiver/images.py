"""The room Pillow lives in: cutting, stitching and shrinking pictures.

Preservation masters are PNG, RGB, pressed without loss (ISO/IEC 15948); `png.py` writes those that there are many of.
"""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from math import ceil, floor
from pathlib import Path

from PIL import Image, ImageChops, ImageOps

from archiver import png
from archiver.alignment import Gap, gaps
from archiver.model import Box

Image.MAX_IMAGE_PIXELS = None  # our own masters are tall; pictures from outside are never opened here

PNG_LEVEL = 6
STRIP = 256
"""Rows that are looked at together."""
RED, NEW_GROUND = (200, 20, 20), (255, 214, 208)
GONE_LINE = 4
"""Height of the line where something is gone, pixels."""


def crop(master: Path, box: Box, target: Path, *, css_width: float | None = None, margin: int = 0) -> bool:
    """Cut one item out of the full-page picture; see `crop_all`. False, writing nothing, when the box has no area on it."""
    return target in crop_all(master, {target: box}, css_width=css_width, margin=margin)


def crop_all(
    master: Path, cuts: Mapping[Path, Box], *, css_width: float | None = None, margin: int = 0
) -> frozenset[Path]:
    """Cut many items out of the full-page picture, which is decoded only once.

    Args:
        master: full-page picture (`page.png`).
        cuts: for each PNG to write (folders are made), the item's place in CSS pixels from the top left.
        css_width: width of the page in CSS pixels (`layout.json`'s `width`) where the picture may be scaled; None
            means one picture pixel per CSS pixel.
        margin: CSS pixels of surroundings to keep on each side.

    Returns:
        The files written; a box without area on the picture gives none.
    """
    written = set()
    with Image.open(master) as picture:
        scale = picture.width / css_width if css_width else 1.0
        for target, box in cuts.items():
            edges = pixels(box, picture.size, scale=scale, margin=margin)
            if edges is not None:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(_pressed(picture.crop(edges).convert("RGB")))
                written.add(target)
    return frozenset(written)


def pixels(box: Box, size: tuple[int, int], *, scale: float = 1.0, margin: int = 0) -> tuple[int, int, int, int] | None:
    """The box as (left, top, right, bottom) within a picture of `size`, right and bottom exclusive; None when outside."""
    left = max(0, floor((box.x - margin) * scale))
    top = max(0, floor((box.y - margin) * scale))
    right = min(size[0], ceil((box.x + box.width + margin) * scale))
    bottom = min(size[1], ceil((box.y + box.height + margin) * scale))
    if box.width <= 0 or box.height <= 0 or right <= left or bottom <= top:
        return None
    return left, top, right, bottom


def size_of(picture: Path) -> tuple[int, int]:
    """Width and height in pixels, without decoding the picture."""
    with Image.open(picture) as opened:
        return opened.size


def black_out(master: Path, rectangles: Sequence[tuple[int, int, int, int]], target: Path) -> None:
    """A new PNG of only the pixels, with the rectangles (left, top, right, bottom; right and bottom exclusive) burnt
    black: no text block, profile, time or other layer of the master follows along."""
    with Image.open(master) as opened:
        burnt = Image.new("RGB", opened.size)
        burnt.paste(opened.convert("RGB"))
    for left, top, right, bottom in rectangles:
        burnt.paste((0, 0, 0), (max(0, left), max(0, top), min(burnt.width, right), min(burnt.height, bottom)))
    burnt.save(target, "PNG", compress_level=PNG_LEVEL)


def _pressed(picture: Image.Image) -> bytes:
    """An RGB picture as PNG bytes."""
    above = Image.new("RGB", picture.size)
    above.paste(picture, (0, 1))
    return png.of_differences(*picture.size, ImageChops.subtract_modulo(picture, above).tobytes())


def stitch(target: Path, size: tuple[int, int], tiles: Iterable[tuple[int, Path]]) -> None:
    """Put tiles together as one preservation master; each is (pixels from the top, file) and is taken away.

    `size` is the page's; where the tiles end before it, so does the master.
    """
    placed = list(tiles)
    target.write_bytes(_joined(size, placed) or _pressed(_pasted(size, placed)))
    for _, tile in placed:
        tile.unlink()


def _joined(size: tuple[int, int], tiles: Sequence[tuple[int, Path]]) -> bytes | None:
    """Tiles that stand edge to edge, put together without decoding them; None where they don't or can't be."""
    bottom = 0
    for top, tile in tiles:
        width, height = size_of(tile)
        if (top, width) != (bottom, size[0]):
            return None
        bottom += height
    return png.below_each_other([tile.read_bytes() for _, tile in tiles]) if bottom <= size[1] else None


def _pasted(size: tuple[int, int], tiles: Sequence[tuple[int, Path]]) -> Image.Image:
    master = Image.new("RGB", size, "white")
    bottom = 0
    for top, tile in tiles:
        with Image.open(tile) as picture:
            master.paste(picture.convert("RGB"), (0, top))
            bottom = top + picture.height
    return master.crop((0, 0, size[0], bottom)) if bottom < size[1] else master


def thumbnail(master: Path, width: int, height: int) -> bytes:
    """The top of a picture, small, as PNG bytes: as much of it as has the shape of `width` to `height`."""
    with Image.open(master) as picture:
        top = picture.crop((0, 0, picture.width, min(picture.height, ceil(picture.width * height / width))))
        top = top.convert("RGB")
    top.thumbnail((width, height))
    written = BytesIO()
    top.save(written, "PNG", optimize=True)
    return written.getvalue()


def difference(before: Path, after: Path) -> bytes:
    """Two pictures held against each other, PNG bytes: the newer in grey; what is changed in red, what is new on a red ground,
    and a red line where something is gone. What only moved up or down is the same.
    """
    with Image.open(before) as one, Image.open(after) as other:
        width = max(one.width, other.width)
        old, new = (_widened(each, width) for each in (one, other))
    shown = ImageOps.grayscale(new).convert("RGB")
    for gap in gaps(_rows(old), _rows(new)):
        _mark_gap(shown, old, new, gap)
    written = BytesIO()
    shown.save(written, "PNG", compress_level=1)
    return written.getvalue()


def _widened(picture: Image.Image, width: int) -> Image.Image:
    if picture.width == width:
        return picture.convert("RGB")
    wide = Image.new("RGB", (width, picture.height), "white")
    wide.paste(picture.convert("RGB"))
    return wide


def _rows(picture: Image.Image) -> list[int]:
    """A number for each row of pixels, the same for the same row."""
    length = picture.width * 3
    found: list[int] = []
    for top in range(0, picture.height, STRIP):
        strip = picture.crop((0, top, picture.width, min(top + STRIP, picture.height))).tobytes()
        found += [hash(strip[start : start + length]) for start in range(0, len(strip), length)]
    return found


def _mark_gap(shown: Image.Image, old: Image.Image, new: Image.Image, gap: Gap) -> None:
    width, both = new.width, min(gap.before_end - gap.before, gap.after_end - gap.after)
    if both:
        was = old.crop((0, gap.before, width, gap.before + both))
        now = new.crop((0, gap.after, width, gap.after + both))
        changed = ImageChops.difference(was, now).convert("L").point(lambda value: 255 if value else 0)
        shown.paste(RED, (0, gap.after), mask=changed)
    if gap.after + both < gap.after_end:
        box = (0, gap.after + both, width, gap.after_end)
        shown.paste(ImageChops.multiply(shown.crop(box), Image.new("RGB", (width, box[3] - box[1]), NEW_GROUND)), box)
    elif gap.before + both < gap.before_end:
        line = min(gap.after + both, max(0, new.height - GONE_LINE))
        shown.paste(RED, (0, line, width, min(line + GONE_LINE, new.height)))


def as_pdf(master: Path, target: Path) -> None:
    """The picture on sheets of A4's shape, as a PDF for reading."""
    with Image.open(master) as picture:
        high = ceil(picture.width * 2**0.5)
        sheets = [
            picture.crop((0, top, picture.width, min(top + high, picture.height)))
            for top in range(0, picture.height, high)
        ]
    sheets[0].save(target, "PDF", save_all=True, append_images=sheets[1:], resolution=96.0)
