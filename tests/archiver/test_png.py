from io import BytesIO

import pytest
from PIL import Image

from archiver.png import below_each_other, of_differences


def _noise(width: int, height: int, mode: str = "RGB") -> Image.Image:
    return Image.effect_noise((width, height), 90).convert(mode)


def _png(picture: Image.Image) -> bytes:
    data = BytesIO()
    picture.save(data, "PNG")
    return data.getvalue()


def _opened(data: bytes) -> Image.Image:
    picture = Image.open(BytesIO(data))
    picture.load()
    return picture


def test_differences_are_read_as_the_picture_they_are_of() -> None:
    written = of_differences(2, 2, bytes((200, 0, 7, 1, 2, 3)) + bytes((100, 255, 0, 0, 0, 253)))
    assert _opened(written).tobytes() == bytes((200, 0, 7, 1, 2, 3)) + bytes((44, 255, 7, 1, 2, 0))


def test_tiles_stand_below_each_other_pixel_for_pixel() -> None:
    tiles = [_noise(37, 50), Image.new("RGB", (37, 3), "white"), _noise(37, 11)]
    joined = below_each_other([_png(tile) for tile in tiles])
    assert joined is not None
    assert _opened(joined).size == (37, 64)
    assert _opened(joined).tobytes() == b"".join(tile.tobytes() for tile in tiles)


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


@pytest.mark.parametrize(
    "tiles",
    [
        [_png(_noise(8, 8)), _png(_noise(9, 8))],
        [_png(_noise(8, 8)), _png(_noise(8, 8, "L"))],
        [_png(_noise(8, 8).convert("RGBA"))],
        [_cut(_png(_noise(40, 40)))],
        [b"GIF89a"],
    ],
)
def test_what_is_no_plain_tile_is_left_to_others(tiles: list[bytes]) -> None:
    assert below_each_other(tiles) is None


def test_one_tile_is_kept_as_it_is() -> None:
    tile = _png(_noise(9, 9))
    assert below_each_other([tile]) == tile
