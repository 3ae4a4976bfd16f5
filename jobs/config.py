"""config.toml, read once into frozen values; unknown or wrong keys are named with their place."""

from dataclasses import field, replace
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field, Strict, TypeAdapter
from pydantic.dataclasses import dataclass

from archiver.errors.usage import ConfigFault
from archiver.model import Role
from jobs.lanes import MOST_LANES
from jobs.tomlfile import read_toml

_STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True)
_ISSUER = r"^(https://[^/\s?#]+[^\s?#]*|http://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(/[^\s?#]*)?)?$"
"""https, or plain http on this machine; no query or fragment (OpenID Connect Discovery 1.0 §2)."""
_Count = Annotated[int, Strict(), Field(ge=1)]


@dataclass(frozen=True, config=_STRICT)
class MunicipalitySettings:
    """Who keeps the archive."""

    name: Annotated[str, Field(min_length=1)] = "Lillåns kommun"
    organisation_number: Annotated[str, Field(pattern=r"^\d{6}-\d{4}$")] = "212000-0000"
    register_series: Annotated[str, Field(pattern=r"^[A-ZÅÄÖ][A-ZÅÄÖ-]{0,9}$")] = "SM"
    archive_creator: str = ""
    contact: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    web: Annotated[str, Field(pattern=r"^(https?://.+)?$")] = ""
    series: dict[str, Annotated[str, Field(pattern=r"^[A-ZÅÄÖ]{1,6}$")]] = Field(default_factory=dict)


@dataclass(frozen=True, config=_STRICT)
class PublishingSettings:
    """Where the public list of accounts is published, and whether everybody may search in what is released."""

    register: str = ""
    search: Annotated[bool, Strict()] = False


@dataclass(frozen=True, config=_STRICT)
class DisclosureSettings:
    """How records are handed out on request. Fees in kronor, as the municipality's own tariff says."""

    series: Annotated[str, Field(pattern=r"^[A-ZÅÄÖ][A-ZÅÄÖ-]{0,9}$")] = "UTL"
    decided_by: str = ""
    court: str = "kammarrätten"
    free_pages: Annotated[int, Strict(), Field(ge=0)] = 9
    first_fee: Annotated[int, Strict(), Field(ge=0)] = 50
    page_fee: Annotated[int, Strict(), Field(ge=0)] = 2


@dataclass(frozen=True, config=_STRICT)
class CopySettings:
    """The informatör's copy."""

    root: str = ""


@dataclass(frozen=True, config=_STRICT)
class StorageSettings:
    """Where the shelf lies."""

    root: Annotated[str, Field(min_length=1)] = "arkiv"
    work: str = ""
    tsa_url: Annotated[str, Field(pattern=r"^(https?://.+)?$")] = ""
    tsa_roots: str = ""
    copy: CopySettings = CopySettings()


@dataclass(frozen=True, config=_STRICT)
class DatabaseSettings:
    """Where the cards lie."""

    url: Annotated[str, Field(pattern=r"^(sqlite:///|postgresql\+psycopg://)")] = "sqlite:///kort.db"


@dataclass(frozen=True, config=_STRICT)
class CaptureSettings:
    """How accounts are visited. Times in seconds, sizes as named."""

    chromium: str = ""
    viewport_width: Annotated[int, Strict(), Field(ge=320, le=3840)] = 1280
    viewport_height: Annotated[int, Strict(), Field(ge=320, le=3840)] = 900
    side_by_side: Annotated[int, Strict(), Field(ge=0, le=MOST_LANES)] = 0
    account_seconds: _Count = 900
    page_seconds: _Count = 60
    scrolls: _Count = 400
    items: _Count = 5000
    follow_pages: Annotated[int, Strict(), Field(ge=0)] = 100
    page_megabytes: _Count = 60
    allowed_networks: tuple[str, ...] = ()


@dataclass(frozen=True, config=_STRICT)
class InterfaceSettings:
    """How the platforms' interfaces are asked. `addresses`: interface key → where it answers, instead of its own."""

    seconds: _Count = 900
    wait_seconds: Annotated[int, Strict(), Field(ge=0)] = 300
    posts: _Count = 2000
    comments: _Count = 20000
    addresses: dict[str, Annotated[str, Field(pattern=r"^https?://\S+$")]] = field(default_factory=dict)


@dataclass(frozen=True, config=_STRICT)
class VaultSettings:
    """Where the key lies that sessions and tokens are sealed with."""

    key: Annotated[str, Field(min_length=1)] = "valv.nyckel"


@dataclass(frozen=True, config=_STRICT)
class ImportSettings:
    """How much is taken in at once."""

    file_megabytes: _Count = 4000
    unpacked_megabytes: _Count = 8000


@dataclass(frozen=True, config=_STRICT)
class ScheduleSettings:
    """When accounts are visited."""

    captures_per_year: Annotated[int, Strict(), Field(ge=2, le=366)] = 2
    alarm_after: _Count = 3
    heartbeat_seconds: _Count = 60
    stop_seconds: _Count = 120


@dataclass(frozen=True, config=_STRICT)
class ClassificationSettings:
    """Which rules propose."""

    rules: str = ""


@dataclass(frozen=True, config=_STRICT)
class GroupSettings:
    """What a group of the sign-in service gives here. No `committees` is the whole municipality."""

    roles: tuple[Role, ...]
    committees: tuple[str, ...] = ()


@dataclass(frozen=True, config=_STRICT)
class SingleSignOnSettings:
    """The municipality's own sign-in service (OpenID Connect). An empty `issuer` is none."""

    issuer: Annotated[str, Field(pattern=_ISSUER)] = ""
    name: Annotated[str, Field(min_length=1)] = "kommunens inloggning"
    client_id: str = ""
    client_secret_file: str = ""
    client_secret_env: Annotated[str, Field(pattern=r"^[A-Z0-9_]*$")] = ""
    scopes: tuple[str, ...] = ("openid", "profile", "email")
    claim: Annotated[str, Field(min_length=1)] = "preferred_username"
    matches: Annotated[str, Field(pattern=r"^(användarnamn|e-post)$")] = "användarnamn"
    adds_people: Annotated[bool, Strict()] = False
    groups_claim: Annotated[str, Field(min_length=1)] = "groups"
    groups: dict[str, GroupSettings] = Field(default_factory=dict)
    acr_values: tuple[str, ...] = ()
    signs_out: Annotated[bool, Strict()] = True
    seconds: Annotated[int, Strict(), Field(ge=1, le=60)] = 10
    roots: str = ""
    allowed_networks: tuple[str, ...] = ()


@dataclass(frozen=True, config=_STRICT)
class WebSettings:
    """The web interface. `base_url` is how people reach it; cookies are Secure when it begins with https."""

    host: Annotated[str, Field(min_length=1)] = "127.0.0.1"
    port: Annotated[int, Strict(), Field(ge=1, le=65535)] = 8000
    base_url: Annotated[str, Field(pattern=r"^https?://[^/]+$")] = "http://127.0.0.1:8000"
    trusted_proxies: tuple[str, ...] = ()
    replay_port: Annotated[int, Strict(), Field(ge=1, le=65535)] = 8001
    replay_url: Annotated[str, Field(pattern=r"^(https?://[^/]+)?$")] = "http://127.0.0.1:8001"
    metrics_port: Annotated[int, Strict(), Field(ge=0, le=65535)] = 0
    metrics_token_file: str = ""
    with_daemon: Annotated[bool, Strict()] = False
    idle_minutes: _Count = 30
    session_hours: _Count = 10
    code_roles: tuple[Role, ...] = ()
    oidc: SingleSignOnSettings = SingleSignOnSettings()


@dataclass(frozen=True, config=_STRICT)
class WebhookSettings:
    """One other system that is told. `secret_file` holds the shared secret; no `kinds` is all that tell of no secrets."""

    name: Annotated[str, Field(pattern=r"^[a-zåäö0-9-]{1,40}$")]
    url: Annotated[str, Field(pattern=r"^https?://\S+$")]
    secret_file: Annotated[str, Field(min_length=1)]
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, config=_STRICT)
class NoticeSettings:
    """How people and systems are told of what waits for them. An empty `smtp_host` is no e-mail."""

    smtp_host: str = ""
    smtp_port: Annotated[int, Strict(), Field(ge=1, le=65535)] = 587
    smtp_security: Annotated[str, Field(pattern=r"^(starttls|tls|ingen)$")] = "starttls"
    smtp_user: str = ""
    smtp_password_file: str = ""
    smtp_roots: str = ""
    sender: Annotated[str, Field(pattern=r"^([^@\s]+@[^@\s]+)?$")] = ""
    seconds: _Count = 30
    every_minutes: _Count = 10
    remind_days: tuple[_Count, ...] = (3, 7, 14)
    allowed_networks: tuple[str, ...] = ()
    webhooks: tuple[WebhookSettings, ...] = ()


@dataclass(frozen=True, config=_STRICT)
class Config:
    """Everything that can be set. `file` is where it was read; relative paths count from its folder."""

    municipality: MunicipalitySettings = MunicipalitySettings()
    storage: StorageSettings = StorageSettings()
    database: DatabaseSettings = DatabaseSettings()
    capture: CaptureSettings = CaptureSettings()
    interfaces: InterfaceSettings = InterfaceSettings()
    vault: VaultSettings = VaultSettings()
    imports: ImportSettings = ImportSettings()
    schedule: ScheduleSettings = ScheduleSettings()
    classification: ClassificationSettings = ClassificationSettings()
    web: WebSettings = WebSettings()
    publishing: PublishingSettings = PublishingSettings()
    disclosure: DisclosureSettings = DisclosureSettings()
    notices: NoticeSettings = NoticeSettings()
    selectors: dict[str, dict[str, str]] = field(default_factory=dict)
    file: Annotated[Path, Strict()] = Path("config.toml")

    def path(self, text: str) -> Path:
        """A path from the config, made absolute from the config file's folder."""
        return (self.file.resolve().parent / text).resolve()

    @property
    def database_url(self) -> str:
        """The database's URL with a relative SQLite path made absolute."""
        prefix = "sqlite:///"
        if self.database.url.startswith(prefix) and not self.database.url.startswith("sqlite:////"):
            return prefix + str(self.path(self.database.url.removeprefix(prefix)))
        return self.database.url


_ADAPTER = TypeAdapter(Config)


def read_config(file: Path) -> Config:
    """The settings in a file. Raises ConfigFault naming file, section, key and line, for every fault at once."""
    config = replace(read_toml(file, _ADAPTER, ConfigFault), file=file)
    if config.selectors:
        from jobs.readers import check  # only then: the tables of all platforms take a while to read

        check(config.selectors, str(file))
    return config
