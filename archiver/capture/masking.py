"""Takes what opens doors out of what is kept: cookies, tokens, session ids, passwords.

In recorded traffic a secret is overwritten with as many `x`: lengths stay, and the same secret in a page and in the
requests that the page makes become the same word, so that a replay still finds its answers.
"""

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

_NAME = (
    r"[\w.\-\[\]]*(?:csrf|xsrf|access_?token|auth_?token|refresh_?token|id_?token|authenticity_?token|bearer|nonce|session_?id|"
    r"session_?key|session_?token|sessid|secret|passw(?:or)?d|api_?key|jwt|signature)[\w.\-\[\]]*|sid|token|sig|fb_dtsg|lsd|jazoest|auth|authorization"
)
_SECRET_NAME = re.compile(rf"(?:{_NAME})", re.IGNORECASE)
_IN_ADDRESS = re.compile(rf"((?:[?&;]|&amp;|\\u0026)(?:{_NAME})=)([^&;#\s\"'<>\\]+)", re.IGNORECASE)
_IN_FORM = re.compile(rf"((?:^|&)(?:{_NAME})=)([^&\s]+)", re.IGNORECASE)
_IN_JSON = re.compile(rf"(\\?\"(?:{_NAME})\\?\"\s*:\s*\\?\")([^\"\\]{{6,}})", re.IGNORECASE)
_FIELD = re.compile(r"<(?:input|meta)\b[^>]*>", re.IGNORECASE)
_FIELD_NAME = re.compile(rf"\bname\s*=\s*[\"']?(?:{_NAME})[\"'\s/>]", re.IGNORECASE)
_FIELD_HIDDEN = re.compile(r"\btype\s*=\s*[\"']?(?:hidden|password)\b", re.IGNORECASE)
_FIELD_VALUE = re.compile(r"(\b(?:value|content)\s*=\s*)(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)", re.IGNORECASE)
_RANDOM = re.compile(r"[\"']?[\w+/=.:\-]{16,}[\"']?")
_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*", re.IGNORECASE)

_HEADERS = re.compile(
    r"cookie|set-cookie2?|authorization|proxy-authorization|authentication-info|x-[\w-]*(?:token|auth|csrf|session|key)[\w-]*",
    re.IGNORECASE,
)


def secret(name: str) -> bool:
    """Whether a field, parameter or attribute by that name holds something that opens doors."""
    return _SECRET_NAME.fullmatch(name) is not None


def headers(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Headers without those that carry credentials (RFC 6265, RFC 9110 §11)."""
    return [(name, value) for name, value in pairs if not _HEADERS.fullmatch(name)]


def address(url: str) -> str:
    """An address without session ids, tokens, user name and password: for documents and records."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    if parts.scheme not in ("http", "https"):
        return url
    query = parts.query
    pairs = parse_qsl(query, keep_blank_values=True)
    if any(secret(name) for name, _ in pairs):
        query = urlencode([(name, value) for name, value in pairs if not secret(name)], quote_via=quote)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, _PATH.sub("", parts.path), query, parts.fragment))


def masked_address(url: str) -> str:
    """An address as traffic is recorded under: its secrets overwritten, not taken away."""
    return _IN_ADDRESS.sub(_overwrite, url)


def masked_form(data: str) -> str:
    """The body of a sent form with its secrets overwritten."""
    return _IN_FORM.sub(_overwrite, masked(data))


def masked(text: str) -> str:
    """HTML, JSON or a script with the secrets in its fields, addresses and values overwritten."""
    text = _FIELD.sub(_field, text)
    text = _IN_JSON.sub(_overwrite, text)
    return _IN_ADDRESS.sub(_overwrite, text)


def _overwrite(found: re.Match[str]) -> str:
    return found[1] + "x" * len(found[2])


def _field(found: re.Match[str]) -> str:
    tag = found[0]
    named = _FIELD_NAME.search(tag)
    if not named and not _FIELD_HIDDEN.search(tag):
        return tag
    return _FIELD_VALUE.sub(
        lambda value: value[1] + re.sub(r"[^\"']", "x", value[2]) if named or _RANDOM.fullmatch(value[2]) else value[0],
        tag,
    )
