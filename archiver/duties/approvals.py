"""Duty: line manager and informatör have approved, two different people."""

from datetime import datetime

from archiver.duties.duty import BEFORE_CLOSING, AccountDutyFacts, Duty, Verdict, green, red, yellow
from archiver.model import AccountState, ApprovalRole
from archiver.text import Text

WORDS = {
    ApprovalRole.MANAGER: Text("närmaste chef", "the line manager"),
    ApprovalRole.INFORMATION_OFFICER: Text("informatören", "the information officer"),
}


def check(facts: AccountDutyFacts, now: datetime) -> Verdict:
    """Yellow while a proposal waits; red when an approved or open account lacks an approval."""
    given = facts.account.approvals
    lacking = [word for role, word in WORDS.items() if role not in {approval.role for approval in given}]
    if not lacking and len({approval.by for approval in given}) >= len(ApprovalRole):
        return green("Godkänt av chef och informatör", "Approved by manager and information officer")
    light = yellow if facts.account.state is AccountState.PROPOSED else red
    if not lacking:
        what = Text("Båda godkännandena är givna av samma person", "Both approvals are given by the same person")
        return light(what, Text("Låt en annan person godkänna", "Have another person approve"))
    names = Text(" och ".join(one.sv for one in lacking), " and ".join(one.en for one in lacking))
    return light(
        Text(f"Godkännande saknas från {names.sv}", f"Approval is missing from {names.en}"),
        Text("Be dem godkänna", "Ask them to approve"),
    )


APPROVALS = Duty(
    "approvals",
    Text("Godkänt av två", "Approved by two"),
    Text("Riktlinjen s. 3: godkännande av närmaste chef och kommunens informatör", "Guideline p. 3"),
    check,
    BEFORE_CLOSING,
    of_account_alone=True,
)
