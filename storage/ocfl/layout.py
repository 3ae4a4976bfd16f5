"""Where an object lies under the root: OCFL community extension 0003, hash and id n-tuple.

The folder carries the object's own id, so that a person can find it without us. One tuple of three hexadecimal digits
gives 4,096 folders: a million objects lie 244 to a folder, and a small archive makes few folders.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

NAME = "0003-hash-and-id-n-tuple-storage-layout"
LONGEST_NAME = 100
"""Characters of an encoded id kept before a digest takes over (extension 0003, "Procedure")."""
NOT_PLAIN = re.compile(r"[^A-Za-z0-9_-]")


@dataclass(frozen=True, slots=True)
class Layout:
    """The parameters of extension 0003, as they lie in `extensions/<NAME>/config.json`."""

    digest_algorithm: str = "sha256"
    tuple_size: int = 3
    number_of_tuples: int = 1

    def path(self, object_id: str) -> str:
        """The object's folder, relative to the root, with `/`."""
        return _path(self.digest_algorithm, self.tuple_size, self.number_of_tuples, object_id)

    def config(self) -> bytes:
        """What `config.json` says."""
        return _json(
            {
                "extensionName": NAME,
                "digestAlgorithm": self.digest_algorithm,
                "tupleSize": self.tuple_size,
                "numberOfTuples": self.number_of_tuples,
            }
        )


@lru_cache(maxsize=256)
def _path(digest_algorithm: str, size: int, number: int, object_id: str) -> str:
    """An object's folder is asked for several times while something is done with it."""
    digest = hashlib.new(digest_algorithm, object_id.encode()).hexdigest()
    tuples = [digest[n * size : (n + 1) * size] for n in range(number)]
    name = encoded(object_id)
    if len(name) > LONGEST_NAME:
        name = f"{name[:LONGEST_NAME]}-{digest}"
    return "/".join([*tuples, name])


def encoded(object_id: str) -> str:
    """An id as a folder name: every byte but A–Z a–z 0–9 - _ as lower-case `%xx`."""
    return NOT_PLAIN.sub(_as_hexadecimal, object_id)


def _as_hexadecimal(found: re.Match[str]) -> str:
    return "".join([f"%{byte:02x}" for byte in found[0].encode()])


def read_layout(root: Path) -> Layout:
    """The layout a storage root declares. Raises OSError, KeyError or ValueError where it declares none we know."""
    declared = json.loads((root / "ocfl_layout.json").read_text("utf-8"))
    if declared["extension"] != NAME:
        raise ValueError(declared["extension"])
    config = json.loads((root / "extensions" / NAME / "config.json").read_text("utf-8"))
    return Layout(config["digestAlgorithm"], int(config["tupleSize"]), int(config["numberOfTuples"]))


def layout_declaration() -> bytes:
    """What `ocfl_layout.json` says (OCFL 1.1 §4.1)."""
    return _json({"extension": NAME, "description": "Hash tuples, then the object id, percent-encoded, as folder name"})


def _json(value: object) -> bytes:
    return json.dumps(value, indent=2).encode() + b"\n"
