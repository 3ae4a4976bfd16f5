"""What is new since the last delivery."""

from dataclasses import replace
from datetime import timedelta

from archiver.export.increment import changed_at, since_last
from archiver.records import Decision, Delivery


def delivery(records, at, key="registrar"):
    return Delivery("d", key, at, "rut", "", {}, tuple(one.id for one in records), "0", "bunt")


def test_delivered_and_unchanged_items_are_left_out(shelf):
    old, new = shelf.item("lampa", "Lampan är trasig"), shelf.item("bad", "När öppnar badet?")
    made = delivery([old], changed_at(old) + timedelta(minutes=1))
    assert since_last([old, new], [made], "registrar") == (new,)


def test_item_decided_after_its_delivery_comes_again(shelf):
    old = shelf.item("lampa", "Lampan är trasig")
    made = delivery([old], changed_at(old) + timedelta(minutes=1))
    later = Decision("secrecy", "markerad", "rut", made.made_at + timedelta(hours=1), "OSL 25 kap. 1 §")
    assert since_last([replace(old, decisions=(*old.decisions, later))], [made], "registrar")


def test_delivery_in_another_format_does_not_count(shelf):
    old = shelf.item("lampa", "Lampan är trasig")
    made = delivery([old], changed_at(old) + timedelta(minutes=1), "csv")
    assert since_last([old], [made], "registrar") == (old,)
