"""What the E-ARK community's own validator says of our packages: advice, for some of its rules are wrong.

The gate is the published schemas and the fixity walk (`test_sip.py`). Here everything eark-validator 1.1.3 complains of must be
one of its own known faults; a new complaint is looked into. It lives in a virtual environment of its own in `.cache`.
"""

import json
import subprocess
from pathlib import Path

import pytest

from archiver.export.delivery_profile import DeliveryProfile
from archiver.export.formats.sip import FORMAT
from tests.real.cache import Unavailable, default_cache
from tests.real.pypi import environment

SCRIPT = Path(__file__).resolve().parents[1] / "eark_advice.py"
KNOWN = {
    "CSIP12": "asks every agent with the role CREATOR to be the software, though SIP wants the submitter there too",
    "CSIP13": "the same",
    "CSIP15": "the same",
    "CSIP16": "the same",
    "CSIP63": "asks for an attribute to be something and absent at once",
    "CSIP101": "wants the division Representations that CSIP107 wants one of for each representation instead",
    "CSIP103": "the same",
    "CSIP105": "the same",
    "SIP14": "looks for @NOTETYPE without its namespace: can't be satisfied",
}
ONLY_2_1 = {"SIP2": "knows the profile's address of 2.1.0 only"}


@pytest.fixture(scope="module")
def judge() -> Path:
    try:
        return environment(default_cache() / "eark-validator-1.1.3", ["eark-validator==1.1.3"]) / "python"
    except Unavailable as fault:
        pytest.skip(f"eark-validator can't be had here: {fault}")


@pytest.mark.parametrize("structure", ["2.1.0", "2.2.0"])
def test_validator_complains_only_of_what_it_is_wrong_about(shelf, say, tmp_path, judge, structure):
    shelf.capture(1)
    shelf.item("lampa", "Lampan på Storgatan 4 är trasig")
    shelf.secret_item()
    profile = DeliveryProfile(
        structure=structure, masked_copies=True, ead=True, erms=True, submission_agreement="RA 13-2011/5329"
    )
    FORMAT.write(shelf.material(profile=profile), tmp_path / "ut", say)
    (package,) = (tmp_path / "ut").iterdir()
    run = subprocess.run([judge, SCRIPT, package], capture_output=True, text=True, check=True)
    told = [json.loads(line) for line in run.stdout.splitlines()]
    assert told, "it looked at the package"
    complaints = {one["rule"] for one in told if one["severity"] in ("Error", "Warn")}
    assert complaints - KNOWN.keys() - (ONLY_2_1.keys() if structure == "2.2.0" else set()) == set()
