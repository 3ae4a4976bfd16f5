"""PDFs before a judge that made no part of them: Apache PDFBox preflight (Debian: libpdfbox2-java, libjaxb-api-java, libactivation-java).

It knows PDF/A-1b only. Ours are 2b, so what 1b forbids and 2b allows is listed here with its source; all else it knows of (fonts
and their metrics, colour, transparency, actions, metadata, structure) must pass.
"""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from archiver.export.disclosure import DisclosureRequest, ItemTest, Release
from archiver.export.formats import disclosure, registrar

JARS = Path("/usr/share/java")
NEEDED = ("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "commons-io", "javax.activation", "jaxb-api")
ALLOWED_IN_2B = {
    r"1\.4 : .*cross reference streams are not allowed": "ISO 19005-2 §6.1.4 allows them",
    r"3\.1\.11 : .*CIDSet entry is missing for the Composite Subset": "ISO 19005-2 §6.2.11.4.2: optional",
    r"2\.2\.2 : Invalid graphics transparency, Soft Mask": "ISO 19005-2 §6.2.10 allows transparency (emoji are pictures)",
    r"7\.3 : .*Schema is not set in this document : http://www.aiim.org/pdfa/ns/id/": "it reads no identification of part 2",
}


@pytest.fixture(scope="module")
def classpath() -> str:
    jars = [next(iter(sorted(JARS.glob(f"{name}*.jar"))), None) for name in NEEDED]
    if shutil.which("java") is None or None in jars:
        pytest.skip(
            "PDFBox preflight is not here: apt install default-jre-headless libpdfbox2-java libjaxb-api-java libactivation-java"
        )
    return ":".join(str(one) for one in jars)


def complaints(classpath: str, file: Path) -> list[str]:
    command = ["java", "-cp", classpath, "org.apache.pdfbox.preflight.Validator_A1b", str(file)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = [line.strip() for line in told.stdout.splitlines() if re.match(r"\d", line)]
    assert lines or "is a valid PDF/A-1b file" in told.stdout, told.stderr
    return [line for line in lines if not any(re.match(known, line) for known in ALLOWED_IN_2B)]


def test_another_judge_finds_nothing_that_2b_forbids_and_it_reads_aloud_in_swedish(shelf, say, tmp_path, classpath):
    shelf.item("lampa", "Lampan på Storgatan 4 är trasig 💡")
    secret, now = shelf.secret_item(), shelf.material().made_at
    tests = (
        ItemTest(shelf.items[0].id, Release.WHOLE, "Rut", now),
        ItemTest(secret.id, Release.PART, "Rut", now, "OSL 23:2", words=("Signhild",), mask_author=True),
    )
    request = DisclosureRequest("KS 2026/1", now, "allt", "Kommunstyrelsen", "Kanslichefen", tests)
    disclosure.FORMAT.write(replace(shelf.material(), request=request), tmp_path / "ut", say)
    registrar.FORMAT.write(shelf.material(), tmp_path / "diarium", say)
    papers = [tmp_path / "ut/beslut.pdf", *tmp_path.glob("ut/handling-1/*.pdf")]
    papers += [*tmp_path.glob("diarium/data/intern/*1/forsattsblad.pdf")]
    assert len(papers) == 4
    for one in papers:
        assert complaints(classpath, one) == [], one.name
        with pikepdf.open(one) as document:
            assert str(document.Root.Lang).startswith("sv"), one.name
            assert bool(document.Root.MarkInfo.Marked)
            assert "/StructTreeRoot" in document.Root
