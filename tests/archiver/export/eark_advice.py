"""Runs in eark-validator's own virtual environment: `python eark_advice.py PACKAGE`; prints its findings as JSON lines.

The validator fetches vocabularies from the network when it is imported; they lie in its own wheel, and are read from there.
"""

import io
import json
import sys
import urllib.request
from importlib.resources import files
from pathlib import Path


def local(address: str, *_rest: object, **_more: object) -> io.BytesIO:
    """The vocabulary of that name out of the wheel."""
    name = str(address).rpartition("/")[2]
    return io.BytesIO((files("eark_validator.ipxml.resources.vocabs") / name).read_bytes())


def main() -> None:
    """Ask, and print what is said."""
    urllib.request.urlopen = local  # type: ignore[assignment]
    from eark_validator.packages import PackageValidator

    report = PackageValidator(Path(sys.argv[1])).validation_report
    told = json.loads(report.model_dump_json(by_alias=True))
    found = [*told["structure"]["messages"]]
    metadata = told.get("metadata") or {}
    for part in ("schemaResults", "schematronResults", "schema_results", "schematron_results"):
        found += (metadata.get(part) or {}).get("messages", [])
    for one in found:
        print(json.dumps({"rule": one.get("ruleId") or one.get("rule_id") or "", **one}))


main()
