"""The vault: what must never lie on the shelf (password hashes, sealed secrets, who is signed in)."""

from sqlalchemy import JSON, BigInteger, Boolean, Column, Index, Integer, Table, Text, false

from storage.database.columns import count, metadata, time, word

vault = Table(
    "vault",
    metadata,
    word("username", key=True),
    word("password_hash"),
    time("changed_at", required=True),
    Column("temporary", Boolean, nullable=False, server_default=false()),
)
"""`temporary`: a first password somebody else has seen, to be changed before anything else is done."""

secret = Table(
    "secret",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    word("account_id"),
    word("kind"),
    count("version"),
    word("state"),
    Column("sealed", Text, nullable=False),
    time("made_at", required=True),
    word("made_by"),
    time("checked_at"),
    Index("secret_account", "account_id", "kind", "version", unique=True),
)
"""Sessions and tokens, sealed (`storage/vault.py`); never on the shelf, never written over: a new one is a new version."""

sitting = Table(
    "sitting",
    metadata,
    word("digest", key=True),
    word("username"),
    word("way"),
    word("waits_for"),
    time("made_at", required=True),
    time("seen_at", required=True),
    Index("sitting_username", "username"),
)
"""Who is signed in to the web interface: the SHA-512 of the cookie's token, never the token. `waits_for` is what is
still asked of them (`jobs/signing_in.py`)."""

attempt = Table("attempt", metadata, word("digest", key=True), count("failures"), time("last_at", required=True))
"""Failed sign-ins: the digest of whom and from where."""

one_time_code = Table(
    "one_time_code",
    metadata,
    word("username", key=True),
    word("sealed"),
    time("confirmed_at"),
    Column("last_step", BigInteger, nullable=False),
)
"""A person's secret for one-time codes (RFC 6238), sealed; `last_step` is the last time step a code was taken for."""

recovery_code = Table("recovery_code", metadata, word("digest", key=True), word("username"))
"""Codes for whoever has lost the device: hashes; a used one is gone."""

token = Table(
    "token",
    metadata,
    word("id", key=True),
    word("digest"),
    word("name"),
    word("username"),
    Column("rights", JSON, nullable=False),
    Column("committees", JSON, nullable=False),
    time("made_at", required=True),
    time("expires_at", required=True),
    time("used_at"),
    time("revoked_at"),
    Index("token_digest", "digest", unique=True),
)
"""Keys for other systems to the API: the SHA-512 of the key, never the key; some of the rights and nämnder of whoever made it."""

VAULT = (vault, secret, sitting, attempt, one_time_code, recovery_code, token)
