"""An account's row and aktivitetsplan on paper: PDF/A, as they stood in one version on the shelf."""

from datetime import date

from archiver.dates import rfc3339
from archiver.export.pages import page
from archiver.export.pdf import Press
from archiver.lifecycle.completeness import PLAN_POINTS
from archiver.model import ApprovalRole
from archiver.platforms.registry import PLATFORMS
from jobs.account_register import Edition, names
from jobs.context import Context

POINTS = (
    "Aktivitet och medium",
    "Syfte och mål",
    "Målgrupp",
    "Övervakning och uppdatering",
    "Ansvarig när ordinarie är borta",
)
"""The five points (guideline page 3), in the order of `PLAN_POINTS`."""


def as_pdf(context: Context, edition: Edition, day: date | None) -> bytes:
    """The document of one version; `day` is the day it was asked for, None for a version. Raises PdfFault."""
    account = edition.account
    with context.archive.session() as session:
        named = names(session)
    given = {one.role: one for one in account.approvals}
    platforms = {one.key: one.name.sv for one in PLATFORMS}
    return Press().pdf_a(
        page(
            "aktivitetsplan.html",
            municipality=context.config.municipality.name,
            account=account,
            platform=platforms.get(account.platform, account.platform),
            points=[(word, getattr(account.plan, key)) for word, (key, _) in zip(POINTS, PLAN_POINTS, strict=True)],
            approvals=[(role.value, given.get(role)) for role in ApprovalRole],
            names=named,
            edition=edition,
            day=day,
            created=rfc3339(edition.at),
        )
    )
