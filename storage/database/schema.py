"""The tables of the card index.

Three sorts: **cards** are a function of the documents on the shelf (`cards.py` writes them, nobody else); **working
tables** say what is going on now (when is an account due, what work is ordered); the **vault** holds what must never
lie on the shelf (password hashes).
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy.engine import Dialect


class UtcTime(TypeDecorator[datetime]):
    """An aware time, UTC in and out, on databases that know time zones and on those that don't."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData()


def _flag(name: str) -> Column[Any]:
    return Column(name, Boolean, nullable=False)


def _word(name: str, *, key: bool = False) -> Column[Any]:
    return Column(name, String, primary_key=key, nullable=False)


def _time(name: str, *, required: bool = False) -> Column[Any]:
    return Column(name, UtcTime, nullable=not required)


def _count(name: str, *, key: bool = False) -> Column[Any]:
    return Column(name, Integer, primary_key=key, nullable=False, autoincrement=False)


# ---------------------------------------------------------------------------------------------- cards

head = Table(
    "head",
    metadata,
    _count("id", key=True),
    _count("segment"),
    _word("segment_digest"),
    _count("line"),
    _word("line_digest"),
)
"""One row: the newest journal segment these cards have taken in."""

objects = Table(
    "objects",
    metadata,
    _word("object_id", key=True),
    _word("kind"),
    _word("id"),
    _count("version"),
    _word("inventory"),
    Index("objects_kind", "kind", "id"),
)
"""Every object on the shelf: its newest version and the digest of its inventory."""

account = Table(
    "account",
    metadata,
    _word("id", key=True),
    _word("platform"),
    _word("name"),
    _word("url"),
    _word("committee"),
    _word("activity"),
    _word("state"),
    _word("owner"),
    _word("deputy"),
    _count("captures_per_year"),
    _time("opened_at"),
    _time("closed_at"),
    Column("document", Text, nullable=False),
)

capture = Table(
    "capture",
    metadata,
    _word("id", key=True),
    _word("account_id"),
    _time("started_at", required=True),
    _time("finished_at", required=True),
    _word("outcome"),
    _word("method"),
    _word("scope"),
    _word("ordered_by"),
    _word("reason"),
    _word("final_url"),
    _count("items_seen"),
    _count("items_new"),
    _count("items_changed"),
    _count("items_gone"),
    _count("files"),
    Column("size_bytes", BigInteger, nullable=False),
    Column("not_reached", JSON, nullable=False),
    Index("capture_account", "account_id", "started_at"),
)

item = Table(
    "item",
    metadata,
    _word("id", key=True),
    _word("account_id"),
    _word("identity"),
    _word("kind"),
    Column("parent_id", String),
    _word("thread_id"),
    _word("permalink"),
    _word("direction"),
    _time("received_at", required=True),
    _word("author"),
    Column("text", Text, nullable=False),
    _count("versions"),
    _word("digest"),
    _word("picture"),
    _word("registration"),
    _word("secrecy"),
    _word("visibility"),
    _word("retention"),
    _flag("diary"),
    _flag("confidential"),
    _flag("weeding"),
    _flag("unsuitable"),
    _flag("hidden"),
    _count("queue"),
    _time("seen_at", required=True),
    Column("risk", Float, nullable=False),
    _flag("read"),
    _word("expires_on"),
    _word("designation"),
    _word("first_capture"),
    _word("last_capture"),
    _time("missing_since"),
    _time("marked_at"),
    Index("item_account", "account_id", "received_at"),
    Index("item_own", "account_id", "direction", "kind", "received_at"),
    Index("item_received", "received_at"),
    Index("item_queue", "queue", "seen_at", "id", "hidden", "account_id"),
    Index("item_waiting", "queue", "hidden", "account_id", "seen_at"),
    Index("item_open", "hidden", "account_id"),
    Index("item_secrecy", "secrecy", "visibility"),
    Index("item_retention", "retention", "expires_on"),
    Index("item_thread", "thread_id"),
)
"""`hidden`: only a sight with secrets may see, count or match the row (law 5). `queue` is a place of
`archiver/lifecycle/queue.py`, `seen_at` when the newest wording was first seen, `risk` how likely it is secret, 0–1; `read`
whether a person has decided on its registration or secrecy; `marked_at` when the mark of secrecy was noted; `expires_on` the last day of a running period, `ÅÅÅÅ-MM-DD`, empty where none runs or it is not known."""

register = Table(
    "register",
    metadata,
    _word("designation", key=True),
    _word("object_id", key=True),
    _word("authority"),
    _count("year"),
    _count("number"),
    Index("register_authority", "authority", "year", "number"),
)
"""Every register number ever given, also of what was weeded since: no number is given twice."""

journal = Table(
    "journal",
    metadata,
    _count("number", key=True),
    _count("segment"),
    _time("at", required=True),
    _word("who"),
    _word("did"),
    _word("about"),
    Column("why", Text, nullable=False),
    Column("ground", Text, nullable=False),
    Column("facts", JSON, nullable=False),
    _word("previous"),
    _word("digest"),
    Index("journal_about", "about", "number"),
    Index("journal_at", "at"),
)

person = Table(
    "person",
    metadata,
    _word("username", key=True),
    _word("name"),
    _word("email"),
    Column("roles", JSON, nullable=False),
    Column("committees", JSON, nullable=False),
    _flag("active"),
)

delivery = Table(
    "delivery",
    metadata,
    _word("id", key=True),
    _word("format"),
    _time("made_at", required=True),
    _word("made_by"),
    _word("recipient"),
    Column("selection", JSON, nullable=False),
    _count("objects"),
    _word("digest"),
    _word("path"),
    _word("receipt"),
)

disclosure = Table(
    "disclosure",
    metadata,
    _word("id", key=True),
    _word("designation"),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    _time("received_at", required=True),
    _word("authority"),
    Column("items", JSON, nullable=False),
    Column("tested", JSON, nullable=False),
    _time("handed_out_at"),
)
"""Requests for records; what was asked for stands on the shelf alone."""

tombstone = Table(
    "tombstone",
    metadata,
    _word("object_id", key=True),
    _word("kind"),
    _word("account_id"),
    _time("received_at"),
    _time("weeded_at", required=True),
    _word("weeded_by"),
    _word("approved_by"),
    _word("decision"),
)

paper = Table(
    "paper",
    metadata,
    _word("object_id", key=True),
    _word("kind"),
    _word("id"),
    _word("state"),
    _word("account_id"),
    _word("item_id"),
    _time("at", required=True),
    Column("document", Text, nullable=False),
    Index("paper_kind", "kind", "state", "at"),
    Index("paper_item", "item_id"),
)
"""Papers about the records, few in number and read whole: rows of the informationshanteringsplan, holds, weeding lists,
removal orders, collective cases. `account_id` and `item_id` are empty where a paper is about no one account or item."""

stamp = Table(
    "stamp",
    metadata,
    _word("id", key=True),
    _count("segment"),
    _word("segment_digest"),
    _time("made_at", required=True),
    _word("authority"),
    _word("serial"),
)

# ---------------------------------------------------------------------------------------------- working tables

schedule = Table(
    "schedule",
    metadata,
    _word("account_id", key=True),
    _time("due_at"),
    _count("attempts"),
    _word("last_error"),
    _time("last_ok_at"),
    _time("alarm_since"),
)

orders = Table(
    "orders",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _word("kind"),
    _word("argument"),
    _word("ordered_by"),
    _time("ordered_at", required=True),
    _word("state"),
    _word("claimed_by"),
    _time("claimed_at"),
    _time("finished_at"),
    _word("result"),
    Column("progress", Text, nullable=False, server_default=""),
    Index("orders_state", "state", "id"),
)

fixity = Table(
    "fixity",
    metadata,
    _word("object_id", key=True),
    _word("inventory"),
    _time("verified_at", required=True),
)
"""When every byte of an object was last found right, and with which inventory."""

form = Table("form", metadata, Column("cards", String, primary_key=True))
"""One row: which form the card tables have (`form.py`)."""

notice_matter = Table("notice_matter", metadata, _word("key", key=True), _time("first_at", required=True))
"""What there is to tell of now, and since when; gone when it is over (`jobs/notices/`)."""

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _word("key"),
    _word("channel"),
    _word("recipient"),
    Column("notice", JSON, nullable=False),
    _time("made_at", required=True),
    _time("not_before", required=True),
    _word("state"),
    _word("batch"),
    _count("attempts"),
    _time("claimed_at"),
    _time("sent_at"),
    _word("last_error"),
    Index("outbox_key", "key", unique=True),
    Index("outbox_state", "state", "not_before"),
)
"""Notices on their way out. `key` is what is told to whom, so that it is told once; `batch` is the letter they go in."""

notice_preference = Table(
    "notice_preference",
    metadata,
    _word("username", key=True),
    _word("rhythm"),
    Column("muted", JSON, nullable=False),
    _count("quiet_from"),
    _count("quiet_to"),
)
"""How somebody wants to be told; hours of the Swedish clock. Nobody there means the defaults."""

saved_search = Table(
    "saved_search",
    metadata,
    _word("id", key=True),
    _word("username"),
    _word("name"),
    Column("chosen", JSON, nullable=False),
    _flag("alerts"),
    _time("made_at", required=True),
    _time("looked_at", required=True),
    Column("told", JSON, nullable=False),
    Index("saved_search_username", "username"),
)
"""A person's searches; `told` are ids of items told of lately, so that none is told of twice."""

# ---------------------------------------------------------------------------------------------- vault

vault = Table(
    "vault",
    metadata,
    _word("username", key=True),
    _word("password_hash"),
    _time("changed_at", required=True),
)

secret = Table(
    "secret",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _word("account_id"),
    _word("kind"),
    _count("version"),
    _word("state"),
    Column("sealed", Text, nullable=False),
    _time("made_at", required=True),
    _word("made_by"),
    _time("checked_at"),
    Index("secret_account", "account_id", "kind", "version", unique=True),
)
"""Sessions and tokens, sealed (`storage/vault.py`); never on the shelf, never written over: a new one is a new version."""

sitting = Table(
    "sitting",
    metadata,
    _word("digest", key=True),
    _word("username"),
    _word("way"),
    _word("waits_for"),
    _time("made_at", required=True),
    _time("seen_at", required=True),
    Index("sitting_username", "username"),
)
"""Who is signed in to the web interface: the SHA-512 of the cookie's token, never the token. `waits_for` is `kod` until the
one-time code is given."""

attempt = Table("attempt", metadata, _word("digest", key=True), _count("failures"), _time("last_at", required=True))
"""Failed sign-ins: the digest of whom and from where."""

one_time_code = Table(
    "one_time_code",
    metadata,
    _word("username", key=True),
    _word("sealed"),
    _time("confirmed_at"),
    Column("last_step", BigInteger, nullable=False),
)
"""A person's secret for one-time codes (RFC 6238), sealed; `last_step` is the last time step a code was taken for."""

recovery_code = Table("recovery_code", metadata, _word("digest", key=True), _word("username"))
"""Codes for whoever has lost the device: hashes; a used one is gone."""

token = Table(
    "token",
    metadata,
    _word("id", key=True),
    _word("digest"),
    _word("name"),
    _word("username"),
    Column("roles", JSON, nullable=False),
    _flag("writes"),
    _time("made_at", required=True),
    _time("expires_at", required=True),
    _time("used_at"),
    _time("revoked_at"),
    Index("token_digest", "digest", unique=True),
)
"""Keys for other systems to the API: the SHA-512 of the key, never the key."""

CARDS = (
    head,
    objects,
    account,
    capture,
    item,
    register,
    journal,
    person,
    delivery,
    disclosure,
    tombstone,
    paper,
    stamp,
)
WORKING = (schedule, orders, fixity, form, notice_matter, outbox, notice_preference, saved_search)
VAULT = (vault, secret, sitting, attempt, one_time_code, recovery_code, token)
