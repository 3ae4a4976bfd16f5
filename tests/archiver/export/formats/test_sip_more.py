"""What an e-archive may also ask for: masked copies, a finding aid; and a large package in little memory."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from archiver.export.delivery_profile import DeliveryProfile
from archiver.export.disclosure import ItemTest, Release
from archiver.export.fixity import package_faults
from archiver.export.formats.sip import FORMAT
from tests.everywhere import places_of

SCHEMAS = Path(__file__).resolve().parents[4] / ".cache/schemas"
EAD = {"e": "http://ead3.archivists.org/schema/"}
PREMIS = {"p": "http://www.loc.gov/premis/v3"}
HIDDEN = ("Signhild", "Trollbäck", "tvärsymtomit", "Astronautskolan")


def package(shelf, say, target, masks=None, **profile):
    shelf.capture(1)
    shelf.item("lampa", "Lampan på Storgatan 4 är trasig")
    secret = shelf.secret_item()
    given = shelf.material(profile=DeliveryProfile(**profile))
    FORMAT.write(replace(given, masks={secret.id: masks(secret)} if masks else {}), target, say)
    (found,) = target.iterdir()
    return found, secret


def test_masked_representation_holds_no_secret_word(shelf, say, tmp_path):
    found, secret = package(shelf, say, tmp_path / "ut", masked_copies=True)
    copies = found / "representations/maskad"
    assert places_of(HIDDEN, copies) == []
    held = {each.parent.name: json.loads(each.read_text()) for each in copies.rglob("innehall.json")}
    assert held[secret.id]["versions"] == [], "never disclosed: only its place is kept"
    assert [one["versions"][0]["text"] for one in held.values() if one["versions"]] == [
        "Lampan på Storgatan 4 är trasig"
    ]
    assert package_faults(found) == ()
    told = etree.parse(copies / "metadata/preservation/premis.xml")
    assert told.xpath("//p:eventType/text()", namespaces=PREMIS) == ["redaction", "redaction"]


def test_masked_copy_is_masked_as_at_the_last_disclosure(shelf, say, tmp_path):
    def masks(secret):
        return ItemTest(
            secret.id, Release.PART, "rut", secret.received_at, "OSL 23:2", words=HIDDEN[:3], mask_author=True
        )

    found, secret = package(shelf, say, tmp_path / "ut", masks, masked_copies=True)
    copies = found / "representations/maskad"
    assert places_of((*HIDDEN[:3], "Valdemar"), copies) == []
    said = (copies / f"data/handlingar/{secret.id}/innehall.json").read_text()
    assert "Astronautskolan: lilla [maskat] [maskat] i 3B" in said


def test_finding_aid_tells_accounts_captures_and_items_without_secrets(shelf, say, tmp_path):
    found, secret = package(shelf, say, tmp_path / "ut", ead=True)
    place = found / "metadata/descriptive/ead.xml"
    top = etree.parse(place)
    assert top.xpath("//e:c[@level='series']/e:did/e:unittitle/text()", namespaces=EAD) == [
        "Lillåns kommun på Facebook"
    ]
    ids = top.xpath("//e:c[@level='item']/e:did/e:unitid[1]/text()", namespaces=EAD)
    assert len(ids) == 3
    assert secret.id in ids
    assert not [word for word in HIDDEN if word in place.read_text()]
    mets = etree.parse(found / "METS.xml")
    assert mets.xpath("//*[local-name()='mdRef']/@MDTYPE") == ["DC", "EAD", "PREMIS"]
    assert package_faults(found) == ()


def test_finding_aid_is_valid_ead3(shelf, say, tmp_path):
    schema = Path(os.environ.get("SOMEARKIV_EAD_XSD", SCHEMAS / "ead3.xsd"))
    if not schema.exists():
        pytest.skip("ead3.xsd (CC0, Society of American Archivists) is not here; set SOMEARKIV_EAD_XSD")
    found, _ = package(shelf, say, tmp_path / "ut", ead=True)
    etree.XMLSchema(etree.parse(schema)).assertValid(etree.parse(found / "metadata/descriptive/ead.xml"))
