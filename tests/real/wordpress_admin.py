"""WordPress's own interfaces as an administrator uses them: the installer's form, the log-in, the options page, REST."""

import http.cookiejar
import json
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from typing import Any


class Admin:
    """A logged-in administrator's session on `url` (no slash at the end). The password is made anew for every site."""

    def __init__(self, url: str, password: str) -> None:
        self.url = url
        self._password = password
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()),
        )
        self._nonce = ""

    def page(self, path: str, form: Mapping[str, str] | None = None) -> str:
        data = urllib.parse.urlencode(form).encode() if form is not None else None
        with self._opener.open(self.url + path, data, timeout=60) as answer:
            return str(answer.read().decode("utf-8", "replace"))

    def install(self, title: str, language: str) -> None:
        self.page(
            "/wp-admin/install.php?step=2",
            {
                "language": language,
                "weblog_title": title,
                "user_name": "redaktion",
                "admin_password": self._password,
                "admin_password2": self._password,
                "pw_weak": "1",
                "admin_email": "redaktion@example.test",
                "blog_public": "1",
            },
        )

    def log_in(self) -> None:
        self.page("/wp-login.php", {"log": "redaktion", "pwd": self._password})
        self._nonce = self.page("/wp-admin/admin-ajax.php?action=rest-nonce")

    def options(self, values: Mapping[str, str]) -> None:
        """Sets options on the "all settings" page; permalinks are then made to hold by their own page."""
        shown = self.page("/wp-admin/options.php")
        nonce = re.search(r'name="_wpnonce" value="(\w+)"', shown)
        if not nonce:
            raise RuntimeError("WordPress shows no options page: not logged in")
        form = {"option_page": "options", "action": "update", "_wpnonce": nonce[1], "page_options": ",".join(values)}
        self.page("/wp-admin/options.php", {**form, **values})
        self.page("/wp-admin/options-permalink.php")

    def rest(self, method: str, path: str, values: Mapping[str, Any] | None = None) -> Any:
        """One call of the REST interface, `path` after `/wp/v2`; works with plain permalinks too."""
        route, _, query = path.partition("?")
        address = f"{self.url}/?rest_route=/wp/v2{route}" + (f"&{query}" if query else "")
        request = urllib.request.Request(
            address,
            json.dumps(values).encode() if values is not None else None,
            {"X-WP-Nonce": self._nonce, "Content-Type": "application/json"},
            method=method,
        )
        try:
            with self._opener.open(request, timeout=60) as answer:
                return json.loads(answer.read())
        except urllib.error.HTTPError as fault:
            raise RuntimeError(f"{method} {path}: {fault.code} {fault.read()[:300]!r}") from fault
