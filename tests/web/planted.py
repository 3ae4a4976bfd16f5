"""A small municipality with secrets planted in it, and people of every role, for tests that walk all pages.

Whoever adds a route with a new parameter adds a line to `SAMPLES`; `test_matrix.py` says so when one is missing.
"""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from PIL import Image

from archiver.digest import digest_of
from archiver.lifecycle.collective_case import CollectiveCase
from archiver.lifecycle.rights import Right, rights_of
from archiver.model import (
    Account,
    AccountState,
    ActivityPlan,
    Approval,
    ApprovalRole,
    Author,
    AuthorRole,
    CaptureRecord,
    CaptureScope,
    Contact,
    FileFact,
    ItemKind,
    Outcome,
    Person,
    Reach,
    Role,
)
from archiver.records import (
    Axes,
    Decision,
    Finding,
    ItemRecord,
    ItemVersion,
    Proposal,
    RegisterEntry,
    Registration,
    Secrecy,
    SecrecyMark,
    Unsuitable,
    Visibility,
    item_id,
)
from archiver.removal.order import RemovalEvent, RemovalOrder
from jobs.config import Config
from jobs.daemon.worker import SAVE
from jobs.found import found
from storage.archive import Archive
from storage.database import orders
from tests.web import planted_weeding as weeding

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
COUNCIL, CARE = "Kommunstyrelsen", "Socialnämnden"
FOUNDER = "anna"
SUBJECT = "per.nyman"
"""Whom the people pages change; signs in nowhere else."""

SECRET_WORDS = ("flygelhornet", "Gunhild Pärlhyacint", "vattenskotern", "brunskäggig")
"""Stand only in what is secret: its text, its author, its register entry, what the rules found."""

OPEN_ITEM = item_id("lillan", "oppen")
SUSPECTED_ITEM = item_id("lillan", "misstankt")
MARKED_ITEM = item_id("omsorg", "markerad")
CAPTURE = "0b6a3e7a-6f0f-4a0e-9f8d-1c2d3e4f5a6b"
CARE_CAPTURE = "1b6a3e7a-6f0f-4a0e-9f8d-1c2d3e4f5a6b"
SAVED_SECRET = "2b6a3e7a-6f0f-4a0e-9f8d-1c2d3e4f5a6b"
OPEN_REMOVAL = "3b6a3e7a-6f0f-4a0e-9f8d-1c2d3e4f5a6b"
SECRET_REMOVAL = "4b6a3e7a-6f0f-4a0e-9f8d-1c2d3e4f5a6b"

SAMPLES: dict[str, tuple[str, ...]] = {
    "account_id": ("lillan", "omsorg", "forslag", "finns-inte"),
    "item_id": (OPEN_ITEM, SUSPECTED_ITEM, MARKED_ITEM, "finns-inte"),
    "capture_id": (CAPTURE, CARE_CAPTURE, SAVED_SECRET, "finns-inte"),
    "thread_id": (OPEN_ITEM, SUSPECTED_ITEM, MARKED_ITEM),
    "delivery_id": ("finns-inte",),
    "list_id": (weeding.DONE_LIST, weeding.OPEN_LIST, "finns-inte"),
    "row_id": ("ringa-kommentarer", "finns-inte"),
    "hold_id": (weeding.HOLD, "finns-inte"),
    "request_id": ("finns-inte",),
    "wording": ("1", "x"),
    "number": ("1", "9"),
    "key_id": ("finns-inte",),
    "kind": ("json", "csv", "exe"),
    "search_id": ("finns-inte",),
    "order_id": ("1", "finns-inte"),
    "other_id": (CAPTURE, CARE_CAPTURE),
    "removal_id": (OPEN_REMOVAL, SECRET_REMOVAL, "finns-inte"),
    "case_id": ("ks-2026", "finns-inte"),
    "username": (SUBJECT, "finns-inte"),
    "file": ("page.png", "item.json"),
    "path": ("page.png", "../../config.toml"),
}
"""Values tried for each parameter of a route."""
VIEWERS: dict[str, str] = {"/nytt-konto": "kontoansvarig", "/konton/{account_id}/andra": "kontoansvarig"}
"""Who looks at a page that the lawful steps keep from the archivist."""


def people() -> tuple[Person, ...]:
    """One person of each role for the whole municipality, and some limited to a nämnd."""
    everywhere = [Person(_plain(role), f"{role.value.capitalize()} Alm", roles=frozenset({role})) for role in Role]
    within = [
        Person(
            f"{_plain(role)}-{where[:3].lower()}", f"{role.value} {where}", "", frozenset({role}), frozenset({where})
        )
        for role, where in (
            (Role.ACCOUNT_OWNER, COUNCIL),
            (Role.ACCOUNT_OWNER, CARE),
            (Role.INFORMATION_OFFICER, COUNCIL),
            (Role.REGISTRAR, COUNCIL),
            (Role.MANAGER, CARE),
            (Role.READER, CARE),
        )
    ]
    nobody = Person("utan-roll", "Utan Roll")
    return (*everywhere, *within, nobody)


def plant(config: Config, *, secrets: bool = True) -> Archive:
    """The archive. Without `secrets` it is the same but for the secret items: what a page shows whoever may not see them
    must then be the same too."""
    archive = found(
        config, username=FOUNDER, name="Anna Nord", email="anna@lillan.example", now=NOW - timedelta(days=90)
    )
    with archive.change(who=FOUNDER, at=NOW - timedelta(days=89), why="plantering") as change:
        for person in (*people(), Person(SUBJECT, "Per Nyman", "per@lillan.example", frozenset({Role.READER}))):
            change.put(person)
        for account in (_account("lillan", COUNCIL), _account("omsorg", CARE), _proposed("forslag", COUNCIL)):
            change.put(account)
        for capture_id, account_id in ((CAPTURE, "lillan"), (CARE_CAPTURE, "omsorg")):
            folder = archive.scratch / capture_id
            seen = (OPEN_ITEM, SUSPECTED_ITEM) if secrets and account_id == "lillan" else (OPEN_ITEM,)
            change.put(*_capture(capture_id, account_id, folder, seen))
        change.put(_item("lillan", "oppen", "Lampan på Storgatan är trasig", "Kalle Öman", COUNCIL))
        for thing in weeding.papers():
            change.put(thing)
        change.put(*weeding.done())
        change.put(_removal(OPEN_REMOVAL, OPEN_ITEM))
        change.put(_case())
        change.note("plantering", about="somearkiv:archive")
    with archive.session(write=True) as session:
        saving = json.dumps(["https://social.example/lillan/oppen", "lillan", Unsuitable.PROFANITY.value, True])
        orders.add(session, SAVE, saving, "arkivarie", NOW)
    if secrets:
        with archive.change(who=FOUNDER, at=NOW - timedelta(days=88), why="plantering") as change:
            change.put(_suspected())
            change.put(_marked())
            for thing in weeding.secret_papers(SUSPECTED_ITEM, SECRET_WORDS[2]):
                change.put(thing)
            saved, files = _capture(SAVED_SECRET, "lillan", archive.scratch / SAVED_SECRET, (SUSPECTED_ITEM,))
            reason = f"spara före borttagning: {SECRET_WORDS[2]}"
            change.put(replace(saved, scope=CaptureScope.ITEM, reason=reason), files)
            change.put(replace(_removal(SECRET_REMOVAL, SUSPECTED_ITEM), note=SECRET_WORDS[0]))
            change.note("plantering", about="somearkiv:archive")
    return archive


def sees_secrets(person: Person) -> bool:
    """Whether a person may see any of the planted secrets: those may well stand on their pages."""
    rights = rights_of(person)
    return Right.SEE_SECRETS in rights or (Right.SEE_SECRETS_OWN in rights and bool(person.committees))


def _plain(role: Role) -> str:
    return role.value.translate(str.maketrans("åäö", "aao"))


def _account(id_: str, committee: str) -> Account:
    owner, deputy = Contact("Maja Lindqvist", "maja@lillan.example"), Contact("Eva Sand", "eva@lillan.example")
    at = NOW - timedelta(days=80)
    return Account(
        id=id_,
        platform="generic",
        name=f"Kontot {id_}",
        url=f"https://social.example/{id_}",
        committee=committee,
        activity="socialtjänst" if committee == CARE else "kommunledning",
        purpose="Informera",
        target_group="Invånare",
        monitoring="Varje vardag",
        owner=owner,
        deputy=deputy,
        administrators=(owner, deputy),
        plan=ActivityPlan("Nyheter på webben", "Nå invånarna", "Invånare", "Varje vardag kl. 9", "Eva Sand"),
        state=AccountState.OPEN,
        credentials_deposited=True,
        approvals=(
            Approval(ApprovalRole.MANAGER, "chef", at),
            Approval(ApprovalRole.INFORMATION_OFFICER, "informator", at),
        ),
        proposed_at=at,
        opened_at=at,
    )


def _proposed(id_: str, committee: str) -> Account:
    return replace(
        _account(id_, committee),
        state=AccountState.PROPOSED,
        approvals=(),
        opened_at=None,
        credentials_deposited=False,
    )


def _capture(
    capture_id: str, account_id: str, folder: Path, seen: tuple[str, ...]
) -> tuple[CaptureRecord, dict[str, Path]]:
    folder.mkdir(parents=True)
    picture = BytesIO()
    Image.new("RGB", (640, 1200), "#cfdfe6").save(picture, "PNG")
    (folder / "page.png").write_bytes(picture.getvalue())
    started = NOW - timedelta(days=2)
    record = CaptureRecord(
        id=capture_id,
        account_id=account_id,
        ordered_by=FOUNDER,
        reason="enligt tidtabellen",
        started_at=started,
        finished_at=started + timedelta(minutes=2),
        outcome=Outcome.CAPTURED,
        method="anonym_webbläsare",
        permission="Öppen sida",
        requested_url=f"https://social.example/{account_id}",
        final_url=f"https://social.example/{account_id}",
        http_status=200,
        host="arkivdatorn",
        browser="Chromium",
        user_agent="Somearkiv",
        viewport=(1280, 900),
        language="sv-SE",
        reach=Reach(),
        software="Somearkiv",
        files=(FileFact("page.png", "image/png", len(picture.getvalue()), digest_of(picture.getvalue())),),
        items_seen=seen,
        items_new=len(seen),
    )
    return record, {"page.png": folder / "page.png"}


def _item(account_id: str, identity: str, text: str, author: str, committee: str) -> ItemRecord:
    seen = NOW - timedelta(days=2)
    version = ItemVersion(
        1, Author(author, role=AuthorRole.CITIZEN), text, seen, "minute", (), seen, CAPTURE, digest_of(text.encode())
    )
    id_ = item_id(account_id, identity)
    return ItemRecord(
        id=id_,
        account_id=account_id,
        identity=identity,
        kind=ItemKind.POST,
        parent_id=None,
        thread_id=id_,
        permalink=f"https://social.example/{account_id}/{identity}",
        direction="inkommen",
        received_at=seen,
        received_is_estimated=False,
        owner=committee,
        responsible="Maja Lindqvist",
        versions=(version,),
        proposals=(Proposal(1, True, False, False, (), (), "prov 1", seen),),
        first_capture=CAPTURE,
        last_capture=CAPTURE,
    )


def _removal(id_: str, item_id: str) -> RemovalOrder:
    at = NOW - timedelta(days=1)
    return RemovalOrder(
        id_,
        item_id,
        "lillan",
        Unsuitable.PROFANITY,
        Visibility.UNPUBLISHED,
        CAPTURE,
        "registrator",
        at,
        NOW + timedelta(days=1),
        history=(RemovalEvent("beställd", "registrator", at),),
    )


def _case() -> CollectiveCase:
    return CollectiveCase("ks-2026", COUNCIL, 2026, 7, "KS 2026:7", "Ögonblicksbilder 2026", NOW, "registrator")


def _suspected() -> ItemRecord:
    text = f"Min granne, den {SECRET_WORDS[3]} mannen, spelar {SECRET_WORDS[0]} på psyket"
    bare = _item("lillan", "misstankt", text, SECRET_WORDS[1], COUNCIL)
    finding = Finding("hälsa", "secrecy", 0, 10, f"nämner {SECRET_WORDS[0]}", "OSL 21:1", 0.9)
    proposal = Proposal(1, True, True, False, (), (finding,), "prov 1", bare.latest.seen_at)
    return replace(bare, proposals=(proposal,), axes=Axes(secrecy=Secrecy.SUSPECTED))


def _marked() -> ItemRecord:
    bare = _item("omsorg", "markerad", f"Hemtjänsten tog {SECRET_WORDS[2]}", SECRET_WORDS[1], CARE)
    at = NOW - timedelta(days=1)
    entry = RegisterEntry(
        "SM 2026:1",
        2026,
        1,
        bare.received_at,
        SECRET_WORDS[1],
        CARE,
        f"Om {SECRET_WORDS[2]}",
        "",
        "En klagan",
        at,
        "rut",
    )
    return replace(
        bare,
        axes=Axes(registration=Registration.REGISTERED, secrecy=Secrecy.MARKED),
        register_entry=entry,
        secrecy_mark=SecrecyMark("OSL 26:1", at, CARE, "registrator"),
        decisions=(
            Decision("registration", Registration.REGISTERED.value, "registrator", at, "OSL 5:1"),
            Decision("secrecy", Secrecy.MARKED.value, "registrator", at, "OSL 26:1", f"rör {SECRET_WORDS[2]}"),
        ),
    )
