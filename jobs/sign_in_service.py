"""The municipality's own sign-in service, asked by OpenID Connect: what it says of itself, and who has signed in there.

OpenID Connect Core 1.0 §3.1 (authorization code) with PKCE (RFC 7636), Discovery 1.0 and RP-Initiated Logout 1.0. Authlib
knows the protocol and its claims, joserfc the signatures; `archiver/interfaces/client.py` goes out, within a time limit for
every call. The service's own address is always allowed, also on the own network: it is the operator's setting.
"""

import base64
import json
import os
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from archiver.capture.guard import Allowed, visitable
from archiver.errors.outside import OutsideFault
from archiver.errors.sign_in import NotLetIn, SignInServiceFault, TooManyAttempts
from archiver.errors.usage import ConfigFault
from archiver.interfaces.client import Answered, Client
from archiver.text import Language, Text
from jobs.config import Config, SingleSignOnSettings
from jobs.context import utc_now

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
"""Signatures with a key that only the service has: never `none`, never one made with a secret that we have too."""
KEY_TYPES = ("RSA", "EC", "OKP")
LEEWAY_SECONDS = 60
KNOWN_FOR_SECONDS = 3600
KEYS_AGAIN_AFTER_SECONDS = 30
MOST_BYTES = 1_000_000
LANGUAGES: tuple[Language, ...] = ("sv", "en")
LOOPBACK = ("127.0.0.1", "localhost", "::1")

NO_JSON = Text("svaret går inte att läsa", "the answer can't be read")
OTHER_ISSUER = Text("den kallar sig något annat än issuer i config.toml", "it calls itself something else than issuer")
LACKS = Text("det saknas en adress som behövs i dess beskrivning", "its description lacks an address that is needed")
BAD_TOKEN = Text("beskedet om vem du är gick inte att lita på", "the word about who you are can't be trusted")
BAD_LEVEL = Text("du loggade in med för låg tillitsnivå", "you signed in at too low a level of assurance")
OTHER_PERSON = Text("den gav två olika besked om vem du är", "it said two different things about who you are")
BAD_SECRET = Text("filen med hemligheten går inte att läsa", "the file with the secret can't be read")
NO_VARIABLE = Text("miljövariabeln finns inte", "there is no such environment variable")


@dataclass(frozen=True, slots=True)
class Service:
    """What the service says of itself (Discovery 1.0 §3), its keys, and when that was asked (monotonic seconds)."""

    metadata: Mapping[str, Any]
    keys: KeySet
    asked_at: float


@dataclass(frozen=True, slots=True)
class Handshake:
    """One attempt to sign in. All three are unguessable; `verifier` never leaves us before the code has come."""

    state: str
    nonce: str
    verifier: str


ASKED_AT_ONCE = threading.BoundedSemaphore(8)
"""Each question holds a thread of the web interface: a slow service may not take them all."""

_known: dict[str, Service] = {}
_lock = threading.Lock()


def is_set(config: Config) -> bool:
    """Whether there is a sign-in service."""
    return bool(config.web.oidc.issuer)


def redirect_address(config: Config) -> str:
    """Where the service sends people back to."""
    return f"{config.web.base_url}/loggain/sso/svar"


def sign_in_address(config: Config, handshake: Handshake, language: str) -> str:
    """Where a person goes to sign in. Raises SignInServiceFault, ConfigFault."""
    settings = config.web.oidc
    more = {"acr_values": " ".join(settings.acr_values)} if settings.acr_values else {}
    address: str = prepare_grant_uri(
        described(config).metadata["authorization_endpoint"],
        client_id=settings.client_id,
        response_type="code",
        redirect_uri=redirect_address(config),
        scope=" ".join(dict.fromkeys(("openid", *settings.scopes))),
        state=handshake.state,
        nonce=handshake.nonce,
        code_challenge=create_s256_code_challenge(handshake.verifier),
        code_challenge_method="S256",
        ui_locales=language,
        **more,
    )
    return address


def sign_out_address(config: Config) -> str:
    """Where a person goes to sign out there too (RP-Initiated Logout §2); empty where it offers none. Nothing in it is secret."""
    endpoint = described(config).metadata.get("end_session_endpoint", "")
    back = {
        "client_id": config.web.oidc.client_id,
        "post_logout_redirect_uri": f"{config.web.base_url}/loggain/utloggad",
    }
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(back)}" if _usable(endpoint) else ""


def who_signed_in(config: Config, handshake: Handshake, code: str, now: datetime) -> Mapping[str, Any]:
    """What the service says of the person a code stands for: the ID token's claims, and the user-info's where they are needed.

    Raises SignInServiceFault where it does not answer, NotLetIn where its word can't be trusted, ConfigFault.
    """
    settings = config.web.oidc
    service = described(config)
    with _client(config) as client:
        tokens = _exchange(config, client, service, handshake, code)
        claims = _checked(config, service, tokens, handshake, now)
        wanted = {settings.claim, *([settings.groups_claim] if settings.groups else [])}
        endpoint = service.metadata.get("userinfo_endpoint", "")
        if not wanted <= claims.keys() and _usable(endpoint):
            bearer = {"Authorization": f"Bearer {tokens.get('access_token', '')}"}
            more = _json(settings, client.get(endpoint, private=bearer, **_limits(settings)))
            if more.get("sub") != claims["sub"]:  # Core 1.0 §5.3.2
                raise NotLetIn(name=settings.name, what=OTHER_PERSON)
            claims = {**more, **claims}
    return claims


def described(config: Config, *, again: bool = False) -> Service:
    """What the service says of itself, asked at most once an hour. Raises SignInServiceFault, ConfigFault."""
    settings = config.web.oidc
    age = KEYS_AGAIN_AFTER_SECONDS if again else KNOWN_FOR_SECONDS
    with _lock:
        known = _known.get(settings.issuer)
    if known is not None and time.monotonic() - known.asked_at < age:
        return known
    with _client(config) as client:
        url = f"{settings.issuer.rstrip('/')}/.well-known/openid-configuration"
        metadata = _json(settings, client.get(url, **_limits(settings)))
        if metadata.get("issuer") != settings.issuer:  # Discovery 1.0 §4.3
            raise SignInServiceFault(name=settings.name, what=OTHER_ISSUER)
        if not all(_usable(metadata.get(one, "")) for one in ("authorization_endpoint", "token_endpoint", "jwks_uri")):
            raise SignInServiceFault(name=settings.name, what=LACKS)
        found = _json(settings, client.get(metadata["jwks_uri"], **_limits(settings)))
    service = Service(metadata, _key_set(settings, found), time.monotonic())
    with _lock:
        _known[settings.issuer] = service
    return service


def _exchange(config: Config, client: Client, service: Service, handshake: Handshake, code: str) -> Mapping[str, Any]:
    settings = config.web.oidc
    fields = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_address(config),
        "code_verifier": handshake.verifier,
    }
    secret = _secret(config)
    private = {}
    methods = service.metadata.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    if secret and "client_secret_basic" in methods:
        pair = f"{quote(settings.client_id, safe='')}:{quote(secret, safe='')}"  # RFC 6749 §2.3.1
        private["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    else:
        fields |= {"client_id": settings.client_id, **({"client_secret": secret} if secret else {})}
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    url, body = service.metadata["token_endpoint"], urlencode(fields).encode()
    answer = client.post(url, body, headers, private, **_limits(settings))
    tokens = _json(settings, answer, statuses=(200, 400, 401))
    if answer.status != 200:
        what = Text(f"svar {answer.status}, {_word(tokens)}", f"answer {answer.status}, {_word(tokens)}")
        raise (NotLetIn if tokens.get("error") == "invalid_grant" else SignInServiceFault)(
            name=settings.name, what=what
        )
    return tokens


def _checked(
    config: Config,
    service: Service,
    tokens: Mapping[str, Any],
    handshake: Handshake,
    now: datetime,
) -> Mapping[str, Any]:
    """The ID token's claims, after every check of Core 1.0 §3.1.3.7."""
    settings = config.web.oidc
    given = tokens.get("id_token")
    if not isinstance(given, str):
        raise NotLetIn(name=settings.name, what=BAD_TOKEN)
    try:
        token = _opened(config, service, given)
        claims = CodeIDToken(
            token.claims,
            token.header,
            {
                "iss": {"essential": True, "value": settings.issuer},
                "aud": {"essential": True, "value": settings.client_id},
            },
            {"nonce": handshake.nonce, "client_id": settings.client_id, "access_token": tokens.get("access_token")},
        )
        claims.validate(now=int(now.timestamp()), leeway=LEEWAY_SECONDS)
    except (JoseError, ValueError, TypeError, KeyError) as fault:
        raise NotLetIn(name=settings.name, what=BAD_TOKEN) from fault
    if settings.acr_values and claims.get("acr") not in settings.acr_values:
        raise NotLetIn(name=settings.name, what=BAD_LEVEL)
    return dict(claims)


def _opened(config: Config, service: Service, given: str) -> jwt.Token:
    """The token, its signature checked; keys are asked for again where the service has a new one."""
    try:
        return jwt.decode(given, service.keys, algorithms=ALGORITHMS)
    except (InvalidKeyIdError, ValueError):
        return jwt.decode(given, described(config, again=True).keys, algorithms=ALGORITHMS)


def _key_set(settings: SingleSignOnSettings, found: Mapping[str, Any]) -> KeySet:
    listed = found.get("keys")
    usable = [
        one
        for one in (listed if isinstance(listed, list) else [])
        if isinstance(one, dict) and one.get("kty") in KEY_TYPES and one.get("use", "sig") == "sig"
    ]
    try:
        return KeySet.import_key_set({"keys": usable})
    except (JoseError, ValueError, TypeError, KeyError) as fault:
        raise SignInServiceFault(name=settings.name, what=NO_JSON) from fault


@contextmanager
def _client(config: Config) -> Iterator[Client]:
    """A way out to the service; faults of the way become SignInServiceFault."""
    settings = config.web.oidc
    own = urlsplit(settings.issuer).hostname or ""
    roots = config.path(settings.roots) if settings.roots else None
    if not ASKED_AT_ONCE.acquire(blocking=False):
        raise TooManyAttempts(seconds=settings.seconds)
    try:
        allowed = Allowed((own, *settings.allowed_networks))
        with Client(allowed, "Somearkiv", utc_now, roots=roots) as client:
            yield client
    except OutsideFault as fault:
        if isinstance(fault, SignInServiceFault):
            raise
        raise SignInServiceFault(name=settings.name, what=_bare(fault)) from fault
    except OSError as fault:
        what = Text("filen går inte att läsa", "the file can't be read")
        raise ConfigFault(file=config.file, place="[web.oidc] roots", what=what) from fault
    finally:
        ASKED_AT_ONCE.release()


def _bare(fault: OutsideFault) -> Text:
    """What a fault says without its advice, which is about captures."""
    said = [
        fault.says.fill(
            language, **{key: one.fill(language) if isinstance(one, Text) else one for key, one in fault.facts.items()}
        )
        for language in LANGUAGES
    ]
    return Text(*(one.rstrip(".").replace("{", "(").replace("}", ")") for one in said))


def _json(settings: SingleSignOnSettings, answer: Answered, statuses: tuple[int, ...] = (200,)) -> Mapping[str, Any]:
    if answer.status not in statuses:
        what = Text(f"svar {answer.status}", f"answer {answer.status}")
        raise SignInServiceFault(name=settings.name, what=what)
    try:
        found = json.loads(answer.body)
    except ValueError as fault:
        raise SignInServiceFault(name=settings.name, what=NO_JSON) from fault
    if not isinstance(found, dict):
        raise SignInServiceFault(name=settings.name, what=NO_JSON)
    return found


def _limits(settings: SingleSignOnSettings) -> dict[str, Any]:
    return {"seconds": float(settings.seconds), "limit_bytes": MOST_BYTES}


def _usable(url: object) -> bool:
    """An address of the service that may be used: https, or plain http on this machine."""
    if not isinstance(url, str) or not visitable(url):
        return False
    parts = urlsplit(url)
    return parts.scheme == "https" or parts.hostname in LOOPBACK


def _word(answer: Mapping[str, Any]) -> str:
    """The error word of RFC 6749 §5.2; nothing else of an answer is told."""
    word = answer.get("error")
    return word if isinstance(word, str) and word.isascii() and word.replace("_", "").isalpha() else "okänt fel"


def _secret(config: Config) -> str:
    settings = config.web.oidc
    if settings.client_secret_env:
        try:
            return os.environ[settings.client_secret_env]
        except KeyError as fault:
            place = "[web.oidc] client_secret_env"
            raise ConfigFault(file=config.file, place=place, what=NO_VARIABLE) from fault
    if not settings.client_secret_file:
        return ""
    try:
        return config.path(settings.client_secret_file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise ConfigFault(file=config.file, place="[web.oidc] client_secret_file", what=BAD_SECRET) from fault
