"""The working tables: what is going on now (when is an account due, what work is ordered)."""

from sqlalchemy import JSON, Column, Index, Integer, String, Table, Text

from storage.database.columns import count, flag, metadata, time, word

schedule = Table(
    "schedule",
    metadata,
    word("account_id", key=True),
    time("due_at"),
    count("attempts"),
    word("last_error"),
    time("last_ok_at"),
    time("alarm_since"),
)

orders = Table(
    "orders",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    word("kind"),
    word("argument"),
    word("ordered_by"),
    time("ordered_at", required=True),
    word("state"),
    word("claimed_by"),
    time("claimed_at"),
    time("finished_at"),
    word("result"),
    Column("progress", Text, nullable=False, server_default=""),
    Index("orders_state", "state", "id"),
)

fixity = Table(
    "fixity",
    metadata,
    word("object_id", key=True),
    word("inventory"),
    time("verified_at", required=True),
)
"""When every byte of an object was last found right, and with which inventory."""

form = Table("form", metadata, Column("cards", String, primary_key=True))
"""One row: which form the card tables have (`form.py`)."""

notice_matter = Table("notice_matter", metadata, word("key", key=True), time("first_at", required=True))
"""What there is to tell of now, and since when; gone when it is over (`jobs/notices/`)."""

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    word("key"),
    word("channel"),
    word("recipient"),
    Column("notice", JSON, nullable=False),
    time("made_at", required=True),
    time("not_before", required=True),
    word("state"),
    word("batch"),
    count("attempts"),
    time("claimed_at"),
    time("sent_at"),
    word("last_error"),
    Index("outbox_key", "key", unique=True),
    Index("outbox_state", "state", "not_before"),
)
"""Notices on their way out. `key` is what is told to whom, so that it is told once; `batch` is the letter they go in."""

notice_preference = Table(
    "notice_preference",
    metadata,
    word("username", key=True),
    word("rhythm"),
    Column("muted", JSON, nullable=False),
    count("quiet_from"),
    count("quiet_to"),
)
"""How somebody wants to be told; hours of the Swedish clock. Nobody there means the defaults."""

saved_search = Table(
    "saved_search",
    metadata,
    word("id", key=True),
    word("username"),
    word("name"),
    Column("chosen", JSON, nullable=False),
    flag("alerts"),
    time("made_at", required=True),
    time("looked_at", required=True),
    Column("told", JSON, nullable=False),
    Index("saved_search_username", "username"),
)
"""A person's searches; `told` are ids of items told of lately, so that none is told of twice."""

WORKING = (schedule, orders, fixity, form, notice_matter, outbox, notice_preference, saved_search)
