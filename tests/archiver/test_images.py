"""Pictures cut out of the master."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from archiver.images import crop, crop_all, difference, pixels, stitch
from archiver.model import Box


@pytest.fixture
def master(tmp_path: Path) -> Path:
    """100 × 300 pixels whose colour tells the row."""
    picture = Image.new("RGB", (100, 300))
    for y in range(300):
        picture.paste((y % 256, y // 256, 7), (0, y, 100, y + 1))
    path = tmp_path / "page.png"
    picture.save(path)
    return path


def test_crop_holds_exactly_the_box(master: Path, tmp_path: Path) -> None:
    target = tmp_path / "items" / "1.png"
    assert crop(master, Box(10, 20, 30, 40), target)
    with Image.open(target) as cut:
        assert cut.size == (30, 40)
        assert cut.mode == "RGB"
        assert cut.getpixel((0, 0)) == (20, 0, 7)
        assert cut.getpixel((29, 39)) == (59, 0, 7)


def test_crop_of_a_scaled_master_finds_the_same_place(master: Path, tmp_path: Path) -> None:
    target = tmp_path / "1.png"
    assert crop(master, Box(5, 10, 15, 20), target, css_width=50)
    with Image.open(target) as cut:
        assert cut.size == (30, 40)
        assert cut.getpixel((0, 0)) == (20, 0, 7)


def test_crop_outside_the_picture_writes_nothing(master: Path, tmp_path: Path) -> None:
    target = tmp_path / "1.png"
    assert not crop(master, Box(0, 300, 10, 10), target)
    assert not target.exists()


def test_many_items_are_cut_in_one_reading(master: Path, tmp_path: Path) -> None:
    cuts = {tmp_path / f"{y}.png": Box(0, y, 100, 10) for y in range(0, 400, 50)}
    written = crop_all(master, cuts)
    assert written == {tmp_path / f"{y}.png" for y in range(0, 300, 50)}


@pytest.mark.parametrize(
    ("box", "edges"),
    [
        (Box(0, 0, 10, 10), (0, 0, 10, 10)),
        (Box(-5, -5, 10, 10), (0, 0, 5, 5)),
        (Box(0.4, 0.6, 9.2, 9.2), (0, 0, 10, 10)),
        (Box(95, 295, 50, 50), (95, 295, 100, 300)),
        (Box(10, 10, 0, 10), None),
        (Box(200, 0, 10, 10), None),
        (Box(0, -50, 10, 10), None),
    ],
)
def test_box_is_kept_within_the_picture(box: Box, edges: tuple[int, int, int, int] | None) -> None:
    assert pixels(box, (100, 300)) == edges


def test_tiles_become_one_master_and_are_taken_away(tmp_path: Path) -> None:
    tiles = []
    for number, shade in enumerate((10, 20, 30)):
        tile = tmp_path / f"{number}.png"
        Image.new("RGBA", (8, 100), (shade, 0, 0, 255)).save(tile)
        tiles.append((100 * number, tile))
    stitch(tmp_path / "page.png", (8, 300), tiles)
    with Image.open(tmp_path / "page.png") as master:
        assert (master.mode, master.size) == ("RGB", (8, 300))
        assert [master.getpixel((4, y)) for y in (0, 99, 100, 299)] == [(10, 0, 0), (10, 0, 0), (20, 0, 0), (30, 0, 0)]
    assert [path.name for path in tmp_path.iterdir()] == ["page.png"]


def test_master_ends_where_the_tiles_end(tmp_path: Path) -> None:
    Image.new("RGB", (8, 100), (1, 2, 3)).save(tmp_path / "0.png")
    stitch(tmp_path / "page.png", (8, 300), [(0, tmp_path / "0.png")])
    with Image.open(tmp_path / "page.png") as master:
        assert master.size == (8, 100)


def test_a_new_post_at_the_top_leaves_what_only_moved_down_grey(tmp_path: Path) -> None:
    older, newer = (Image.new("RGB", (8, height), "white") for height in (60, 70))
    for y in range(60):
        older.paste((y * 3, 90, 10), (0, y, 8, y + 1))
        newer.paste((y * 3, 90, 10), (0, y + 10, 8, y + 11))
    newer.paste((0, 0, 255), (3, 45, 5, 46))
    older.save(tmp_path / "older.png")
    newer.save(tmp_path / "newer.png")
    with Image.open(BytesIO(difference(tmp_path / "older.png", tmp_path / "newer.png"))) as shown:
        assert shown.size == (8, 70)
        assert shown.getpixel((0, 5)) == (255, 214, 208), "new"
        assert shown.getpixel((4, 45)) == (200, 20, 20), "changed"
        grey = [shown.getpixel((0, y)) for y in range(10, 70)]
        assert all(red == green == blue for red, green, blue in grey), "only moved"
    with Image.open(BytesIO(difference(tmp_path / "newer.png", tmp_path / "older.png"))) as shown:
        assert shown.getpixel((0, 0)) == (200, 20, 20), "a line where something is gone"
