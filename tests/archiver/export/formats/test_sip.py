"""E-ARK packages, judged by the published schemas and by a walk over every file of every METS."""

import hashlib
import os
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from archiver.errors.operation import IntegrityFault
from archiver.errors.refused import Refused
from archiver.errors.usage import ConfigFault
from archiver.export.delivery_profile import DeliveryProfile, load_profile
from archiver.export.fixity import package_faults
from archiver.export.formats.sip import FORMAT

CORPORA = Path(__file__).resolve().parents[4] / "../shared/corpora"
SPACES = {
    "m": "http://www.loc.gov/METS/",
    "csip": "https://DILCIS.eu/XML/METS/CSIPExtensionMETS",
    "xlink": "http://www.w3.org/1999/xlink",
    "p": "http://www.loc.gov/premis/v3",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
}
LINKS = "http://www.loc.gov/standards/xlink/xlink.xsd"


class _Local(etree.Resolver):
    def resolve(self, url, public_id, context):
        if url in (LINKS, "http://www.loc.gov/mets/mets.xsd"):
            name = "fgs-paketstruktur-1.2-xsd/xlink.xsd" if url == LINKS else "eark-schemas-2.2.0/mets.xsd"
            return self.resolve_filename(str(CORPORA / name), context)
        return None


@pytest.fixture(scope="module")
def schema():
    """METS 1.12 with the E-ARK attributes, as published."""
    folder = CORPORA / "eark-schemas-2.2.0"
    if not folder.exists():
        pytest.skip("the E-ARK schemas are not on this machine (../shared/corpora)")
    parser = etree.XMLParser()
    parser.resolvers.add(_Local())
    both = f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
      <xs:import namespace="http://www.loc.gov/METS/" schemaLocation="{folder}/mets.xsd"/>
      <xs:import namespace="https://DILCIS.eu/XML/METS/CSIPExtensionMETS" schemaLocation="{folder}/DILCISExtensionMETS.xsd"/>
      <xs:import namespace="https://DILCIS.eu/XML/METS/SIPExtensionMETS" schemaLocation="{folder}/DILCISExtensionSIPMETS.xsd"/>
    </xs:schema>"""
    return etree.XMLSchema(etree.fromstring(both, parser))


@pytest.fixture
def town(shelf):
    shelf.capture(1)
    shelf.capture(2)
    shelf.item("lampa", "Lampan på Storgatan 4 är trasig")
    shelf.secret_item()
    return shelf


def package(town, say, target, **profile) -> Path:
    FORMAT.write(town.material(profile=DeliveryProfile(**profile)), target, say)
    (found,) = target.iterdir()
    return found


@pytest.mark.parametrize("structure", ["2.1.0", "2.2.0"])
def test_every_mets_is_valid_by_the_published_schemas(town, say, tmp_path, schema, structure):
    found = package(
        town,
        say,
        tmp_path / "ut",
        structure=structure,
        reading_copies=True,
        erms=True,
        preservation="Regionarkivet",
        preservation_code="222000-0000",
        submission_agreement="RA 13-2011/5329; 2026-04-12",
        reference_code="SE/RA/1",
    )
    documents = [*found.rglob("METS.xml")]
    assert len(documents) == 3
    for each in documents:
        schema.assertValid(etree.parse(each))


@pytest.mark.parametrize(
    ("structure", "url"),
    [
        ("2.1.0", "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml"),
        ("2.2.0", "https://earksip.dilcis.eu/profile/E-ARK-SIP-v2-2-0.xml"),
    ],
)
def test_each_version_names_its_own_profile(town, say, tmp_path, structure, url):
    found = package(town, say, tmp_path / "ut", structure=structure)
    assert {etree.parse(each).getroot().get("PROFILE") for each in found.rglob("METS.xml")} == {url}


def test_musts_of_the_package_mets(town, say, tmp_path):
    found = package(town, say, tmp_path / "ut", submission_agreement="RA 1")
    top = etree.parse(found / "METS.xml")

    def told(path):
        return top.xpath(path, namespaces=SPACES)

    assert told("string(/m:mets/@OBJID)") == found.name, "CSIPSTR2: the folder is called as the package"
    assert told("string(/m:mets/m:metsHdr/@csip:OAISPACKAGETYPE)") == "SIP"
    assert told("string(//m:agent[@OTHERTYPE='SOFTWARE']/m:note[@csip:NOTETYPE='SOFTWARE VERSION'])") == "0.1.0"
    assert told("string(//m:agent[@ROLE='ARCHIVIST']/m:note[@csip:NOTETYPE='IDENTIFICATIONCODE'])") == "212000-0000"
    assert told("count(//m:agent[@ROLE='CREATOR' and @TYPE='ORGANIZATION'])") == 1
    assert told("string(//m:altRecordID[@TYPE='SUBMISSIONAGREEMENT'])") == "RA 1"
    assert told("//m:structMap[@LABEL='CSIP' and @TYPE='PHYSICAL']/m:div/m:div/@LABEL") == [
        "Metadata",
        "Documentation",
        "Schemas",
        "Representations/original",
    ]
    assert told("//m:div[@LABEL='Representations/original']/m:mptr/@xlink:href") == [
        "representations/original/METS.xml"
    ]


def test_every_file_is_counted_and_unchanged(town, say, tmp_path):
    assert package_faults(package(town, say, tmp_path / "ut", reading_copies=True)) == ()


def test_changed_missing_and_stray_files_are_found(town, say, tmp_path):
    found = package(town, say, tmp_path / "ut")
    data = found / "representations/original/data"
    changed = next(data.rglob("page.html"))
    changed.write_bytes(changed.read_bytes().replace(b"Lill", b"Lull"))
    missing = next(data.rglob("page.txt"))
    missing.unlink()
    (found / "documentation/extra.txt").write_text("x")
    (found / "schemas/link.xsd").symlink_to("/etc/hostname")
    told = {(one.kind, one.path) for one in package_faults(found)}
    assert told == {
        ("ändrad", changed.relative_to(found).as_posix()),
        ("saknas", missing.relative_to(found).as_posix()),
        ("okänd", "documentation/extra.txt"),
        ("okänd", "schemas/link.xsd"),
    }


def test_mets_that_points_outside_or_is_broken_is_told(town, say, tmp_path):
    found = package(town, say, tmp_path / "ut")
    top = found / "METS.xml"
    top.write_text(top.read_text().replace("documentation/las-mig.txt", "../../las-mig.txt"))
    assert "utanför" in {one.kind for one in package_faults(found)}
    (found / "representations/original/METS.xml").write_text("<mets")
    assert ("oläslig", "representations/original/METS.xml") in {(one.kind, one.path) for one in package_faults(found)}


def test_preservation_metadata_is_valid_premis_3(town, say, tmp_path):
    schema = Path(os.environ.get("SOMEARKIV_PREMIS_XSD", CORPORA / "premis-3.0/premis.xsd"))
    if not schema.exists():
        pytest.skip("the PREMIS 3 schema is not on this machine (set SOMEARKIV_PREMIS_XSD)")
    parser = etree.XMLParser()
    parser.resolvers.add(_Local())
    judge = etree.XMLSchema(etree.parse(schema, parser))
    for each in package(town, say, tmp_path / "ut", reading_copies=True).rglob("premis.xml"):
        judge.assertValid(etree.parse(each))


def test_premis_tells_fixity_events_and_the_secrecy_that_binds(town, say, tmp_path):
    found = package(town, say, tmp_path / "ut")
    home = found / "representations/original"
    top = etree.parse(home / "metadata/preservation/premis.xml")
    told = {
        one.findtext(".//p:contentLocationValue", namespaces=SPACES): one.findtext(
            ".//p:messageDigest", namespaces=SPACES
        )
        for one in top.xpath("//p:object[.//p:fixity]", namespaces=SPACES)
    }
    there = {
        each.relative_to(home).as_posix(): hashlib.sha512(each.read_bytes()).hexdigest()
        for each in (home / "data").rglob("*")
        if each.is_file()
    }
    assert told == there
    kinds = top.xpath("//p:eventType/text()", namespaces=SPACES)
    assert kinds.count("capture") == 2
    assert kinds.count("registration") == 2
    secret = town.items[1].id
    (right,) = top.xpath("//p:rightsStatement", namespaces=SPACES)
    assert right.findtext(".//p:statuteCitation", namespaces=SPACES).startswith("23 kap. 2 §")
    assert right.xpath(".//p:linkingObjectIdentifierValue/text()", namespaces=SPACES) == [secret]


def test_description_of_a_secret_item_tells_nothing_it_says(town, say, tmp_path):
    found = package(town, say, tmp_path / "ut")
    said = (found / f"representations/original/metadata/descriptive/{town.items[1].id}.xml").read_text()
    for word in ("Trollbäck", "trollback", "tvärsymtom", "Astronaut"):
        assert word not in said
    assert "Sekretessmarkerad" in said
    open_one = etree.parse(found / f"representations/original/metadata/descriptive/{town.items[0].id}.xml")
    assert open_one.findtext("dc:creator", namespaces=SPACES) == "Kim Kommentar"
    assert open_one.findtext("dcterms:dateSubmitted", namespaces=SPACES) == "2026-11-19T20:43:00Z"
    assert open_one.findtext("dc:title", namespaces=SPACES) == "Felanmälan av gatubelysning"


def test_no_secret_word_stands_in_metadata_or_documentation(town, say, tmp_path):
    found = package(town, say, tmp_path / "ut")
    for each in found.rglob("*"):
        path = each.relative_to(found).as_posix()
        if each.is_file() and "/data/" not in path:
            text = each.read_bytes().decode("utf-8", "replace")
            assert not [word for word in ("Trollbäck", "trollback", "tvärsymtom", "Astronaut") if word in text], path


def test_same_material_gives_the_same_bytes_as_tar(town, say, tmp_path):
    one = FORMAT.write(town.material(profile=DeliveryProfile(container="tar")), tmp_path / "a", say)
    two = FORMAT.write(town.material(profile=DeliveryProfile(container="tar")), tmp_path / "b", say)
    assert one.digest == two.digest
    (packed,) = (tmp_path / "a").iterdir()
    with tarfile.open(packed) as archive:
        archive.extractall(tmp_path / "ur")  # our own archive; Debian 12's Python has no filter
    (found,) = (tmp_path / "ur").iterdir()
    assert package_faults(found) == ()


def test_selection_larger_than_the_limit_becomes_several_whole_packages(town, say, tmp_path):
    FORMAT.write(town.material(profile=DeliveryProfile(max_bytes=50_000)), tmp_path / "ut", say)
    found = sorted((tmp_path / "ut").iterdir())
    assert len(found) > 1
    assert all(package_faults(each) == () for each in found)
    held = [each.name for one in found for each in one.glob("representations/original/data/*/*")]
    assert sorted(held) == sorted([one.id for one in town.captures] + [one.id for one in town.items])


def test_reading_copies_are_their_own_representation(town, say, tmp_path):
    found = package(town, say, tmp_path / "ut", reading_copies=True)
    masters = len([*found.glob("representations/original/data/**/*.png")])
    copies = [*found.glob("representations/lasexemplar/data/**/*.pdf")]
    assert len(copies) == masters == 4


def test_bad_digest_on_the_shelf_stops_the_delivery(town, say, tmp_path):
    evidence = town.file(type(town.captures[0]), town.captures[0].id, "page.txt")
    evidence.write_bytes(b"annat")
    with pytest.raises(IntegrityFault):
        FORMAT.write(town.material(), tmp_path / "ut", say)
    assert not (tmp_path / "ut").exists()


def test_empty_selection_is_refused(shelf, say, tmp_path):
    with pytest.raises(Refused):
        FORMAT.write(shelf.material(), tmp_path / "ut", say)


def test_profile_file_is_read(tmp_path):
    (tmp_path / "p.toml").write_text('structure = "2.2.0"\ncontainer = "tar"\nmax_bytes = 4_000_000_000\n')
    assert load_profile(tmp_path / "p.toml") == DeliveryProfile(
        structure="2.2.0", container="tar", max_bytes=4_000_000_000
    )


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ('strukture = "2.2.0"', "strukture"),
        ('structure = "3.0"', "structure"),
        ("max_bytes = -1", "max_bytes"),
        ("reading_copies = 7", "reading_copies"),
        ("structure =", "–"),
    ],
)
def test_wrong_key_or_value_in_a_profile_is_named(tmp_path, line, place):
    (tmp_path / "p.toml").write_text(line + "\n")
    with pytest.raises(ConfigFault) as fault:
        load_profile(tmp_path / "p.toml")
    assert fault.value.facts["place"] == place
    assert fault.value.facts["file"] == "p.toml"


def test_profile_changes_parties(town, say, tmp_path):
    found = package(town, say, tmp_path / "ut", archival_creator="Kommunstyrelsen", contact="Arkivet")
    top = etree.parse(found / "METS.xml")
    assert top.xpath("string(//m:agent[@ROLE='ARCHIVIST']/m:name)", namespaces=SPACES) == "Kommunstyrelsen"
    assert top.xpath("string(//m:agent[@TYPE='INDIVIDUAL']/m:name)", namespaces=SPACES) == "Arkivet"


def test_two_deliveries_of_one_selection_are_two_packages(town, say, tmp_path):
    one = package(town, say, tmp_path / "a")
    later = replace(town.material(), made_at=town.material().made_at.replace(hour=21))
    FORMAT.write(later, tmp_path / "b", say)
    assert one.name != next((tmp_path / "b").iterdir()).name


@pytest.fixture(scope="module")
def old_schema():
    """FGS Paketstruktur 1.2 as Riksarkivet published it."""
    folder = CORPORA / "fgs-paketstruktur-1.2-xsd"
    if not folder.exists():
        pytest.skip("the FGS 1.2 schemas are not on this machine (../shared/corpora)")

    class Local(etree.Resolver):
        def resolve(self, url, public_id, context):
            name = url.rpartition("/")[2]
            return self.resolve_filename(str(folder / name), context) if url.startswith("http") else None

    parser = etree.XMLParser()
    parser.resolvers.add(Local())
    both = f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
      <xs:import namespace="http://www.loc.gov/METS/" schemaLocation="{folder}/CSPackageMETS.xsd"/>
      <xs:import namespace="ExtensionMETS" schemaLocation="{folder}/CSPackageExtensionMETS.xsd"/>
    </xs:schema>"""
    return etree.XMLSchema(etree.fromstring(both, parser))


def test_old_structure_is_valid_by_riksarkivets_schemas(town, say, tmp_path, old_schema):
    found = package(
        town, say, tmp_path / "ut", structure="1.2", submission_agreement="RA 1", reading_copies=True, erms=True
    )
    old_schema.assertValid(etree.parse(found / "sip.xml"))
    assert not [*found.rglob("METS.xml")]


def test_old_structure_counts_every_file(town, say, tmp_path):
    found = package(town, say, tmp_path / "ut", structure="1.2", submission_agreement="RA 1")
    assert package_faults(found) == ()
    changed = next(found.rglob("page.txt"))
    changed.write_text("annat")
    assert [one.kind for one in package_faults(found)] == ["ändrad"]


def test_old_structure_without_agreement_is_refused(town, say, tmp_path):
    with pytest.raises(Refused, match="submission_agreement"):
        package(town, say, tmp_path / "ut", structure="1.2")
    assert not (tmp_path / "ut").exists()


def test_registered_items_are_described_as_cases_and_records(town, say, tmp_path):
    entry = replace(town.items[0].register_entry, dnr="KS 2026/412")
    town.items[0] = replace(town.items[0], register_entry=entry)
    found = package(town, say, tmp_path / "ut", erms=True)
    space = {"e": "https://DILCIS.eu/XML/ERMS"}
    top = etree.parse(found / "metadata/descriptive/erms.xml")
    assert top.xpath("//e:aggregation[@aggregationType='caseFile']/e:objectId/text()", namespaces=space) == [
        "KS 2026/412"
    ]
    assert top.xpath("//e:record/e:objectId/text()", namespaces=space) == ["KS-SM 2026:1", "KS-SM 2026:2"]
    for path in top.xpath("//e:appendix/@path", namespaces=space):
        assert (found / path).is_file()
    (regulation,) = top.xpath("//e:restriction/e:regulation/text()", namespaces=space)
    assert regulation.startswith("23 kap. 2 §")
    text = (found / "metadata/descriptive/erms.xml").read_text()
    assert not [word for word in ("Trollbäck", "tvärsymtom", "trollback") if word in text]
    assert package_faults(found) == ()


def test_case_metadata_is_valid_erms(town, say, tmp_path):
    schema = Path(os.environ.get("SOMEARKIV_ERMS_XSD", CORPORA / "erms-2.1/ERMS.xsd"))
    if not schema.exists():
        pytest.skip("the ERMS schema is not on this machine (set SOMEARKIV_ERMS_XSD)")
    found = package(town, say, tmp_path / "ut", erms=True)
    etree.XMLSchema(etree.parse(schema)).assertValid(etree.parse(found / "metadata/descriptive/erms.xml"))


def test_interrupted_delivery_is_taken_up_again_later(town, say, tmp_path):
    def interrupt(line):
        if line.startswith("2 av 2"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        FORMAT.write(town.material(), tmp_path / "ut", interrupt)
    assert not (tmp_path / "ut").exists()
    (copied,) = tmp_path.glob(f".ut.part-*/**/{town.captures[0].id}/page.png")
    before = copied.stat().st_ino, copied.stat().st_mtime_ns
    later = replace(town.material(), made_at=town.material().made_at.replace(hour=23))
    FORMAT.write(later, tmp_path / "ut", say)
    (found,) = (tmp_path / "ut").iterdir()
    now = next(found.rglob(f"{town.captures[0].id}/page.png")).stat()
    assert (now.st_ino, now.st_mtime_ns) == before
    assert package_faults(found) == ()
    assert etree.parse(found / "METS.xml").getroot().get("OBJID") == found.name
