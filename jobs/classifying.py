"""Learning from decisions, safely: train a candidate, compare it in shadow on frozen items, let a named person adopt it.

A candidate changes nothing. Adopting one, or an earlier one again, is a person's decision with a journal line; from then
on it makes the proposals, and each of them names it (`Proposal.rulebook`). Proposals already made stay as they were.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from archiver.classify.comparison import figures, worse
from archiver.classify.labelled_items import LabelledItem, own_items, read_items
from archiver.classify.ledger import DELIVERED, LEDGER, Adoption, Candidate, ModelLedger
from archiver.classify.rulebook import Rulebook, rulebook
from archiver.errors.refused import Refused
from archiver.errors.usage import Unknown, UsageFault
from archiver.lifecycle.rights import Right, require
from archiver.text import Text
from jobs.context import Context, rule_settings
from jobs.corrected import corrected_items, is_frozen

NO_TRAINER = Text(
    "träning behöver scikit-learn: pip install \"somearkiv[training]\"",
    'training needs scikit-learn: pip install "somearkiv[training]"',
)  # fmt: skip
NO_REASON = Text("att ta en modell i bruk kräver ett skäl", "adopting a model takes a reason")
IN_USE = Text("modellen är redan i bruk", "that model is in use already")
IS_WORSE = Text(
    "kandidaten är sämre på: {measures}; --anyway tar den ändå", "the candidate is worse at: {measures}; --anyway takes it"
)  # fmt: skip
UNREADABLE = Text("{file} går inte att läsa som märkta texter", "{file} can't be read as labelled items")
TRAINING = Text(
    "tränar på {items} texter och {corrections} beslut", "training on {items} items and {corrections} decisions"
)
COMPARING = Text("jämför på {frozen} frysta texter", "comparing on {frozen} frozen items")
MODEL = Text("modell", "model")


@dataclass(frozen=True, slots=True)
class Trained:
    """A candidate, and the measures in which it is worse than the model in use."""

    candidate: Candidate
    worse: tuple[str, ...]


def ledger(context: Context) -> ModelLedger:
    """All candidates and adoptions."""
    return context.archive.find(ModelLedger, LEDGER) or ModelLedger()


def train(context: Context, files: Sequence[Path] = (), frozen_files: Sequence[Path] = ()) -> Trained:
    """Train a candidate of the project's own items, the people's decisions and more labelled files; file it with its figures.

    A fifth of the decisions, always the same ones, is never trained on: with the frozen items of the project and of
    `frozen_files` they are what the candidate is compared on. Nothing else changes. Raises RightRefused; UsageFault where
    scikit-learn is missing or a file can't be read.
    """
    require(context.who, Right.REVIEW)
    fit, write_model = _trainer()
    decided = corrected_items(context.archive)
    corrections = [one for one in decided if not is_frozen(one.id)]
    items = [*own_items(frozen=False), *_read(files)]
    frozen = [*own_items(frozen=True), *_read(frozen_files), *(one for one in decided if is_frozen(one.id))]
    settings = rule_settings(context.config)
    in_use = rulebook(settings)
    before = ledger(context)
    now = context.now()
    name = before.next_name(now)
    context.say(Text(TRAINING.sv.format(items=len(items), corrections=len(corrections)), TRAINING.en.format(items=len(items), corrections=len(corrections))))  # fmt: skip
    model = fit(items, in_use, name, corrections=corrections)
    context.say(Text(COMPARING.sv.format(frozen=len(frozen)), COMPARING.en.format(frozen=len(frozen))))
    file = context.archive.scratch / f"{name}.json"
    write_model(model, file)
    compared = _compared(frozen, in_use, rulebook(replace(settings, model_file=file)), now)
    candidate = Candidate(
        name=name,
        made_at=now,
        made_by=context.who.username,
        items=len(items),
        corrections=len(corrections),
        frozen=len(frozen),
        rules=in_use.fingerprint,
        against=before.current,
        figures=compared,
    )
    with context.archive.change(who=context.who.username, at=now, why="classifier.trained") as change:
        after = before.with_candidate(candidate)
        change.put(after, files={candidate.file: file.read_bytes()})
        change.note("classifier.trained", about=after, facts={"model": name, "corrections": str(len(corrections))})
    file.unlink()
    return Trained(candidate, tuple(worse(compared)))


def adopt(context: Context, name: str, why: str, *, anyway: bool = False) -> ModelLedger:
    """A named person takes a candidate into use, or an earlier model again, or the delivered one (`levererad`).

    Raises RightRefused, Unknown, Refused without a reason, where it is in use already, or where the comparison said it is
    worse and `anyway` is not given.
    """
    require(context.who, Right.REVIEW)
    if not why.strip():
        raise Refused(what=NO_REASON)
    before = ledger(context)
    candidate = before.candidate(name)
    if candidate is None and name != DELIVERED:
        raise Unknown(kind=MODEL, name=name)
    if before.current == name:
        raise Refused(what=IN_USE)
    faults = worse(candidate.figures) if candidate else []
    if faults and not anyway and not any(one.name == name for one in before.adoptions):
        listed = ", ".join(faults)
        raise Refused(what=Text(IS_WORSE.sv.format(measures=listed), IS_WORSE.en.format(measures=listed)))
    now = context.now()
    after = before.with_adoption(Adoption(name, context.who.username, now, why))
    with context.archive.change(who=context.who.username, at=now, why=why) as change:
        change.put(after)
        change.note("classifier.adopted", about=after, why=why, facts={"model": name, "instead_of": before.current})
    return after


def _compared(
    frozen: Sequence[LabelledItem], in_use: Rulebook, newcomer: Rulebook, now: datetime
) -> dict[str, tuple[float, float]]:
    one, other = figures(frozen, in_use, now), figures(frozen, newcomer, now)
    return {name: (one[name], other[name]) for name in one}


def _read(files: Sequence[Path]) -> list[LabelledItem]:
    try:
        return read_items(files)
    except (OSError, ValueError, AssertionError) as fault:
        names = ", ".join(file.name for file in files)
        raise UsageFault(what=Text(UNREADABLE.sv.format(file=names), UNREADABLE.en.format(file=names))) from fault


def _trainer():  # type: ignore[no-untyped-def]
    """The training functions; they need scikit-learn, which making proposals does not."""
    try:
        from archiver.classify.train.fit import fit, write_model
    except ModuleNotFoundError as fault:
        raise UsageFault(what=NO_TRAINER) from fault
    return fit, write_model
