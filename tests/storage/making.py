"""Things for the tests of the storage room: small, whole and always the same."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from archiver.digest import digest_of
from archiver.model import (
    Account,
    AccountState,
    ActivityPlan,
    Author,
    CaptureRecord,
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
    Delivery,
    Disclosure,
    ItemRecord,
    ItemVersion,
    Proposal,
    RegisterEntry,
    Secrecy,
    Tombstone,
    item_id,
)
from storage.kinds import object_id

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ANNA = Contact("Anna Åberg", "anna@nordmaling.example", "kommunikatör")
BO = Contact("Bo Öst", "bo@nordmaling.example", "registrator")


def account(id: str = "nordmaling-fb", committee: str = "Kommunstyrelsen") -> Account:
    return Account(
        id=id,
        platform="facebook",
        name="Nordmalings kommun",
        url=f"https://www.facebook.example/{id}",
        committee=committee,
        activity="information",
        purpose="Dialog",
        target_group="Invånare",
        monitoring="Vardagar",
        owner=ANNA,
        deputy=BO,
        administrators=(ANNA, BO),
        plan=ActivityPlan("Facebook", "Dialog", "Invånare", "Vardagar", "Bo Öst"),
        state=AccountState.OPEN,
        proposed_at=NOW,
        opened_at=NOW,
    )


def person(username: str = "anna", *roles: Role, committees: frozenset[str] = frozenset()) -> Person:
    return Person(username, "Anna Åberg", f"{username}@nordmaling.example", frozenset(roles or Role), committees)


def item(
    number: int,
    text: str = "När öppnar badhuset?",
    *,
    account_id: str = "nordmaling-fb",
    secrecy: Secrecy = Secrecy.NONE,
    confidential: bool = False,
    diary: bool = False,
    weeding: bool = False,
    registered: bool = False,
) -> ItemRecord:
    identity = f"post-{number}"
    id_ = item_id(account_id, identity)
    at = NOW + timedelta(minutes=number % 100_000)
    version = ItemVersion(1, Author("Örjan Näs"), text, at, "second", (), at, "capture-1", digest_of(text.encode()))
    proposal = Proposal(1, diary, confidential, weeding, (), (), "regler 1", at)
    return ItemRecord(
        id=id_,
        account_id=account_id,
        identity=identity,
        kind=ItemKind.POST,
        parent_id=None,
        thread_id=id_,
        permalink=f"https://www.facebook.example/{account_id}/{number}",
        direction="inkommen",
        received_at=at,
        received_is_estimated=False,
        owner="Anna Åberg",
        responsible="Bo Öst",
        versions=(version,),
        axes=Axes(secrecy=secrecy),
        proposals=(proposal,),
        register_entry=register_entry(number) if registered else None,
        first_capture="capture-1",
        last_capture="capture-1",
    )


def edited(before: ItemRecord, text: str) -> ItemRecord:
    """The item with one more wording."""
    old = before.latest
    new = replace(old, number=old.number + 1, text=text, digest=digest_of(text.encode()), seen_at=old.seen_at)
    return replace(before, versions=(*before.versions, new))


def register_entry(number: int) -> RegisterEntry:
    return RegisterEntry(
        designation=f"KS-SM 2026:{number}",
        year=2026,
        number=number,
        received_at=NOW,
        sender="Örjan Näs",
        recipient="Nordmalings kommun",
        about="Fråga om badhuset",
        public_sender="Enskild",
        public_about="Fråga",
        entered_at=NOW,
        entered_by="bo",
    )


def capture(number: int, files: dict[str, bytes] | None = None, account_id: str = "nordmaling-fb") -> CaptureRecord:
    facts = tuple(
        FileFact(path, "application/octet-stream", len(data), digest_of(data)) for path, data in (files or {}).items()
    )
    return CaptureRecord(
        id=str(uuid5(NAMESPACE_URL, f"capture {account_id} {number}")),
        account_id=account_id,
        ordered_by="anna",
        reason="halvår",
        started_at=NOW + timedelta(hours=number % 10_000),
        finished_at=NOW + timedelta(hours=number % 10_000, minutes=1),
        outcome=Outcome.CAPTURED,
        method="anonym_webbläsare",
        permission="Öppen sida.",
        requested_url="https://www.facebook.example/",
        final_url="https://www.facebook.example/",
        http_status=200,
        host="arkiv",
        browser="Chromium 156",
        user_agent="Mozilla/5.0",
        viewport=(1280, 900),
        language="sv-SE",
        reach=Reach(claimed={"post": 3}, got={"post": 3}, not_reached=("två bilder",)),
        software="Somearkiv 0.1.0",
        files=facts,
        items_seen=(item_id(account_id, "post-1"),),
        items_new=1,
    )


def delivery(number: int) -> Delivery:
    return Delivery(
        id=str(uuid5(NAMESPACE_URL, f"delivery {number}")),
        format="registrar",
        made_at=NOW,
        made_by="bo",
        recipient="Slutarkivet",
        selection={"account": "nordmaling-fb", "år": "2026"},
        object_ids=(object_id(account()),),
        digest="00" * 64,
        path="ut/leverans-1",
    )


def disclosure(number: int) -> Disclosure:
    return Disclosure(
        id=str(uuid5(NAMESPACE_URL, f"disclosure {number}")),
        designation=f"KS-UTL 2026:{number}",
        year=2026,
        number=number,
        received_at=NOW,
        asked_for="inlägg om badhuset",
        authority="Kommunstyrelsen",
        item_ids=(item(1).id,),
        opened_by="bo",
    )


def tombstone(thing: ItemRecord) -> Tombstone:
    return Tombstone(
        object_id(thing), "item", thing.account_id, thing.received_at, NOW, "anna", "bo", "KS 2026-02-01 § 7"
    )
