"""A sign-in service that lies, drips or answers nonsense: nobody comes in, and what is wrong is said without secrets."""

import hmac
import json
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from archiver.errors.outside import AddressRefused
from archiver.errors.sign_in import NotLetIn, SignInServiceFault
from archiver.errors.usage import ConfigFault
from jobs import sign_in_service
from jobs.config import Config
from jobs.context import utc_now
from jobs.sign_in_service import Handshake, described, sign_in_address, sign_out_address, who_signed_in

KEY = RSAKey.generate_key(2048, {"kid": "ett"})
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "ett"})
NEW_KEY = RSAKey.generate_key(2048, {"kid": "två"})
HANDSHAKE = Handshake("state", "nonce", "v" * 60)
SECRET = "hemligheten-i-filen"


@dataclass
class Liar:
    """A service on loopback. `says` is merged into its description, `claims` into its ID token."""

    url: str = ""
    says: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    raw: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    seen: list[tuple[str, str, bytes]] = field(default_factory=list)
    keys: list[RSAKey] = field(default_factory=lambda: [KEY])
    signs: Callable[[dict[str, Any]], str] = lambda claims: jwt.encode({"alg": "RS256", "kid": "ett"}, claims, KEY)
    drips: bool = False

    def answer(self, path: str) -> tuple[int, bytes]:
        if path in self.raw:
            return self.raw[path]
        now = int(time.time())
        claims = {"iss": self.url, "aud": "somearkiv", "sub": "1", "exp": now + 60, "iat": now, "nonce": "nonce"}
        description = {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/auth",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/jwks",
            "userinfo_endpoint": f"{self.url}/me",
        }
        claims = {key: value for key, value in {**claims, **self.claims}.items() if value is not None}
        found = {
            "/.well-known/openid-configuration": lambda: {**description, **self.says},
            "/jwks": lambda: {"keys": [{**key.as_dict(private=False), "use": "sig"} for key in self.keys]},
            "/token": lambda: {"access_token": "at", "token_type": "Bearer", "id_token": self.signs(claims)},
            "/me": lambda: {"sub": "1", "preferred_username": "rut"},
        }
        return 200, json.dumps(found[path]()).encode()


@pytest.fixture
def liar() -> Iterator[Liar]:
    made = Liar()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            made.seen.append((self.path, self.headers.get("authorization", ""), body))
            status, content = made.answer(self.path)
            self.send_response(status)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            if made.drips:
                for one in content[:40]:
                    self.wfile.write(bytes([one]))
                    time.sleep(0.2)
            self.wfile.write(content)

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    made.url = f"http://127.0.0.1:{server.server_address[1]}"
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def config(liar: Liar, config_for: Callable[..., Config]) -> Config:
    made = config_for(
        f'[web.oidc]\nissuer = "{liar.url}"\nclient_id = "somearkiv"\nclient_secret_file = "hemlig"\nseconds = 1\n'
    )
    made.path("hemlig").write_text(SECRET)
    return made


def ask(config: Config) -> Any:
    return who_signed_in(config, HANDSHAKE, "koden", utc_now())


def encoded(part: dict[str, Any]) -> str:
    return urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def unsigned(claims: dict[str, Any]) -> str:
    return f"{encoded({'alg': 'none', 'kid': 'ett'})}.{encoded(claims)}."


def with_our_secret(claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "HS256", "kid": "ett"}, claims, OctKey.import_key(SECRET.ljust(40, "x")))


def with_the_public_key(claims: dict[str, Any]) -> str:
    """RFC 8725 §2.1: the key everybody knows, used as if it were a secret."""
    signed = unsigned(claims).rstrip(".").replace(encoded({"alg": "none", "kid": "ett"}), encoded({"alg": "HS256"}))
    seal = hmac.digest(KEY.as_pem(private=False), signed.encode(), "sha256")
    return f"{signed}.{urlsafe_b64encode(seal).rstrip(b'=').decode()}"


def test_an_honest_answer_is_believed_and_asked_for_as_the_specification_says(liar: Liar, config: Config) -> None:
    claims = ask(config)
    assert (claims["sub"], claims["preferred_username"]) == ("1", "rut")
    token = next(one for one in liar.seen if one[0] == "/token")
    assert token[1] == "Basic c29tZWFya2l2OmhlbWxpZ2hldGVuLWktZmlsZW4="
    assert b"code_verifier=" + b"v" * 60 in token[2]
    assert SECRET.encode() not in token[2]
    assert next(one for one in liar.seen if one[0] == "/me")[1] == "Bearer at"
    address = sign_in_address(config, HANDSHAKE, "sv")
    assert "code_challenge_method=S256" in address
    assert "v" * 60 not in address
    assert [one[0] for one in liar.seen].count("/jwks") == 1


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://annan.example"},
        {"aud": "en-annan"},
        {"aud": ["somearkiv", "en-annan"]},
        {"azp": "en-annan"},
        {"exp": 1},
        {"exp": None},
        {"iat": 9999999999},
        {"nonce": "en annan"},
        {"nonce": None},
        {"sub": None},
        {"at_hash": "fel"},
    ],
    ids=str,
)
def test_a_claim_that_is_not_right_lets_nobody_in(liar: Liar, config: Config, claims: dict[str, Any]) -> None:
    liar.claims = claims
    with pytest.raises(NotLetIn, match="can't be trusted"):
        ask(config)


@pytest.mark.parametrize(
    "signs",
    [
        unsigned,
        with_our_secret,
        with_the_public_key,
        lambda claims: jwt.encode({"alg": "RS256", "kid": "ett"}, claims, OTHER_KEY),
        lambda claims: jwt.encode({"alg": "RS256", "kid": "okänd"}, claims, OTHER_KEY),
        lambda claims: "ingenting",
    ],
    ids=["none", "our secret", "public key as secret", "another key", "an unknown key", "no token"],
)
def test_a_signature_that_is_not_the_services_lets_nobody_in(
    liar: Liar, config: Config, signs: Callable[[dict[str, Any]], str]
) -> None:
    liar.signs = signs
    with pytest.raises(NotLetIn, match="can't be trusted"):
        ask(config)


def test_a_new_key_is_asked_for(liar: Liar, config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    described(config)
    monkeypatch.setattr(sign_in_service, "KEYS_AGAIN_AFTER_SECONDS", 0)
    liar.keys = [NEW_KEY]
    liar.signs = lambda claims: jwt.encode({"alg": "RS256", "kid": "två"}, claims, NEW_KEY)
    assert ask(config)["sub"] == "1"


def test_a_user_info_about_somebody_else_lets_nobody_in(liar: Liar, config: Config) -> None:
    liar.raw["/me"] = (200, b'{"sub": "2", "preferred_username": "anna"}')
    with pytest.raises(NotLetIn, match="two different"):
        ask(config)


@pytest.mark.parametrize(
    "says",
    [
        {"issuer": "https://annan.example"},
        {"token_endpoint": "http://id.example/token"},
        {"jwks_uri": None},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
    ids=str,
)
def test_a_description_that_is_not_right_is_said(liar: Liar, config: Config, says: dict[str, Any]) -> None:
    liar.says = says
    with pytest.raises(SignInServiceFault):
        sign_in_address(config, HANDSHAKE, "sv")


@pytest.mark.parametrize("answer", [(500, b"{}"), (200, b"<html>"), (200, b"[]"), (200, b"x" * 2_000_000)], ids=len)
def test_nonsense_is_said(liar: Liar, config: Config, answer: tuple[int, bytes]) -> None:
    liar.raw["/.well-known/openid-configuration"] = answer
    with pytest.raises(SignInServiceFault):
        described(config)


def test_the_own_network_is_reached_only_at_the_services_own_address(liar: Liar, config: Config) -> None:
    liar.says = {"jwks_uri": "https://10.1.2.3/jwks"}
    with pytest.raises(SignInServiceFault, match="own network") as caught:
        described(config)
    assert isinstance(caught.value.__cause__, AddressRefused)


def test_a_service_that_drips_is_left_in_time(liar: Liar, config: Config) -> None:
    liar.drips = True
    began = time.monotonic()
    with pytest.raises(SignInServiceFault, match="within 1 seconds"):
        described(config)
    assert time.monotonic() - began < 4


def test_nobody_waits_behind_a_slow_service(config: Config) -> None:
    taken = [sign_in_service.ASKED_AT_ONCE.acquire(blocking=False) for _ in range(8)]
    try:
        with pytest.raises(Exception, match="Too many"):
            described(config)
    finally:
        for _ in filter(None, taken):
            sign_in_service.ASKED_AT_ONCE.release()


def test_a_level_of_assurance_is_demanded(liar: Liar, config: Config, config_for: Callable[..., Config]) -> None:
    strict = config_for(f'[web.oidc]\nissuer = "{liar.url}"\nclient_id = "somearkiv"\nacr_values = ["loa3"]\n')
    assert "acr_values=loa3" in sign_in_address(strict, HANDSHAKE, "sv")
    liar.claims = {"acr": "loa2"}
    with pytest.raises(NotLetIn, match="too low"):
        ask(strict)
    liar.claims = {"acr": "loa3"}
    assert ask(strict)["sub"] == "1"
    assert b"client_id=somearkiv" in next(one for one in liar.seen if one[0] == "/token")[2]


def test_a_missing_secret_is_the_operators_to_mend(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    config.path("hemlig").unlink()
    with pytest.raises(ConfigFault, match="client_secret_file"):
        ask(config)


def test_the_secret_may_stand_in_the_environment(
    liar: Liar, config_for: Callable[..., Config], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = config_for(
        f'[web.oidc]\nissuer = "{liar.url}"\nclient_id = "somearkiv"\nclient_secret_env = "HEMLIG_OIDC"\n'
    )
    with pytest.raises(ConfigFault, match="client_secret_env"):
        ask(made)
    monkeypatch.setenv("HEMLIG_OIDC", SECRET)
    assert ask(made)["sub"] == "1"


def test_nothing_secret_stands_in_the_address_of_signing_out(liar: Liar, config: Config) -> None:
    assert sign_out_address(config) == ""
    liar.says = {"end_session_endpoint": f"{liar.url}/ut"}
    sign_in_service._known.clear()
    assert sign_out_address(config) == (
        f"{liar.url}/ut?client_id=somearkiv&post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A8000%2Floggain%2Futloggad"
    )


def test_an_expired_token_is_expired_also_by_our_clock(config: Config) -> None:
    with pytest.raises(NotLetIn):
        who_signed_in(config, HANDSHAKE, "koden", utc_now() + timedelta(minutes=10))
