"""What config.toml says of notices, as the values that sending takes; what is wrong is named with its key."""

from pathlib import Path

from archiver.capture.guard import Allowed, faulty
from archiver.errors.usage import ConfigFault
from archiver.text import Text
from jobs.config import Config, WebhookSettings
from jobs.notices.mail import MailServer
from jobs.notices.matter import Kind
from jobs.notices.webhook import Hook


def mail_server(config: Config) -> MailServer | None:
    """Where letters go; None where none is set. Raises ConfigFault."""
    notices = config.notices
    if not notices.smtp_host:
        return None
    if not notices.sender:
        raise _fault(config, "sender", Text("avsändaradressen saknas", "the sender is missing"))
    return MailServer(
        notices.smtp_host,
        notices.smtp_port,
        notices.smtp_security,
        notices.seconds,
        notices.smtp_user,
        _secret(config, "smtp_password_file", notices.smtp_password_file).decode() if notices.smtp_user else "",
        config.path(notices.smtp_roots) if notices.smtp_roots else None,
    )


def hooks(config: Config) -> dict[str, tuple[Hook, frozenset[Kind]]]:
    """Each webhook by its name, and the kinds it is told of. Raises ConfigFault."""
    wrong = faulty(config.notices.allowed_networks)
    if wrong:
        raise _fault(config, "allowed_networks", Text(f"kan inte läsas: {wrong[0]}", f"can't be read: {wrong[0]}"))
    return {one.name: (_hook(config, one), _kinds(config, one)) for one in config.notices.webhooks}


def _hook(config: Config, one: WebhookSettings) -> Hook:
    secret = _secret(config, f"webhooks.{one.name}.secret_file", one.secret_file)
    roots = config.path(config.notices.smtp_roots) if config.notices.smtp_roots else None
    return Hook(one.url, secret, config.notices.seconds, Allowed(config.notices.allowed_networks), roots)


def _kinds(config: Config, one: WebhookSettings) -> frozenset[Kind]:
    known = {kind.value for kind in Kind} - {Kind.SEARCH_HITS.value}
    for kind in one.kinds:
        if kind not in known:
            what = Text(f"”{kind}” är okänt; välj bland {', '.join(sorted(known))}", f"“{kind}” is unknown")
            raise _fault(config, f"webhooks.{one.name}.kinds", what)
    return frozenset(Kind(kind) for kind in one.kinds)


def _secret(config: Config, key: str, file: str) -> bytes:
    path: Path = config.path(file)
    try:
        secret = path.read_bytes().strip()
    except OSError as fault:
        name = type(fault).__name__
        raise _fault(config, key, Text(f"filen går inte att läsa ({name})", f"can't be read ({name})")) from fault
    if not secret:
        raise _fault(config, key, Text("filen är tom", "the file is empty"))
    return secret


def _fault(config: Config, key: str, what: Text) -> ConfigFault:
    return ConfigFault(file=config.file, place=f"[notices] {key}", what=what)
