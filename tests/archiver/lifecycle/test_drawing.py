"""`docs/livscykler.md` says what the tables say."""

from pathlib import Path

from archiver.lifecycle.drawing import DRAWN, page

PAGE = Path(__file__).resolve().parents[3] / "docs" / "livscykler.md"


def test_the_page_is_drawn_from_the_tables_of_today():
    assert PAGE.read_text(encoding="utf-8") == page(), "kör: python -m archiver.lifecycle.drawing > docs/livscykler.md"


def test_every_step_and_state_is_on_the_page():
    drawn = page()
    assert len({table.key for table in DRAWN}) == len(DRAWN) >= 11
    for table in DRAWN:
        for step in table.steps:
            assert step.label.sv in drawn
            assert all(need.missing.sv in drawn for need in step.requirements)
        assert all(f"{state.value}" in drawn for state in table.states)
