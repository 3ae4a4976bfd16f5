"""Third part of the demonstration: proposals, a person's decisions, the registrar's bundle, and the check at the end."""

from archiver.errors.error import SomearkivError
from archiver.errors.usage import Unknown
from archiver.lifecycle.item_facts import Axis
from archiver.records import ItemRecord, Registration, Secrecy
from archiver.text import Text
from cli.commands.demo_cast import PARTS, READER, REGISTRAR
from cli.commands.demo_play import Play
from jobs.delivery import Selection, export
from jobs.review import EntryWords, decide
from storage.database.items import ItemRow
from storage.verify import verify

LAMP = "comment_id=5510101"
DIAGNOSIS = "comment_id=5510501"
REGISTERED = Text(
    "{designation}: felanmälan om lampan på Storgatan 4 är diarieförd.",
    "{designation}: the fault report on the lamp at Storgatan 4 is registered.",
)
MARKED = Text(
    "{designation}: en kommentar om ett namngivet barns diagnos är diarieförd och sekretessmarkerad ({mark}).",
    "{designation}: a comment on a named child's diagnosis is registered and marked as secret ({mark}).",
)
REASON = Text("  Reglernas skäl: {reason} [{ground}]", "  The rules' reason: {reason} [{ground}]")


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


def _row(play: Play, part: str) -> ItemRow:
    for row in play.rows():
        if row.permalink.endswith(part):
            return row
    raise Unknown(kind=Text("handling", "item"), name=part)


def _reason(play: Play, record: ItemRecord, axis: str) -> None:
    """The surest reason the rules gave on an axis, with its law."""
    findings = [finding for finding in (record.proposal.findings if record.proposal else ()) if finding.axis == axis]
    if findings:
        surest = max(findings, key=lambda finding: finding.confidence)
        play.tell(REASON, reason=surest.reason, ground=surest.ground)


def _noted(play: Play, item_id: str, designation: str) -> None:
    play.registered.append(item_id)
    play.designations.append(designation)
