"""An account file (TOML) as an account that is not yet proposed; every fault is named with its place."""

from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field, Strict, TypeAdapter
from pydantic.dataclasses import dataclass

from archiver.errors.usage import AccountFault
from archiver.interfaces.registry import interface_of
from archiver.lifecycle.completeness import complete
from archiver.model import Account, ActivityPlan, Contact, WayIn
from archiver.platforms.registry import owner_of, platform
from archiver.text import Text
from jobs.tomlfile import read_toml

_STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True)


@dataclass(frozen=True, config=_STRICT)
class ContactRow:
    """`[owner]`, `[deputy]` or one of `[[administrators]]`."""

    name: str
    email: str = ""
    function: str = ""


@dataclass(frozen=True, config=_STRICT)
class PlanRow:
    """`[plan]`: the five points of the aktivitetsplan (guideline page 3)."""

    activity_and_medium: str
    purpose_and_goals: str
    target_group: str
    monitoring: str
    deputy: str


@dataclass(frozen=True, config=_STRICT)
class AccountRow:
    """What an account file may hold. `platform` may be left out where the address tells it."""

    id: str
    name: str
    url: str
    committee: str
    activity: str
    purpose: str
    target_group: str
    monitoring: str
    owner: ContactRow
    deputy: ContactRow
    administrators: tuple[ContactRow, ...]
    plan: PlanRow
    platform: str = ""
    captures_per_year: Annotated[int, Strict(), Field(ge=2, le=366)] | None = None
    credentials_deposited: Annotated[bool, Strict()] = False
    pages: tuple[str, ...] = ()
    way_in: WayIn = WayIn.BROWSER
    permission: str = ""
    interface: str = ""
    interface_id: str = ""


_ADAPTER = TypeAdapter(AccountRow)


def read_account_file(file: Path, captures_per_year: int) -> Account:
    """The account a file describes.

    Args:
        captures_per_year: taken where the file doesn't say.
    Raises:
        AccountFault: with every fault and its place; Unknown: a platform nobody knows.
    """
    row = read_toml(file, _ADAPTER, AccountFault)
    account = Account(
        id=row.id,
        platform=platform(row.platform).key if row.platform else owner_of(row.url).key,
        name=row.name,
        url=row.url,
        committee=row.committee,
        activity=row.activity,
        purpose=row.purpose,
        target_group=row.target_group,
        monitoring=row.monitoring,
        owner=_contact(row.owner),
        deputy=_contact(row.deputy),
        administrators=tuple(_contact(one) for one in row.administrators),
        plan=ActivityPlan(**{name: getattr(row.plan, name) for name in ActivityPlan.__slots__}),
        credentials_deposited=row.credentials_deposited,
        captures_per_year=row.captures_per_year or captures_per_year,
        pages=row.pages,
        way_in=row.way_in,
        permission=row.permission,
        interface=row.interface,
        interface_id=row.interface_id,
    )
    require_way(account)
    if faults := complete(account):
        more_sv = "".join(f"; {one.place}: {one.what.sv}" for one in faults[1:])
        more_en = "".join(f"; {one.place}: {one.what.en}" for one in faults[1:])
        what = Text(faults[0].what.sv + more_sv, faults[0].what.en + more_en)
        raise AccountFault(file=file, place=faults[0].place, what=what)
    return account


def require_way(account: Account) -> None:
    """UsageFault naming what there is, where an account's way in leads through an interface its platform hasn't."""
    if account.way_in is not WayIn.BROWSER or account.interface:
        interface_of(account.platform, account.interface)


def _contact(row: ContactRow) -> Contact:
    return Contact(row.name, row.email, row.function)
