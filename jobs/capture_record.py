"""The record of one visit (capture.json): who, when, from where, with what, how far it came and what it held."""

import socket
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from importlib.metadata import version

from archiver.capture.visit import VisitResult
from archiver.model import CaptureRecord, CaptureScope, Outcome
from archiver.platforms.platform import Platform, Reading
from archiver.records import item_id
from jobs.context import Context
from jobs.filing import Filed, Showing

NOTHING = "Inget inlägg hittades på sidan. Se på bilden: är det kontot som syns?"
"""Said of a capture without items: an account without posts, a page that is not the account, or one that can't be read."""


def record_of(
    context: Context,
    reader: Platform,
    showing: Showing,
    reason: str,
    result: VisitResult,
    reading: Reading,
    filed: Filed,
    scope: CaptureScope = CaptureScope.ACCOUNT,
) -> CaptureRecord:
    """Who, when, from where, with what, how far: the record of one visit and what it held."""
    account = showing.account
    got = Counter(item.kind.value for item in reading.items)
    claimed = {**result.reach.claimed, **reading.claimed}
    short = shortfalls(claimed, got)
    if scope is CaptureScope.ACCOUNT and not got and result.browser:
        short = (*short, NOTHING)
    reach = replace(
        result.reach,
        claimed=claimed,
        got=dict(got),
        not_reached=(*result.reach.not_reached, *short),
        lacking=(*result.reach.lacking, *reading.remarks),
    )
    return CaptureRecord(
        id=showing.capture_id,
        account_id=account.id,
        ordered_by=context.who.username,
        reason=reason,
        started_at=result.started_at,
        finished_at=result.finished_at,
        outcome=Outcome.PARTIAL if short and result.outcome is Outcome.CAPTURED else result.outcome,
        method=result.method,
        permission=result.permission,
        requested_url=result.requested_url,
        final_url=result.final_url,
        http_status=result.http_status,
        host=socket.gethostname(),
        browser=result.browser,
        user_agent=result.user_agent,
        viewport=result.viewport,
        language=result.language,
        reach=reach,
        software=f"Somearkiv {version('somearkiv')}, {reader.key} {reader.version}",
        files=result.files,
        items_seen=tuple(item_id(account.id, item.identity) for item in reading.items),
        items_new=len(filed.new),
        items_changed=len(filed.changed),
        items_gone=tuple(record.id for record in filed.gone),
        scope=scope,
    )


def shortfalls(claimed: Mapping[str, int], got: Mapping[str, int]) -> tuple[str, ...]:
    """What the page said it had and the capture did not get, one Swedish sentence a kind."""
    words = {"post": "inlägg", "comment": "kommentarer", "picture": "bilder"}
    return tuple(
        f"Sidan uppger {count} {words.get(kind, kind)}; fångsten har {got.get(kind, 0)}."
        for kind, count in claimed.items()
        if kind in words and got.get(kind, 0) < count
    )
