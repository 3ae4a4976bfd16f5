"""First part of the demonstration: the people, and the register of accounts with its two approvals."""

from importlib.resources import as_file, files

from archiver.errors.refused import Refused
from archiver.model import ApprovalRole
from archiver.text import Text
from cli.commands.demo_cast import BY_USERNAME, FOUNDER, OFFICER, PARTS, PEOPLE, REGISTRAR, SOCIAL
from cli.commands.demo_place import ACCOUNT_FOLDER, write_account_files
from cli.commands.demo_play import Play
from jobs import enrol, people
from jobs.capturing import capture_accounts

TOO_EARLY = "demonstration: för tidigt"


def staff(play: Play) -> None:
    """Add the people; the founder is there already."""
    for person in PEOPLE:
        people.add(play.as_(), person)
    for person in (FOUNDER, *PEOPLE):
        roles = ", ".join(sorted(role.value for role in person.roles))
        where = ", ".join(person.committees) or play.door.t(Text("hela kommunen", "the whole municipality"))
        play.tell(
            Text("{name}: {roles} ({where})", "{name}: {roles} ({where})"), name=person.name, roles=roles, where=where
        )


def enrolment(play: Play) -> None:
    """Propose, refuse to open too early, approve twice by different people, open."""
    with as_file(files("cli.commands.demo_town").joinpath("accounts")) as sources:
        written = {file.stem: file for file in write_account_files(play.folder, sources, play.town.url)}
    for part in PARTS:
        account = enrol.propose(play.as_(BY_USERNAME[part.owner]), written[part.account_id])
        if part is SOCIAL:
            _refused_too_early(play, account.id)
        enrol.approve(play.as_(BY_USERNAME[part.manager]), account.id, ApprovalRole.MANAGER)
        enrol.approve(play.as_(OFFICER), account.id, ApprovalRole.INFORMATION_OFFICER)
        account = enrol.open_(play.as_(OFFICER), account.id)
        play.tell(
            Text(
                "{name} ({committee}): godkänt av {manager} och {officer}, {state}",
                "{name} ({committee}): approved by {manager} and {officer}, {state}",
            ),
            name=account.name,
            committee=account.committee,
            manager=BY_USERNAME[part.manager].name,
            officer=OFFICER.name,
            state=account.state.value,
        )
    play.tell(
        Text("Kontofilerna ligger i {folder}/", "The account files lie in {folder}/"),
        folder=play.folder / ACCOUNT_FOLDER,
    )


def _refused_too_early(play: Play, account_id: str) -> None:
    (tried,) = capture_accounts(play.as_(REGISTRAR), [account_id], TOO_EARLY)
    if isinstance(tried.fault, Refused):
        what = tried.fault.message(play.door.language)
        play.tell(
            Text("Ett försök att fånga {id} redan nu: {what}", "An attempt to capture {id} now: {what}"),
            id=account_id,
            what=what,
        )
    else:
        play.require(
            False, Text("ett konto fångades innan det var öppet", "an account was captured before it was open")
        )
