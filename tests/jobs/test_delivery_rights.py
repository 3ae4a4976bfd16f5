"""Who may take packages with secrets out of the archive."""

from dataclasses import replace

import pytest

from archiver.errors.refused import Refused, RightRefused
from archiver.export.formats.registry import FORMATS
from archiver.model import Person, Role
from jobs.delivery import Selection, export

WEB_MANAGER = Person("wera", "Wera Webbansvarig", roles=frozenset({Role.WEB_MANAGER}))


@pytest.mark.parametrize("key", [each.key for each in FORMATS if each.secret])
def test_package_with_secrets_takes_the_right_to_see_them(town, tmp_path, key):
    with pytest.raises(RightRefused):
        export(replace(town.as_("rut"), who=WEB_MANAGER), key, tmp_path / "ut", Selection())
    assert not (tmp_path / "ut").exists()


@pytest.mark.parametrize("key", [each.key for each in FORMATS if not each.secret])
def test_public_package_takes_only_the_right_to_export(town, tmp_path, key):
    with pytest.raises(Refused, match=r"selection|account|item"):
        export(replace(town.as_("rut"), who=WEB_MANAGER), key, tmp_path / "ut", Selection())
