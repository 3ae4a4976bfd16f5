"""Sending a browser's multipart form, without a browser."""

import base64
import secrets
import urllib.error
import urllib.request
from collections.abc import Mapping


class Stay(urllib.request.HTTPRedirectHandler):
    """Redirects are answers, not followed."""

    def redirect_request(self, *_: object) -> None:
        return None


def send_form(url: str, fields: Mapping[str, str], user: str = "", password: str = "") -> int:
    """POSTs the form with basic authentication where `user` is given; gives the status, redirects not followed."""
    border = secrets.token_hex(12)
    parts = [
        f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    body = "".join([*parts, f"--{border}--\r\n"]).encode()
    request = urllib.request.Request(url, body, {"Content-Type": f"multipart/form-data; boundary={border}"})
    if user:
        request.add_header("Authorization", "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode())
    try:
        with urllib.request.build_opener(Stay).open(request, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as answer:
        if answer.code >= 400:
            raise
        return answer.code
