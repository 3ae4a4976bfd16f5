"""Second part of the demonstration: two captures, and what was read held against what the town says."""

from archiver.model import CaptureRecord
from archiver.text import Text
from cli.commands.demo_cast import PARTS, REGISTRAR, SOCIAL
from cli.commands.demo_play import Play
from cli.commands.demo_town.truth import Said, changes
from jobs.capturing import capture_accounts
from jobs.harvest import HarvestReport
from storage.database.items import ItemRow

FIRST_REASON = "demonstration: första fångsten"
SECOND_REASON = "demonstration: dagen därpå"
CHANGED = Text("Ändrad, {author}: ”{old}” → ”{new}”", "Edited, {author}: “{old}” → “{new}”")
GONE = Text(
    "Borttagen av avsändaren, {author}: finns kvar i arkivet och är noterad som borta",
    "Removed by its sender, {author}: kept in the archive and noted as gone",
)
ADDED = Text("Ny, {author}: ”{words}”", "New, {author}: “{words}”")


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
