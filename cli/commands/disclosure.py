"""`somearkiv disclosure …`: a request for public records, tested item by item, masked and handed out."""

import re
from pathlib import Path
from typing import Annotated

import typer

from archiver.dates import swedish
from archiver.errors.usage import UsageFault
from archiver.records import DrawnMask, ItemRecord, Release, SecrecyTest
from archiver.text import Text
from cli.command import Translate
from cli.commands.items import ACCOUNT, QUERY, SINCE, STATE, day
from cli.door import Door
from jobs import disclosing
from jobs.disclosing import Masks
from jobs.material import Selection

HELP = Text(
    "Utlämnande av allmän handling. Fråga inte vem som begär eller varför.",
    "Disclosure of public records. Don't ask who asks or why.",
)
OPEN = Text("Tar emot en begäran.", "Takes a request down.")
LIST = Text("Listar begärandena.", "Lists the requests.")
SHOW = Text("Visar en begäran med sina handlingar och prövningar.", "Shows a request, its items and tests.")
TEST = Text("Sekretessprövar en handling i en begäran.", "Tests an item of a request for secrecy.")
HAND_OUT = Text(
    "Skriver det som lämnas ut, med följebrev och beslut.", "Writes what is handed out, letter and decision."
)
ASKED_FOR = Text("Vad begäran gäller, med dina ord. Aldrig vem som begär.", "What is asked for. Never who asks.")
ITEM = Text("En handling; kan anges flera gånger.", "One item; may be given several times.")
RELEASE = Text("helt, delvis eller nej.", "helt (whole), delvis (part) or nej (no).")
GROUND = Text("Bestämmelsen, t.ex. ”OSL 23:2”.", "The provision, e.g. “OSL 23:2”.")
WORD = Text("Ord eller namn att maska; kan anges flera gånger.", "A word or name to mask; may be given several times.")
FINDINGS = Text("Maska de ord som reglerna pekade ut.", "Mask the words the rules pointed out.")
AUTHOR = Text("Maska avsändaren.", "Mask the author.")
FIND = Text(
    "Ta med bilden, med allt maskat utom de ord som lämnas ut.", "Include the picture, all masked but what is released."
)
RECTANGLE = Text(
    "Svärta en ruta i bilden: LYDELSE:VÄNSTER,ÖVRE,HÖGER,NEDRE i bildpunkter.",
    "Black out a box: WORDING:LEFT,TOP,RIGHT,BOTTOM in pixels.",
)
OUT = Text("Mappen att skriva; får inte finnas.", "The folder to write; must not exist.")
PAGES = Text("Antal sidor som lämnas på papper (avgift).", "Pages handed out on paper (fee).")
MINUTES = Text("Hur lång tid det tog, minuter.", "How long it took, minutes.")
TO = Text("Bara om den som begär vill bli namngiven.", "Only if the one who asks wants to be named.")
OPENED = Text(
    "{designation}: {count} handlingar att pröva. Nästa steg: somearkiv disclosure show ”{designation}”",
    "{designation}: {count} items to test. Next: somearkiv disclosure show “{designation}”",
)
TESTED = Text("{item}: {release}. {left} kvar att pröva.", "{item}: {release}. {left} left to test.")
HANDED = Text(
    "{path}: {files} filer. SHA-512 {digest}\nAvgift: {fee}", "{path}: {files} files. SHA-512 {digest}\nFee: {fee}"
)
NO_FEE = Text("ingen", "none")
BAD_RECTANGLE = Text(
    "”{text}” är ingen ruta; skriv LYDELSE:VÄNSTER,ÖVRE,HÖGER,NEDRE, t.ex. 1:10,20,300,60",
    "“{text}” is no box; write WORDING:LEFT,TOP,RIGHT,BOTTOM, e.g. 1:10,20,300,60",
)
COLUMNS = (
    Text("Begäran", "Request"),
    Text("Kom in", "Received"),
    Text("Handlingar", "Items"),
    Text("Prövade", "Tested"),
    Text("Utlämnad", "Handed out"),
)
EMPTY = Text("Ingen har begärt något än.", "Nobody has asked for anything yet.")
UNTESTED = Text("inte prövad", "not tested")


def register(app: typer.Typer, t: Translate) -> None:
    """Add the commands."""
    group = typer.Typer(help=t(HELP), no_args_is_help=True)
    app.add_typer(group, name="disclosure")

    @group.command("open", help=t(OPEN))
    def open_(
        context: typer.Context,
        asked_for: Annotated[str, typer.Option("--asked-for", help=t(ASKED_FOR))],
        item: Annotated[list[str] | None, typer.Option("--item", help=t(ITEM))] = None,
        account: Annotated[str | None, typer.Option(help=t(ACCOUNT))] = None,
        state: Annotated[str | None, typer.Option(help=t(STATE))] = None,
        query: Annotated[str | None, typer.Option(help=t(QUERY))] = None,
        since: Annotated[str | None, typer.Option(help=t(SINCE))] = None,
    ) -> None:
        door: Door = context.obj
        selection = Selection(tuple(item or ()), account, None, state, query, day(since))
        with door.context() as given:
            opened = disclosing.open_(given, asked_for, selection)
        door.tell(OPENED, designation=opened.designation, count=len(opened.item_ids))
        door.give(opened)

    @group.command("list", help=t(LIST))
    def list_(context: typer.Context) -> None:
        door: Door = context.obj
        with door.context() as given:
            rows = disclosing.listed(given)
        for row in rows:
            door.give(row)
        cells = [
            (
                r.designation,
                swedish(r.received_at),
                len(r.items),
                len(r.tested),
                swedish(r.handed_out_at) if r.handed_out_at else "–",
            )
            for r in rows
        ]
        door.table(COLUMNS, cells, EMPTY)

    @group.command(help=t(SHOW))
    def show(context: typer.Context, request: str) -> None:
        door: Door = context.obj
        with door.context() as given:
            found = disclosing.find(given, request)
            items = disclosing.items_of(given, found)
        door.give(found)
        if not door.as_json:
            print(f"{found.designation}: {found.asked_for}")
            for record, test in items:
                print("\n".join(_lines(door, record, test)))

    @group.command("test", help=t(TEST))
    def test_(
        context: typer.Context,
        request: str,
        item: str,
        release: Annotated[Release, typer.Option("--release", help=t(RELEASE))],
        ground: Annotated[str, typer.Option(help=t(GROUND))] = "",
        word: Annotated[list[str] | None, typer.Option("--word", help=t(WORD))] = None,
        findings: Annotated[bool, typer.Option("--findings", help=t(FINDINGS))] = False,
        author: Annotated[bool, typer.Option("--author", help=t(AUTHOR))] = False,
        picture: Annotated[bool, typer.Option("--picture", help=t(FIND))] = False,
        rectangle: Annotated[list[str] | None, typer.Option("--rectangle", help=t(RECTANGLE))] = None,
    ) -> None:
        door: Door = context.obj
        drawn = tuple(_rectangle(one) for one in rectangle or ())
        masks = Masks(tuple(word or ()), findings, author, picture, drawn)
        with door.context() as given:
            after = disclosing.examine(given, request, item, release, ground, masks)
        left = len(set(after.item_ids) - {one.item_id for one in after.tests})
        door.tell(TESTED, item=item, release=release.value, left=left)
        door.give({"item": item, "release": release.value, "left": left})

    @group.command("hand-out", help=t(HAND_OUT))
    def hand_out(
        context: typer.Context,
        request: str,
        out: Annotated[Path, typer.Option("--out", help=t(OUT))],
        pages: Annotated[int, typer.Option(help=t(PAGES), min=0)] = 0,
        minutes: Annotated[int, typer.Option(help=t(MINUTES), min=0)] = 0,
        to: Annotated[str, typer.Option("--to", help=t(TO))] = "",
    ) -> None:
        door: Door = context.obj
        with door.context() as given:
            done, delivery, written = disclosing.hand_out(
                given, request, out, pages=pages, minutes=minutes, recipient=to
            )
        fee = done.fee or door.t(NO_FEE)
        door.tell(HANDED, path=written.path, files=written.files, digest=written.digest, fee=fee)
        door.give({"delivery": delivery.id, "path": str(written.path), "digest": written.digest, "fee": done.fee})


def _rectangle(text: str) -> DrawnMask:
    found = re.fullmatch(r"(\d+):(\d+),(\d+),(\d+),(\d+)", text.replace(" ", ""))
    if not found:
        raise UsageFault(what=Text(BAD_RECTANGLE.sv.format(text=text), BAD_RECTANGLE.en.format(text=text)))
    return DrawnMask(*(int(number) for number in found.groups()))


def _lines(door: Door, record: ItemRecord, test: SecrecyTest | None) -> list[str]:
    latest = record.latest
    state = f"{test.release.value}  {test.ground}  {test.by}" if test else door.t(UNTESTED)
    lines = [f"{record.id}  [{state}]", f"  {latest.author.name}, {swedish(record.received_at)}"]
    lines += [f"  {line}" for line in latest.text.splitlines()]
    if record.proposal:
        for one in record.proposal.findings:
            if one.axis == "secrecy":
                lines.append(f"    {one.reason} [{one.ground}] ”{latest.text[one.start : one.end]}”")
    return lines
