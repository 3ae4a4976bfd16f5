"""How long a record is kept under a row: the last day of its period."""

from datetime import date, datetime

from archiver.dates import STOCKHOLM, months_after
from archiver.retention.plan import CountedFrom, PlanRow


def last_day(
    row: PlanRow, received_at: datetime, quiet_since: datetime, outdated_on: date | None = None
) -> date | None:
    """The last day of the period, Swedish date; the record may be weeded from the day after.

    Args:
        quiet_since: when anything last came to the record's thread.
        outdated_on: the day a person noted that it is no longer current.
    Returns:
        None while nobody has noted it and the row sets no quiet time (vid inaktualitet).
    """
    begins = _begins(row, received_at, quiet_since, outdated_on)
    return None if begins is None else months_after(begins, row.months)


def _begins(row: PlanRow, received_at: datetime, quiet_since: datetime, outdated_on: date | None) -> date | None:
    received = received_at.astimezone(STOCKHOLM).date()
    match row.counted_from:
        case CountedFrom.RECEIVED:
            return received
        case CountedFrom.YEAR_END:
            return date(received.year, 12, 31)
        case CountedFrom.OUTDATED:
            if outdated_on is not None or row.quiet_months is None:
                return outdated_on
            return months_after(quiet_since.astimezone(STOCKHOLM).date(), row.quiet_months)
