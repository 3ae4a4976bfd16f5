"""`somearkiv classify train`, `adopt`, `models`: a candidate, its comparison, and the person who takes it into use."""

from pathlib import Path
from typing import Annotated

import typer

from archiver.classify.comparison import MEASURES
from archiver.classify.ledger import DELIVERED, Candidate
from archiver.dates import swedish
from archiver.lifecycle.rights import Right, require
from archiver.text import Text
from cli.command import Translate
from cli.door import Door
from jobs import classifying

TRAIN = Text(
    "Tränar en modell av märkta texter och fattade beslut och jämför den i skugga. Inget annat ändras.",
    "Trains a model of labelled items and decisions and compares it in shadow. Nothing else changes.",
)
ADOPT = Text(
    "Tar en tränad modell i bruk, eller en tidigare igen (”levererad” är programmets egen).",
    "Adopts a trained model, or an earlier one again (“levererad” is the program's own).",
)
MODELS = Text("Modellerna: vilka som tränats, jämförts och tagits i bruk.", "The models and who adopted them.")
FILES = Text("Fler märkta texter (JSON Lines) att träna på.", "More labelled items to train on.")
FROZEN = Text("Fler märkta texter att bara jämföra på.", "More labelled items to compare on only.")
NAME = Text("Modellens namn, se `somearkiv classify models`.", "The model's name.")
WHY = Text("Skäl.", "Reason.")
ANYWAY = Text("Även om jämförelsen säger att den är sämre.", "Even if the comparison says it is worse.")
COMPARED = (
    Text("Mått ({frozen} frysta texter)", "Measure ({frozen} frozen items)"),
    Text("I bruk: {against}", "In use: {against}"),
    Text("Kandidat: {name}", "Candidate: {name}"),
    Text("", ""),
)
WORSE = Text("sämre", "worse")
BETTER = Text("bättre", "better")
TRAINED = Text(
    "{name} är tränad på {items} texter och {corrections} beslut. Ta i bruk: somearkiv classify adopt {name} --why …",
    "{name} is trained on {items} items and {corrections} decisions. Adopt: somearkiv classify adopt {name} --why …",
)
NOT_ADVISED = Text(
    "Den är sämre än den som är i bruk på minst ett mått som inte får bli sämre.",
    "It is worse than the one in use on a measure that must not get worse.",
)
ADOPTED = Text("{name} föreslår från och med nu. Tillbaka: somearkiv classify adopt {before} --why …", "{name} proposes from now on. Back: somearkiv classify adopt {before} --why …")  # fmt: skip
COLUMNS = (
    Text("Modell", "Model"),
    Text("Tränad", "Trained"),
    Text("Av", "By"),
    Text("Texter", "Items"),
    Text("Beslut", "Decisions"),
    Text("Tagen i bruk", "Adopted"),
)
EMPTY = Text("Bara den levererade modellen. Träna: somearkiv classify train", "Only the delivered model.")


def add(group: typer.Typer, t: Translate) -> None:
    """Add the commands to `somearkiv classify`."""

    @group.command(help=t(TRAIN))
    def train(
        context: typer.Context,
        files: Annotated[list[Path] | None, typer.Argument(help=t(FILES))] = None,
        frozen: Annotated[list[Path] | None, typer.Option("--frozen", help=t(FROZEN))] = None,
    ) -> None:
        door: Door = context.obj
        with door.context() as given:
            trained = classifying.train(given, files or (), frozen or ())
        one = trained.candidate
        door.table([Text(c.sv.format(**_facts(one)), c.en.format(**_facts(one))) for c in COMPARED], _rows(door, one, trained.worse), EMPTY)  # fmt: skip
        door.tell(TRAINED, **_facts(one))
        if trained.worse:
            door.warn(NOT_ADVISED)
        door.give({"candidate": one, "worse": trained.worse})

    @group.command(help=t(ADOPT))
    def adopt(
        context: typer.Context,
        name: Annotated[str, typer.Argument(help=t(NAME))],
        why: Annotated[str, typer.Option("--why", help=t(WHY))],
        anyway: Annotated[bool, typer.Option("--anyway", help=t(ANYWAY))] = False,
    ) -> None:
        door: Door = context.obj
        with door.context() as given:
            before = classifying.ledger(given).current
            after = classifying.adopt(given, name, why, anyway=anyway)
        door.tell(ADOPTED, name=after.current, before=before)
        door.give(after.adoptions[-1])

    @group.command(help=t(MODELS))
    def models(context: typer.Context) -> None:
        door: Door = context.obj
        with door.context() as given:
            require(given.who, Right.REVIEW)
            known = classifying.ledger(given)
        adopted: dict[str, list[str]] = {}
        for one in known.adoptions:
            adopted.setdefault(one.name, []).append(f"{swedish(one.at)} {one.by}: {one.why}")
        rows = [
            (c.name, swedish(c.made_at), c.made_by, c.items, c.corrections, "; ".join(adopted.get(c.name, ())))
            for c in known.candidates
        ]
        if rows:
            rows.insert(0, (DELIVERED, "", "", "", "", "; ".join(adopted.get(DELIVERED, ()))))  # type: ignore[arg-type]
        door.table(COLUMNS, rows, EMPTY)
        door.give({"in_use": known.current, "candidates": known.candidates, "adoptions": known.adoptions})


def _facts(one: Candidate) -> dict[str, object]:
    return {name: getattr(one, name) for name in ("name", "items", "corrections", "frozen", "against")}


def _rows(door: Door, one: Candidate, worse: tuple[str, ...]) -> list[tuple[str, str, str, str]]:
    rows = []
    for name, measure in MEASURES.items():
        before, after = one.figures[name]
        better = after > before if measure.more_is_better else after < before
        word = door.t(WORSE) if name in worse else door.t(BETTER) if better else ""
        rows.append((door.t(measure.says), _shown(before), _shown(after), word))
    return rows


def _shown(value: float) -> str:
    return f"{value:.3f}".replace(".", ",")
