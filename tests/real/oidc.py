"""A certified OpenID provider (npm `oidc-provider`) running on loopback with people of ours in it."""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.real.cache import Unavailable, made_once, run
from tests.real.server import Program, free_port, wait_until_answers

PACKAGE = "oidc-provider@9.13.3"
SCRIPT = Path(__file__).with_name("oidc_provider.mjs")
CLIENT_ID, CLIENT_SECRET = "somearkiv", "hemlighet:med/&+%tecken"


def software(cache: Path) -> Path:
    """The folder with `node_modules`. Raises `Unavailable`."""
    folder = cache / PACKAGE.replace("@", "-")
    with made_once(folder) as draft:
        if draft:
            if shutil.which("npm") is None:
                raise Unavailable("npm is not on this machine")
            (draft / "package.json").write_text('{"private": true, "type": "module"}')
            install = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
            run([*install, PACKAGE], seconds=240, cwd=draft)
    return folder


@contextmanager
def provider(
    cache: Path, folder: Path, base_url: str, accounts: Mapping[str, Mapping[str, Any]], *, in_tokens: bool = True
) -> Iterator[str]:
    """The running provider's issuer. `in_tokens`: all claims stand in the ID token; else only its user-info has them.

    Raises `Unavailable`.
    """
    modules, port = software(cache), free_port()
    client = {
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "redirect_uris": [f"{base_url}/loggain/sso/svar"],
        "post_logout_redirect_uris": [f"{base_url}/loggain/utloggad"],
    }
    plan = {"port": port, "client": client, "accounts": accounts, "inTokens": in_tokens}
    (folder / "plan.json").write_text(json.dumps(plan))
    shutil.copy(SCRIPT, modules / SCRIPT.name)  # modules are looked for beside the script
    program = Program(["node", modules / SCRIPT.name, folder / "plan.json"], folder / "oidc.log")
    try:
        wait_until_answers(f"http://127.0.0.1:{port}/.well-known/openid-configuration", program, 30)
        yield f"http://127.0.0.1:{port}"
    finally:
        program.stop()
