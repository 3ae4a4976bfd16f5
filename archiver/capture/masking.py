"""Takes what opens doors out of what is kept: cookies, tokens, session ids, passwords.

In recorded traffic a secret is overwritten with as many `x`: lengths stay, and the same secret in a page and in the
requests that the page makes become the same word, so that a replay still finds its answers.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

_NAME = (
    r"[\w.\-\[\]]*(?:csrf|xsrf|access[_-]?token|auth[_-]?token|refresh[_-]?token|id[_-]?token|authenticity[_-]?token|bearer|nonce|"
    r"session[_-]?id|session[_-]?key|session[_-]?token|sessid|secret|passw(?:or)?d|api[_-]?key|jwt|signature)[\w.\-\[\]]*|"
    r"(?:(?!next|page|contin|cursor|sync|start)[\w.\-\[\]])*token\]?|(?:[\w\-]+\.)?sid|sig|pwd|fb_dtsg|lsd|jazoest|auth|authorization"
)
"""What secrets are called. The token of the next page opens no door, and a replay needs it."""
_SECRET_NAME = re.compile(rf"(?:{_NAME})", re.IGNORECASE)
_IN_ADDRESS = re.compile(rf"((?:[?&;#]|&amp;|\\u0026)(?:{_NAME})=)([^&;#\s\"'<>\\]+)", re.IGNORECASE)
_ONCE = re.compile(r"((?:[?&;]|&amp;|\\u0026)(?:code|state|ticket|samlresponse)=)([\w%.\-+/]{16,})", re.IGNORECASE)
"""What a log-in passes on in an address (RFC 6749 §4.1.2); a short `code` is something else."""
_USER_INFO = re.compile(r"(://[^\s/\"'<>@:?#]{1,60}:)([^\s/\"'<>@]{1,200})(?=@)")
_JWT = re.compile(r"(\b)(eyJ[\w\-]{8,}\.eyJ[\w\-]{8,}\.[\w\-]{8,})")
"""JSON Web Token (RFC 7519)."""
_IN_FORM = re.compile(rf"((?:^|&)(?:{_NAME})=)([^&\s]+)", re.IGNORECASE)
_IN_JSON = re.compile(rf"(\\?\"(?:{_NAME})\\?\"\s*:\s*\\?\")([^\"\\]{{6,}})", re.IGNORECASE)
_IN_ATTRIBUTE = re.compile(rf"(&quot;(?:{_NAME})&quot;\s*:\s*&quot;)([^\"'&<>]{{6,}})", re.IGNORECASE)
_DATA = re.compile(rf"(data-(?i:{_NAME})\s*=\s*[\"'])([^\"'<>\s]{{6,}})")
_STORED = re.compile(
    r"(\b(?:document\.cookie\s*=\s*[\"'`][^=;\"'`]{1,80}=|(?:local|session)Storage\.setItem\(\s*[\"'][^\"']{0,40}(?:tok|auth|sess|secret|jwt)"
    r"[^\"']{0,40}[\"']\s*,\s*[\"']))([^;\"'`]{4,})",
    re.IGNORECASE,
)
_ASSIGNED = re.compile(r"[:=]\s?[\"'`](Bearer )?([^\"'`\\\s<>]{8,})[\"'`]")
_ASSIGNED_TO = re.compile(rf"(?:^|[^\w.\-])(?:{_NAME})[\"']?\s*$", re.IGNORECASE)
_ASSIGNED_LETTERS = 64
_SIGNED = (
    ("&quot;", _IN_ATTRIBUTE),
    ("data-", _DATA),
    ("document.cookie", _STORED),
    ("Storage.setItem", _STORED),
    ("eyJ", _JWT),
)
"""Patterns that only a text with the sign needs to be searched for."""
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
_SESSION_NAME = re.compile(r"sess|sid|auth|token|jwt|csrf|xsrf|login|remember|ticket", re.IGNORECASE)
_OPENS_DOORS = re.compile(r"(?=[^\s]*\d)(?=[^\s]*[A-Za-z])(?!https?:|\d{4}-\d\d-\d\d)[^\s]{10,}")


@dataclass
class Known:
    """The cookies of one visit that open doors, by their values, so that they are overwritten wherever a page repeats them."""

    values: set[str] = field(default_factory=set)

    def learn(self, name: str, value: str, *, surely: bool = False) -> None:
        """A cookie was seen. `surely`: it is known to be a session's (HttpOnly, or of a kept session)."""
        if (surely or _SESSION_NAME.search(name)) and _OPENS_DOORS.fullmatch(value):
            self.values |= {value, unquote(value)}

    def learn_state(self, state: Mapping[str, Any]) -> None:
        """The cookies of a kept session."""
        for one in state.get("cookies", []):
            self.learn(str(one.get("name", "")), str(one.get("value", "")), surely=True)

    def learn_header(self, set_cookie: str) -> None:
        """Set-Cookie headers, a line each (RFC 6265 §4.1)."""
        for line in set_cookie.split("\n"):
            pair, _, attributes = line.partition(";")
            name, _, value = pair.partition("=")
            self.learn(name.strip(), value.strip().strip('"'), surely="httponly" in attributes.lower())

    def learn_sent(self, cookie: str) -> None:
        """A Cookie header (RFC 6265 §4.2)."""
        for pair in cookie.split(";"):
            name, _, value = pair.partition("=")
            self.learn(name.strip(), value.strip().strip('"'))

    def over(self, text: str) -> str:
        """The text with them overwritten."""
        for value in sorted(self.values, key=len, reverse=True):
            if value in text:
                text = text.replace(value, "x" * len(value))
        return text


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
    host = parts.netloc.rpartition("@")[2]
    query, fragment = _without_secrets(parts.query), parts.fragment
    if "=" in fragment:
        fragment = _without_secrets(fragment)
    return _ONCE.sub(_overwrite, urlunsplit((parts.scheme, host, _PATH.sub("", parts.path), query, fragment)))


def _without_secrets(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    if not any(secret(name) for name, _ in pairs):
        return query
    return urlencode([(name, value) for name, value in pairs if not secret(name)], quote_via=quote)


def masked_address(url: str) -> str:
    """An address as traffic is recorded under: its secrets overwritten, not taken away. Also a header that holds addresses."""
    if "@" in url:
        url = _USER_INFO.sub(_overwrite, url)
    return _ONCE.sub(_overwrite, _IN_ADDRESS.sub(_overwrite, url))


def masked_form(data: str) -> str:
    """The body of a sent form with its secrets overwritten."""
    return _IN_FORM.sub(_overwrite, masked(data))


def masked(text: str) -> str:
    """HTML, JSON or a script with the secrets in its fields, addresses and values overwritten."""
    text = _FIELD.sub(_field, text)
    text = _IN_JSON.sub(_overwrite, text)
    for sign, pattern in _SIGNED:
        if sign in text:
            text = pattern.sub(_overwrite, text)
    return masked_address(text)


def masked_page(html: str) -> str:
    """A page with its scripts: also what these give a name to (`apiKey: "…"`). Files of scripts are the same for everybody."""
    return masked(_ASSIGNED.sub(_assigned, html))


def _assigned(found: re.Match[str]) -> str:
    before = found.string[max(0, found.start() - _ASSIGNED_LETTERS) : found.start()]
    value = found[2]
    if not any(letter.isdigit() for letter in value) or not _ASSIGNED_TO.search(before):
        return found[0]
    whole, begins = found[0], found.start(2) - found.start()
    return whole[:begins] + "x" * len(value) + whole[begins + len(value) :]


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
