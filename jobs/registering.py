"""Registering: the entry with its four facts, its number in the nämnd's own series, and the case it belongs to (OSL 5:2)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from archiver.dates import STOCKHOLM
from archiver.errors.refused import Refused
from archiver.lifecycle.item import decide
from archiver.lifecycle.item_facts import Axis, ItemFacts
from archiver.lifecycle.registration import missing_keys
from archiver.lifecycle.series import series_of, shared_by
from archiver.model import Account
from archiver.records import ItemRecord, RegisterEntry, Registration, Secrecy
from archiver.text import Text
from jobs.context import Context
from jobs.seen import visible
from storage.database import accounts, register

SHARED = Text(
    "{one} och {other} skulle få samma beteckning {series}; skilj dem åt under [municipality.series] i config.toml",
    "{one} and {other} would get the same designation {series}; tell them apart under [municipality.series]",
)


@dataclass(frozen=True, slots=True)
class EntryWords:
    """What a registrar writes in a register entry; facts left empty are taken from the item (OSL 5:2)."""

    about: str = ""
    public_about: str = ""
    sender: str = ""
    recipient: str = ""
    public_sender: str = ""
    dnr: str = ""


def next_designation(context: Context, committee: str, now: datetime) -> tuple[int, int, str]:
    """Year, number and designation of the next entry of a nämnd. Ask inside the change that uses it.

    Raises Refused where another nämnd would get the same series.
    """
    settings = context.config.municipality
    series = series_of(committee, settings.register_series, settings.series)
    year = now.astimezone(STOCKHOLM).year
    with context.archive.session() as session:
        others = shared_by(
            committee, (one.committee for one in accounts.rows(session)), settings.register_series, settings.series
        )
        number = register.next_number(session, series, year)
    if others:
        facts = {"one": committee, "other": others[0], "series": series}
        raise Refused(what=Text(SHARED.fill("sv", **facts), SHARED.fill("en", **facts)))
    return year, number, f"{series} {year}:{number}"


def entry_of(context: Context, record: ItemRecord, account: Account, words: EntryWords, now: datetime) -> RegisterEntry:
    """The register entry: what the registrar wrote, the rest from the item; the number already given, else the next.

    The public version leaves the sender out of a secret item (OSL 5:2 second paragraph), and says nothing the registrar
    did not write for it.
    """
    given = record.register_entry
    if given:
        year, number, designation = given.year, given.number, given.designation
    else:
        year, number, designation = next_designation(context, account.committee, now)
    author = record.latest.author.name
    incoming = record.direction == "inkommen"
    sender = words.sender or (given.sender if given else author if incoming else account.committee)
    recipient = words.recipient or (given.recipient if given else account.committee if incoming else "")
    secret = record.axes.secrecy is not Secrecy.NONE
    about = words.about or (given.about if given else "")
    return RegisterEntry(
        designation=designation,
        year=year,
        number=number,
        received_at=record.received_at,
        sender=sender,
        recipient=recipient,
        about=about,
        public_sender=words.public_sender or ("" if secret else sender),
        public_about=words.public_about or (given.public_about if given else "" if secret else about),
        entered_at=given.entered_at if given else now,
        entered_by=context.who.username,
        dnr=words.dnr or (given.dnr if given else ""),
    )


def lacking(context: Context, item_id: str, words: EntryWords) -> tuple[str, ...]:
    """Which of the four facts an entry with these words would lack, keys of `FOUR_FACTS`; for a form that tells where.

    Raises Unknown, Refused as `next_designation`.
    """
    now, record = context.now(), visible(context, item_id)
    account = context.archive.get(Account, record.account_id)
    entry = entry_of(context, record, account, words, now)
    return missing_keys(ItemFacts(record, context.who, now, entry=entry, committee=account.committee))


def set_dnr(context: Context, item_ids: Iterable[str], dnr: str) -> list[ItemRecord]:
    """Put registered items into a case of the municipality's own diarium, in one change.

    Raises StepRefused for what is not registered, RightRefused, Unknown.
    """
    now, done = context.now(), []
    named = [visible(context, id_) for id_ in item_ids]
    with context.archive.change(who=context.who.username, at=now, why=f"dnr {dnr}") as change:
        for one in named:
            record = change.get(ItemRecord, one.id)
            committee = context.archive.get(Account, record.account_id).committee
            entry = replace(record.register_entry, dnr=dnr) if record.register_entry else None
            after = decide(
                record,
                Axis.REGISTRATION,
                Registration.REGISTERED,
                context.who,
                now,
                ground="OSL 5:2",
                committee=committee,
                entry=entry,
            )
            change.put(after)
            change.note("item.dnr", about=after, ground="OSL 5:2", facts={"dnr": dnr})
            done.append(after)
    return done
