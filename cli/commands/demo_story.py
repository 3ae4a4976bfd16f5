"""The story of the demonstration, step by step: from an empty archive to a checked one with a registrar's bundle.

Like any command it changes things only by performing jobs; what it reads afterwards it compares with the town's truth.
"""

from importlib.resources import as_file, files

from archiver.errors import Refused, SomearkivError
from archiver.lifecycle.item_facts import Axis
from archiver.model import ApprovalRole, CaptureRecord, ItemRecord, Registration, Secrecy
from archiver.text import Text
from cli.commands.demo_cast import BY_USERNAME, FOUNDER, OFFICER, PARTS, PEOPLE, READER, REGISTRAR
from cli.commands.demo_place import ACCOUNT_FOLDER, write_account_files
from cli.commands.demo_play import Play, Step
from cli.commands.demo_town.truth import Said, changes
from jobs import enrol, people
from jobs.capturing import capture_accounts
from jobs.delivery import Selection, export
from jobs.harvest import HarvestReport
from jobs.review import EntryWords, decide
from storage.database.items import ItemRow
from storage.verify import verify

LAMP = "comment_id=5510101"
DIAGNOSIS = "comment_id=5510501"
SOCIAL = PARTS[0]

FIRST_REASON = "demonstration: första fångsten"
SECOND_REASON = "demonstration: dagen därpå"


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


def first_capture(play: Play) -> None:
    """Capture all four accounts and hold what was read against what the town says."""
    play.first = _captured(play, [part.account_id for part in PARTS], FIRST_REASON)
    for part in PARTS:
        report = play.first[part.account_id]
        truth = play.truth(part)
        found = {row.permalink: row for row in play.rows() if row.account_id == part.account_id}
        right = sum(1 for link, one in truth.items() if link in found and _same(found[link], one))
        play.tell(
            Text(
                "{account}: {outcome}, {right} av {all} inlägg och kommentarer rätt lästa ({seconds:.0f} s)",
                "{account}: {outcome}, {right} of {all} posts and comments read right ({seconds:.0f} s)",
            ),
            account=part.account_id,
            outcome=report.capture.outcome.value,
            right=right,
            all=len(truth),
            seconds=report.seconds,
        )
        play.require(
            right == len(truth) == len(found),
            Text(
                f"{part.account_id}: {len(truth) - right} saknas eller är fel, {len(found.keys() - truth.keys())} är för mycket",
                f"{part.account_id}: {len(truth) - right} missing or wrong, {len(found.keys() - truth.keys())} too many",
            ),
        )
    capture = play.first[SOCIAL.account_id].capture
    play.screenshot = play.archive.file(CaptureRecord, capture.id, "page.png")
    reach = capture.reach
    play.tell(
        Text(
            "På {name} svarades kakrutan {consent}, sidan rullades {scrolls} gånger och {opened} ”visa fler” öppnades.",
            "On {name} the cookie box was answered {consent}, the page scrolled {scrolls} times, {opened} “show more” opened.",
        ),
        name=SOCIAL.account_id,
        consent=f"”{reach.consent}”",
        scrolls=reach.scrolls,
        opened=reach.opened,
    )


def proposals(play: Play) -> None:
    """Show what the rules propose, and that a reader does not see what is suspected secret."""
    rows = play.rows()
    seen = play.rows(READER)
    labels = {
        Text("bör diarieföras", "should be registered"): sum(row.diary for row in rows),
        Text("kan omfattas av sekretess, dolda tills någon beslutat", "may be secret, hidden until decided"): sum(
            row.confidential for row in rows
        ),
        Text("är av ringa betydelse och kan föreslås för gallring", "are of minor importance"): sum(
            row.weeding for row in rows
        ),
    }
    for label, count in labels.items():
        play.tell(Text(f"{count:>4}  {label.sv}", f"{count:>4}  {label.en}"))
    play.tell(
        Text(
            "Registrator {registrar} ser {all} handlingar; läsaren {reader} ser {seen}.",
            "Registrar {registrar} sees {all} items; reader {reader} sees {seen}.",
        ),
        registrar=REGISTRAR.name,
        all=len(rows),
        reader=READER.name,
        seen=len(seen),
    )
    secret = {link for part in PARTS for link, one in play.truth(part).items() if one.label == "confidential"}
    hidden = {row.permalink for row in rows if row.confidential}
    play.tell(
        Text(
            "Demokommunens facit: {all} kan omfattas av sekretess. Reglerna fann {found} av dem och {more} till; därför granskar en människa.",
            "The demo's truth: {all} may be secret. The rules found {found} of them and {more} more; that is why a person reviews.",
        ),
        all=len(secret),
        found=len(secret & hidden),
        more=len(hidden - secret),
    )
    play.require(
        all(labels.values()) and not any(row.hidden for row in seen) and len(seen) < len(rows),
        Text(
            "förslag saknas, eller en läsare ser det som ska vara dolt", "proposals missing, or a reader sees secrets"
        ),
    )


def second_capture(play: Play) -> None:
    """Let a day pass in the town and capture its busiest account again: only what changed is filed."""
    play.town.turn_clock()
    play.second = _captured(play, [SOCIAL.account_id], SECOND_REASON)
    filed = play.second[SOCIAL.account_id].filed
    found = {
        "edited": {record.permalink for record in filed.changed},
        "removed": {record.permalink for record in filed.gone},
        "added": {record.permalink for record in filed.new},
    }
    before, after = play.truth(SOCIAL), play.truth(SOCIAL, turned=True)
    numbers = {one.number: link for link, one in (before | after).items()}
    expected = {what: {numbers[number] for number in given} for what, given in changes().items()}
    for record in filed.changed:
        old, new = record.versions[-2], record.versions[-1]
        before_words, after_words = _difference(old.text, new.text)
        play.tell(CHANGED, author=new.author.name, old=before_words, new=after_words)
    for record in filed.gone:
        play.tell(GONE, author=record.latest.author.name)
    for record in filed.new:
        play.tell(ADDED, author=record.latest.author.name, words=_brief(record.latest.text, 70))
    play.require(
        found == expected,
        Text("ändringarna är inte de som gjordes i staden", "the changes are not those made in the town"),
    )


def decisions(play: Play) -> None:
    """The registrar registers a fault report, and registers and marks a comment about a named child."""
    lamp, diagnosis = (_row(play, part) for part in (LAMP, DIAGNOSIS))
    registrar = play.as_(REGISTRAR)
    record = decide(
        registrar,
        lamp.id,
        Axis.REGISTRATION,
        Registration.REGISTERED,
        ground="OSL 5:1",
        words=EntryWords(
            about="Felanmälan av gatubelysning vid Storgatan 4",
            public_about="Felanmälan av gatubelysning vid Storgatan 4",
        ),
    )
    _noted(play, record.id, record.register_entry.designation if record.register_entry else "")
    play.tell(REGISTERED, designation=play.designations[-1])
    _reason(play, record, "registration")
    record = decide(
        registrar,
        diagnosis.id,
        Axis.REGISTRATION,
        Registration.REGISTERED,
        ground="OSL 5:1",
        words=EntryWords(
            about="Synpunkt om stöd till en elev på Åskolan, uppgift om hälsa",
            public_about="Synpunkt om skolverksamhet",
            public_sender="Enskild",
        ),
    )
    _noted(play, record.id, record.register_entry.designation if record.register_entry else "")
    record = decide(
        registrar, diagnosis.id, Axis.SECRECY, Secrecy.MARKED, provision="OSL 21:1", note="uppgift om hälsa"
    )
    play.tell(
        MARKED, designation=play.designations[-1], mark=record.secrecy_mark.provision if record.secrecy_mark else ""
    )
    _reason(play, record, "secrecy")
    _reader_is_refused(play, diagnosis.id)


def bundle(play: Play) -> None:
    """The registrar's bundle of the two registered items."""
    target = play.folder / "registratorspaket"
    _delivery, written = export(
        play.as_(REGISTRAR), "registrar", target, Selection(item_ids=tuple(play.registered)), recipient="Registrator"
    )
    play.package = written.path
    play.tell(
        Text("{files} filer, {size:.1f} MB, i {path}", "{files} files, {size:.1f} MB, in {path}"),
        files=written.files,
        size=written.size_bytes / 1e6,
        path=written.path,
    )
    play.tell(
        Text("Paketets SHA-512 börjar {digest} …", "The bundle's SHA-512 begins {digest} …"), digest=written.digest[:24]
    )


def checked(play: Play) -> None:
    """The archive held against itself, every file hashed again."""
    found = verify(play.archive, deep=True, sample=None, now=play.now(), say=lambda _said: None)
    faults = [fault for fault in found if not fault.is_warning]
    for fault in found:
        play.tell(Text(f"{fault.code} {fault.where}", f"{fault.code} {fault.where}"))
    if not faults:
        play.tell(
            Text(
                "Varje fil är läst och dess kontrollsumma stämmer; journalens kedja är hel; kortregistret säger som hyllan.",
                "Every file was read and its checksum holds; the journal's chain is whole; the cards say what the shelf says.",
            )
        )
    play.require(not faults, Text(f"verify fann {len(faults)} fel", f"verify found {len(faults)} faults"))


CHANGED = Text("Ändrad, {author}: ”{old}” → ”{new}”", "Edited, {author}: “{old}” → “{new}”")
GONE = Text(
    "Borttagen av avsändaren, {author}: finns kvar i arkivet och är noterad som borta",
    "Removed by its sender, {author}: kept in the archive and noted as gone",
)
ADDED = Text("Ny, {author}: ”{words}”", "New, {author}: “{words}”")
REGISTERED = Text(
    "{designation}: felanmälan om lampan på Storgatan 4 är diarieförd.",
    "{designation}: the fault report on the lamp at Storgatan 4 is registered.",
)
REASON = Text("  Reglernas skäl: {reason} [{ground}]", "  The rules' reason: {reason} [{ground}]")
MARKED = Text(
    "{designation}: en kommentar om ett namngivet barns diagnos är diarieförd och sekretessmarkerad ({mark}).",
    "{designation}: a comment on a named child's diagnosis is registered and marked as secret ({mark}).",
)


def _refused_too_early(play: Play, account_id: str) -> None:
    (tried,) = capture_accounts(play.as_(REGISTRAR), [account_id], FIRST_REASON)
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


def _reader_is_refused(play: Play, item_id: str) -> None:
    try:
        decide(play.as_(READER), item_id, Axis.SECRECY, Secrecy.NONE, ground="OSL 21:1")
    except SomearkivError as refusal:
        play.tell(
            Text(
                "För läsaren {reader}, som inte har rätt till sekretess, finns den inte: {what}",
                "For reader {reader}, who has no right to secrets, it does not exist: {what}",
            ),
            reader=READER.name,
            what=refusal.message(play.door.language),
        )
    else:
        play.require(False, Text("en läsare fick besluta om sekretess", "a reader could decide on secrecy"))


def _captured(play: Play, account_ids: list[str], reason: str) -> dict[str, HarvestReport]:
    reports = {}
    for one in capture_accounts(play.as_(REGISTRAR), account_ids, reason):
        if one.fault is not None:
            raise one.fault
        if one.report is not None:
            reports[one.account_id] = one.report
    return reports


def _same(row: ItemRow, truth: Said) -> bool:
    """Author, time to the minute and words; what stands before them must be a title or a quote the platform shows there."""
    words, wanted = " ".join(row.text.split()), " ".join(truth.text.split())
    before = words.removesuffix(wanted).strip()
    return (
        row.author == truth.author
        and abs((row.received_at - truth.at).total_seconds()) < 60
        and words.endswith(wanted)
        and (before in ("", truth.title) or bool(truth.quote))
    )


def _row(play: Play, part: str) -> ItemRow:
    return next(row for row in play.rows() if row.permalink.endswith(part))


def _reason(play: Play, record: ItemRecord, axis: str) -> None:
    """The surest reason the rules gave on an axis, with its law."""
    findings = [finding for finding in (record.proposal.findings if record.proposal else ()) if finding.axis == axis]
    if findings:
        surest = max(findings, key=lambda finding: finding.confidence)
        play.tell(REASON, reason=surest.reason, ground=surest.ground)


def _noted(play: Play, item_id: str, designation: str) -> None:
    play.registered.append(item_id)
    play.designations.append(designation)


def _difference(old: str, new: str) -> tuple[str, str]:
    """Both wordings from a few words before the first that differs."""
    before, after = old.split(), new.split()
    same = next((place for place, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), 0)
    start = max(0, same - 3)
    sign = "… " if start else ""
    return sign + _brief(" ".join(before[start:]), 90), sign + _brief(" ".join(after[start:]), 90)


def _brief(text: str, length: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


STORY: tuple[Step, ...] = (
    Step(
        Text("Människorna", "The people"),
        Text(
            "Vem som får göra vad följer riktlinjens roller. Den som inte har rätten får nej, var hen än försöker.",
            "Who may do what follows the guideline's roles.",
        ),
        staff,
    ),
    Step(
        Text("Kontoregistret", "The register of accounts"),
        Text(
            "Inget konto fångas förrän det har en aktivitetsplan och två personers godkännande.",
            "No account is captured before it has an activity plan and two people's approval.",
        ),
        enrolment,
    ),
    Step(
        Text("Första fångsten", "The first capture"),
        Text(
            "Varje konto besöks som en besökare ser det: nej till kakor, allt rullas fram, alla svar öppnas.",
            "Each account is visited as a visitor sees it: no to cookies, everything scrolled to, every answer opened.",
        ),
        first_capture,
    ),
    Step(
        Text("Förslagen", "The proposals"),
        Text(
            "Reglerna föreslår, med skäl och lagrum; en människa beslutar. Misstänkt sekretess döljs genast.",
            "Rules propose, with reasons and law; a person decides. What may be secret is hidden at once.",
        ),
        proposals,
    ),
    Step(
        Text("Dagen därpå", "The day after"),
        Text(
            "I staden har någon ändrat, någon tagit bort och någon skrivit nytt. Bara skillnaden läggs till; inget skrivs över.",
            "Somebody edited, somebody removed, somebody wrote. Only the difference is filed; nothing is overwritten.",
        ),
        second_capture,
    ),
    Step(
        Text("Besluten", "The decisions"),
        Text(
            "Registratorn diarieför med OSL 5:2:s fyra uppgifter, i en intern och en offentlig version.",
            "The registrar registers with the four facts of OSL 5:2, in an internal and a public version.",
        ),
        decisions,
    ),
    Step(
        Text("Registratorspaketet", "The registrar's bundle"),
        Text(
            "En mapp för varje diarieförd handling: försättsblad, bild, innehåll och uppgifter till kommunens diarium.",
            "A folder for each registered item: cover sheet, picture, content and facts for the municipality's diarium.",
        ),
        bundle,
    ),
    Step(
        Text("Kontrollen", "The check"),
        Text(
            "Arkivet prövas mot sig självt. Ändras en enda byte senare, så syns det här.",
            "The archive is held against itself. If a single byte changes later, it shows here.",
        ),
        checked,
    ),
)
