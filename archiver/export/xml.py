"""Values as plain XML and JSON: the same names and the same order in both.

JSON keeps every character of a text. XML 1.0 (§2.2) cannot hold control characters: there each becomes U+FFFD, and the
JSON beside it is the exact one.
"""

import json
import re
from functools import cache
from typing import Any

from lxml import etree
from pydantic import TypeAdapter

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """The text with every character XML 1.0 and HTML forbid as U+FFFD."""
    return _UNPRINTABLE.sub("\ufffd", text)


def plain(kind: Any, value: object) -> Any:
    """A frozen dataclass as dictionaries, lists and strings; times as RFC 3339 in UTC."""
    return _adapter(kind).dump_python(value, mode="json")


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    """Made once for each kind: making one takes longer than using it."""
    return TypeAdapter(kind)


def as_json(value: object) -> bytes:
    """Plain values as UTF-8 JSON with two spaces, in the order given. A lone surrogate is written as its escape."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return (re.sub("[\ud800-\udfff]", lambda found: f"\\u{ord(found.group()):04x}", text) + "\n").encode()


def as_xml(root: str, namespace: str, value: dict[str, Any]) -> bytes:
    """Plain values as UTF-8 XML: one element for each key, repeated for each member of a list, absent for None."""
    own: dict[Any, str] = {None: namespace}
    top = etree.Element(etree.QName(namespace, root), nsmap=own)
    _fill(top, namespace, value)
    etree.indent(top)
    return etree.tostring(top, xml_declaration=True, encoding="UTF-8") + b"\n"


def _fill(parent: "etree._Element", namespace: str, value: dict[str, Any]) -> None:
    for key, one in value.items():
        for member in one if isinstance(one, list) else [one]:
            if member is None:
                continue
            child = etree.SubElement(parent, etree.QName(namespace, key))
            if isinstance(member, dict):
                _fill(child, namespace, member)
            else:
                child.text = printable(str(member).lower() if isinstance(member, bool) else str(member))
