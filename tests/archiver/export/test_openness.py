"""What may stand in a public part."""

from dataclasses import replace
from datetime import timedelta

import pytest

from archiver.export.openness import is_secret, open_threads, stays_inside
from archiver.records import Decision, Proposal, Secrecy

CLEARED = "ingen"


def proposal(record, at, confidential=True):
    return Proposal(record.latest.number, True, confidential, False, (), (), "regler 2", at)


def test_appraised_and_unsuspected_item_may_be_public(shelf):
    record = shelf.item("lampa", "Lampan är trasig")
    assert not is_secret(record)
    assert not stays_inside(record)


@pytest.mark.parametrize("secrecy", [Secrecy.SUSPECTED, Secrecy.MARKED])
def test_suspected_and_marked_are_secret(shelf, secrecy):
    record = shelf.item("lampa", "Lampan är trasig")
    assert is_secret(replace(record, axes=replace(record.axes, secrecy=secrecy)))


def test_tested_item_may_be_seen_but_stays_out_of_public_parts(shelf):
    record = shelf.item("lampa", "Lampan är trasig")
    tested = replace(record, axes=replace(record.axes, secrecy=Secrecy.TESTED))
    assert not is_secret(tested)
    assert stays_inside(tested)


def test_proposal_after_the_last_decision_makes_the_item_secret_again(shelf):
    record = shelf.item("lampa", "Lampan är trasig")
    decided = record.latest.seen_at + timedelta(hours=1)
    cleared = replace(
        record,
        proposals=(proposal(record, decided - timedelta(minutes=5)),),
        decisions=(Decision("secrecy", CLEARED, "rut", decided, "OSL 21 kap."),),
    )
    assert not stays_inside(cleared)
    again = replace(cleared, proposals=(*cleared.proposals, proposal(record, decided + timedelta(minutes=5))))
    assert is_secret(again)


def test_item_never_appraised_stays_inside(shelf):
    assert stays_inside(shelf.item("lampa", "Lampan är trasig", proposals=()))


def test_thread_with_one_secret_item_is_not_open(shelf):
    record = shelf.item("lampa", "Lampan är trasig")
    other = shelf.item("bad", "När öppnar badet?")
    secret = replace(shelf.secret_item(), thread_id=record.thread_id)
    assert open_threads([record, other, secret]) == {other.thread_id}
