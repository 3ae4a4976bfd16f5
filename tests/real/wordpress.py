"""A real WordPress from Debian's packages with MariaDB and PHP's own server, filled once and then started in seconds.

By hand: `python -m tests.real.wordpress [variant]` starts one, prints its address and the truth, and waits for Ctrl-C.
"""

import hashlib
import os
import secrets
import shutil
import sys
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.real import material, wordpress_admin, wordpress_fill
from tests.real.by_hand import serve
from tests.real.cache import default_cache, made_once, run
from tests.real.debian import codename, library_path, program, unpacked
from tests.real.server import Program, free_port, wait_until_answers
from tests.real.truth import Running, Truth, load, save
from tests.real.wordpress_admin import Admin

PACKAGES = (
    "libjs-underscore", "mariadb-server-core", "php-cli", "php-curl", "php-gd", "php-mbstring", "php-mysql", "php-xml",
    "wordpress", "wordpress-l10n", "wordpress-theme-twentytwentyone", "wordpress-theme-twentytwentythree",
)  # fmt: skip
EXTENSIONS = (
    "mysqlnd", "ctype", "curl", "dom", "exif", "fileinfo", "gd", "iconv", "mbstring", "mysqli", "phar", "posix",
    "simplexml", "tokenizer", "xml", "xmlreader", "xmlwriter",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Variant:
    """One way a municipality may run its WordPress. `options` are WordPress's own option names."""

    name: str
    theme: str
    language: str = "sv_SE"
    posts: int = 16
    """With ten a page: two pages of posts, one of them with forty comments, one with a thread five deep."""
    options: dict[str, str] = field(default_factory=dict)


PRETTY = {"permalink_structure": "/%year%/%monthnum%/%postname%/"}
VARIANTS = {
    variant.name: variant
    for variant in (
        Variant("block", "twentytwentythree", options=PRETTY),
        Variant("full", "twentytwentythree", posts=60, options=PRETTY),
        Variant(
            "classic",
            "twentytwentyone",
            options={
                "permalink_structure": "",
                "page_comments": "1",
                "comments_per_page": "20",
                "default_comments_page": "oldest",
                "date_format": "Y-m-d",
            },
        ),
        Variant(
            "english",
            "twentytwentyone",
            language="",
            options={"permalink_structure": "/%postname%/", "date_format": "F j, Y", "time_format": "g:i a"},
        ),
    )
}

CONFIG = """<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:' . getenv('SITE_SOCKET')); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', getenv('SITE_URL')); define('WP_SITEURL', getenv('SITE_URL'));
define('WP_CONTENT_DIR', getenv('SITE_CONTENT')); define('WP_CONTENT_URL', getenv('SITE_URL') . '/wp-content');
define('DISABLE_WP_CRON', true); define('WP_HTTP_BLOCK_EXTERNAL', true); define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_DEBUG', false); define('FS_METHOD', 'direct');
foreach (['AUTH','SECURE_AUTH','LOGGED_IN','NONCE'] as $n) {
  define($n . '_KEY', getenv('SITE_SALT') . $n); define($n . '_SALT', getenv('SITE_SALT') . $n . 's');
}
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""

ROUTER = """<?php
$path = urldecode(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
$content = getenv('SITE_CONTENT');
if (strpos($path, '/wp-content/') === 0 && strpos($path, '..') === false) {
  $file = $content . substr($path, 11);
  if (!is_file($file)) { http_response_code(404); exit; }
  $kinds = ['css'=>'text/css','js'=>'text/javascript','png'=>'image/png','jpg'=>'image/jpeg','svg'=>'image/svg+xml','woff2'=>'font/woff2','woff'=>'font/woff'];
  $end = pathinfo($file, PATHINFO_EXTENSION);
  header('Content-Type: ' . ($kinds[$end] ?? 'application/octet-stream')); readfile($file); exit;
}
$file = $_SERVER['DOCUMENT_ROOT'] . $path;
if ($path !== '/' && (is_file($file) || is_file(rtrim($file, '/') . '/index.php'))) return false;
$_SERVER['SCRIPT_NAME'] = '/index.php';
require $_SERVER['DOCUMENT_ROOT'] . '/index.php';
"""


def software(cache: Path) -> Path:
    """The unpacked packages. Raises `Unavailable`."""
    suite = codename()
    packed = hashlib.sha256(" ".join(PACKAGES).encode()).hexdigest()[:8]
    return unpacked(cache / f"wordpress-{suite}-{packed}", PACKAGES)


class Site:
    """One WordPress whose database and uploads lie in `state`; `run_folder` holds the socket (short path) and the logs."""

    def __init__(self, root: Path, state: Path) -> None:
        self._root, self._state = root, state
        self._run_folder = Path(tempfile.mkdtemp(prefix="wp-"))
        self._programs: list[Program] = []
        self.url = f"http://127.0.0.1:{free_port()}"

    def start(self) -> "Site":
        try:
            self._start_database()
            self._start_php()
        except BaseException:
            self.stop()
            raise
        return self

    def _start_database(self) -> None:
        libraries = {"LD_LIBRARY_PATH": library_path(self._root)}
        base = program(self._root, "usr/sbin/mariadbd").parents[1]
        data, socket = self._state / "db", self._run_folder / "db.sock"
        owner = ["--user=root"] if os.geteuid() == 0 else []
        if not data.exists():
            maker = program(self._root, "usr/bin/mariadb-install-db")
            words = ["bash", maker, "--no-defaults", f"--basedir={base}", f"--datadir={data}", "--skip-test-db"]
            words += ["--auth-root-authentication-method=normal", "--innodb-log-file-size=4M", *owner]
            run(words, seconds=120, env=libraries)
        server = Program(
            [base / "sbin/mariadbd", "--no-defaults", f"--basedir={base}", f"--datadir={data}", f"--socket={socket}",
             "--skip-networking", "--innodb-log-file-size=4M", "--innodb-buffer-pool-size=24M", "--skip-log-bin",
             "--innodb-flush-log-at-trx-commit=0", f"--pid-file={self._run_folder}/db.pid", "--default-time-zone=+00:00",
             "--character-set-server=utf8mb4", *owner],
            self._run_folder / "db.log",
            env=libraries,
        )  # fmt: skip
        self._programs.append(server)
        client = [program(self._root, "usr/bin/mariadb-admin"), "--no-defaults", "--user=root", f"--socket={socket}"]
        run([*client, "--wait=30", "--connect-timeout=30", "ping"], seconds=60, env=libraries)
        if not (data / "wordpress").exists():
            run([*client, "create", "wordpress"], seconds=30, env=libraries)

    def _start_php(self) -> None:
        content = self._state / "content"
        packed = self._root / "usr/share/wordpress"
        content.mkdir(exist_ok=True)
        for part in ("themes", "languages", "plugins"):
            if not (content / part).exists():
                (content / part).symlink_to(packed / "wp-content" / part)
        web = self._run_folder / "web"
        shutil.copytree(packed, web, symlinks=False, ignore=shutil.ignore_patterns("wp-content", "wp-config.php"))
        (web / "wp-config.php").write_text(CONFIG)
        (self._run_folder / "router.php").write_text(ROUTER)
        places = [*self._root.glob("usr/lib/php/20*"), *Path("/").glob("usr/lib/php/20*")]
        words: list[str | Path] = [program(self._root, "usr/bin/php[78]*[0-9]"), "-n"]
        for extension in EXTENSIONS:
            found = [place / f"{extension}.so" for place in places if (place / f"{extension}.so").exists()]
            words += [f"-dextension={found[0]}"] if found else []
        words += ["-dmemory_limit=256M", "-dsendmail_path=/bin/true", "-ddisplay_errors=0"]
        words += ["-S", self.url.removeprefix("http://"), "-t", web, self._run_folder / "router.php"]
        site = {
            "SITE_SOCKET": str(self._run_folder / "db.sock"),
            "SITE_URL": self.url,
            "SITE_CONTENT": str(content),
            "SITE_SALT": "en kommuns blogg",
            "PHP_CLI_SERVER_WORKERS": "3",
            "LD_LIBRARY_PATH": library_path(self._root),
            "TZ": "UTC",
        }
        server = Program(words, self._run_folder / "php.log", env=site)
        self._programs.append(server)
        wait_until_answers(f"{self.url}/wp-includes/js/wp-emoji.js", server, 60)

    def stop(self) -> None:
        while self._programs:
            self._programs.pop().stop()
        shutil.rmtree(self._run_folder, ignore_errors=True)


def _filled(cache: Path, root: Path, variant: Variant) -> Path:
    """The state of a site that was installed and filled through its own interfaces, made once and kept."""
    sources = [Path(module.__file__ or "") for module in (material, wordpress_admin, wordpress_fill)]
    stamp = hashlib.sha256(b"".join(source.read_bytes() for source in sources))
    stamp.update(repr((variant, CONFIG, root.parent.name)).encode())
    folder = cache / f"wordpress-site-{variant.name}-{stamp.hexdigest()[:12]}"
    with made_once(folder) as draft:
        if draft:
            password = secrets.token_urlsafe(12)
            (draft / "password").write_text(password)
            site = Site(root, draft).start()
            try:
                admin = Admin(site.url, password)
                truth = wordpress_fill.fill(admin, variant.theme, variant.language, variant.options, variant.posts)
            finally:
                site.stop()
            save(_rebased(truth, site.url, "{url}"), draft / "truth.json")
    return folder


def _rebased(truth: Truth, old: str, new: str) -> Truth:
    moved = tuple(replace(entry, permalink=entry.permalink.replace(old, new, 1)) for entry in truth.entries)
    return replace(truth, entries=moved)


def start(cache: Path | None = None, variant: str = "block") -> Running:
    """Starts a filled WordPress on loopback. Raises `Unavailable` when Debian's packages can't be had."""
    cache = (cache or default_cache()).absolute()
    root = software(cache)
    filled = _filled(cache, root, VARIANTS[variant])
    state = Path(tempfile.mkdtemp(prefix="wp-state-"))
    shutil.copytree(filled, state, dirs_exist_ok=True, symlinks=True)
    site = Site(root, state).start()
    admin = Admin(site.url, (state / "password").read_text())
    truth = _rebased(load(state / "truth.json"), "{url}", site.url)

    def stop() -> None:
        site.stop()
        shutil.rmtree(state, ignore_errors=True)

    return Running(
        name=f"wordpress-{variant}",
        url=f"{site.url}/",
        truth=truth,
        change=lambda: wordpress_fill.change(admin, truth),
        stop=stop,
        account_name=material.OFFICE,
        platform="wordpress",
    )


if __name__ == "__main__":
    serve(start(variant=sys.argv[1] if len(sys.argv) > 1 else "block"))
