"""Heavy work on finished evidence is done apart, and falls alone."""

import asyncio
import errno
import os
import signal
from pathlib import Path

from PIL import Image

from archiver.capture.workshop import LOST, Workshop


def tile(path: Path, colour: str) -> str:
    Image.new("RGB", (40, 30), colour).save(path, "PNG")
    return str(path)


def test_pieces_are_done_at_the_same_time_and_a_failed_one_harms_no_other(tmp_path: Path) -> None:
    async def work() -> list[int]:
        shop = Workshop()
        good = [
            shop.do("picture", str(tmp_path / f"{n}.png"), 40, 60, f"0 {tile(tmp_path / f't{n}', 'red')}") for n in "ab"
        ]
        absent = shop.do("picture", str(tmp_path / "c.png"), 40, 30, f"0 {tmp_path / 'finns-inte'}")
        broken = shop.do("reading_copy", str(tmp_path / "x.pdf"), str(tmp_path / "x.png"), str(tmp_path / "y.pdf"))
        try:
            return await asyncio.gather(*good, absent, broken)
        finally:
            await shop.close()

    assert asyncio.run(work()) == [0, 0, errno.ENOENT, errno.ENOENT]
    with Image.open(tmp_path / "b.png") as picture:
        assert picture.size == (40, 30)  # the master ends where the tiles do


def test_a_workshop_that_is_killed_says_so_and_starts_anew(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "väntar")

    async def work() -> tuple[int, int]:
        shop = Workshop()
        waiting = asyncio.ensure_future(shop.do("picture", str(tmp_path / "a.png"), 40, 30, f"0 {tmp_path / 'väntar'}"))
        while shop.process == 0:
            await asyncio.sleep(0.01)
        os.killpg(shop.process, signal.SIGKILL)
        lost = await waiting
        done = await shop.do("picture", str(tmp_path / "b.png"), 40, 30, f"0 {tile(tmp_path / 't', 'blue')}")
        await shop.close()
        await shop.close()
        return lost, done

    assert asyncio.run(work()) == (LOST, 0)
