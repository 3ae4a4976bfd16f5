"""A look at an item's permalink: is it gone and how, does it stand there, or can't that be told? Nothing of what is seen is kept."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from archiver.capture.visit import visit
from archiver.errors.outside import NotFound, OutsideFault
from archiver.extract.addresses import key_of
from archiver.extract.items import read_items
from archiver.model import Account
from archiver.platforms.vanished import how_it_went
from archiver.records import ItemRecord, Visibility
from archiver.removal.order import Look
from jobs.context import Context
from jobs.harvest import Tools
from jobs.readers import reader_of
from jobs.visiting import one_page


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What a permalink showed; `how` is the visibility of what is gone."""

    look: Look
    how: Visibility = Visibility.UNREACHABLE


def look_at(context: Context, tools: Tools, account: Account, record: ItemRecord) -> Look:
    """Whether the permalink shows the item."""
    return glimpse(context, tools, account, record).look


def glimpse(context: Context, tools: Tools, account: Account, record: ItemRecord) -> Glimpse:
    """What the permalink shows. Gone: the platform says that it does not exist, or shows other items and not this one. A login
    page, an empty page or no answer proves nothing."""
    if not record.permalink:
        return Glimpse(Look.UNCLEAR)
    folder = Path(tempfile.mkdtemp(prefix="look-", dir=context.archive.scratch))
    reader = reader_of(context.config, account.platform)
    try:
        order = one_page(context.config.capture, account, reader, record.permalink)
        result = visit(tools.browser, order, folder, now=context.now, say=context.say)
        reading = read_items(folder, reader, account_name=account.name, account_url=account.url)
        text = (folder / "page.txt").read_text(encoding="utf-8")
    except NotFound:
        return Glimpse(Look.GONE)
    except OutsideFault:
        return Glimpse(Look.UNCLEAR)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    key = key_of(record.permalink)
    if any(item.identity == record.identity or (key and key_of(item.permalink) == key) for item in reading.items):
        return Glimpse(Look.SHOWN)
    how = how_it_went(account.platform, text)
    told = how is Visibility.REMOVED_BY_SENDER
    return Glimpse(Look.GONE if told or (reading.items and not result.reach.not_reached) else Look.UNCLEAR, how)
