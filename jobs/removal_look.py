"""A look at an item's permalink: is it gone, does it stand there, or can't that be told? Nothing of what is seen is kept."""

import shutil
import tempfile
from pathlib import Path

from archiver.capture.visit import visit
from archiver.errors import NotFound, OutsideFault
from archiver.extract.addresses import key_of
from archiver.extract.items import read_items
from archiver.model import Account, Outcome
from archiver.platforms.registry import platform
from archiver.records import ItemRecord
from archiver.removal.order import Look
from jobs.context import Context
from jobs.harvest import Tools
from jobs.visiting import one_page


def look_at(context: Context, tools: Tools, account: Account, record: ItemRecord) -> Look:
    """What the permalink shows. Gone: the platform says that it does not exist, or shows other items and not this one. A login
    page, an empty page or no answer proves nothing."""
    if not record.permalink:
        return Look.UNCLEAR
    folder = Path(tempfile.mkdtemp(prefix="look-", dir=context.archive.scratch))
    reader = platform(account.platform)
    try:
        order = one_page(context.config.capture, account, reader, record.permalink)
        result = visit(tools.browser, order, folder, now=context.now, say=context.say)
        reading = read_items(folder, reader, account_name=account.name, account_url=account.url)
    except NotFound:
        return Look.GONE
    except OutsideFault:
        return Look.UNCLEAR
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    key = key_of(record.permalink)
    if any(item.identity == record.identity or (key and key_of(item.permalink) == key) for item in reading.items):
        return Look.SHOWN
    return Look.GONE if reading.items and result.outcome is Outcome.CAPTURED else Look.UNCLEAR
