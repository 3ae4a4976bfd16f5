"""The settings: every fault is named with its place."""

from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from archiver.errors.usage import ConfigFault
from jobs.config import Config, read_config

SHIPPED = Path(__file__).resolve().parents[2] / "config.toml"


def test_the_shipped_file_holds_exactly_the_defaults() -> None:
    shipped = read_config(SHIPPED)
    assert shipped == Config(file=SHIPPED)


def test_every_setting_stands_in_the_shipped_file() -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    for section in fields(Config):
        if section.name != "file":
            assert f"[{section.name}]" in text
            for setting in fields(section.default) if is_dataclass(section.default) else ():
                assert f"\n{setting.name} = " in text or f"[{section.name}.{setting.name}]" in text, setting.name


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ('[storage]\nrot = "x"\n', ["[storage] rot, rad 2", "okänd"]),
        ('[capture]\n\nscrolls = "7"\n', ["[capture] scrolls, rad 3", "heltal"]),
        ("[capture]\npage_seconds = 0\n", ["[capture] page_seconds, rad 2", "minst 1"]),
        ("[schedule]\ncaptures_per_year = 1\n", ["captures_per_year", "minst 2"]),
        ("[nope]\nx = 1\n", ["[nope], rad 1"]),
        ('[database]\nurl = "mysql://x"\n', ["[database] url, rad 2", "fel form"]),
        ("a = \n", ["rad 1", "TOML"]),
        ('[selectors.fejsbok]\npost = "div"\n', ["selectors.fejsbok", "ingen sådan plattform"]),
        ('[selectors.facebook]\nrubrik = "h2"\n', ["selectors.facebook.rubrik", "okänt fält"]),
        ('[selectors.facebook]\npost = "div[["\n', ["selectors.facebook.post", "CSS-selektor"]),
        ('file = "x"\n', ["[file], rad 1"]),
        ('[storage]\nrot = "x"\n[capture]\nscrolls = 0\n', ["rot, rad 2", "scrolls, rad 4"]),
    ],
)
def test_a_fault_is_named_with_its_place(tmp_path: Path, text: str, places: list[str]) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigFault) as caught:
        read_config(file)
    message = caught.value.message("sv")
    assert str(file) in message
    for place in places:
        assert place in message
    assert caught.value.exit_code == 2


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigFault, match="does not exist"):
        read_config(tmp_path / "none.toml")


def test_relative_paths_count_from_the_file(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[storage]\nroot = "arkiv"\n', encoding="utf-8")
    config = read_config(file)
    assert config.path(config.storage.root) == tmp_path / "arkiv"
    assert config.database_url == f"sqlite:///{tmp_path / 'kort.db'}"
