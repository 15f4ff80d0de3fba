"""The validation document: its quick tables hold, it says the same, and a failing row shows."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def validation() -> Iterator[ModuleType]:
    """The script, which imports its neighbours."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    import validation

    yield validation
    sys.path.remove(str(ROOT / "benchmarks"))


@pytest.fixture(scope="module")
def quick(validation):
    return list(validation.sections(quick=True))


def test_every_row_of_the_quick_tables_holds(quick):
    rows = [row for section in quick for row in section.rows]
    assert len([row for row in rows if row.held]) > 50
    assert [f"{row.what}: {row.found}, must be {row.must_be}" for row in rows if row.held is False] == []


def test_the_document_has_the_same_rows(quick, validation):
    lines = validation.DOCUMENT.read_text(encoding="utf-8").splitlines()
    written = {tuple(cell.strip() for cell in line.split("|")[1:-1]) for line in lines if line.startswith("| ")}
    known = {(what, must_be, held) for what, _, must_be, held in written}
    for row in (row for section in quick for row in section.rows):
        assert (row.what, row.must_be, "yes" if row.held else "") in known


def test_a_row_that_fails_is_shown_and_counted(validation):
    rows = (validation.Row("height", "2 m", "1 m", False), validation.Row("width", "1 m", "1 m", True))
    text = validation.document([validation.Section("Sizes", "x", rows)])
    assert "1 of 2 rows hold. These fail:\n\n- height: 2 m, must be 1 m" in text
    assert "| height | 2 m | 1 m | **FAILS** |" in text


def test_a_table_that_cannot_be_made_says_why(validation):
    text = validation.document([validation.Section("Sizes", "x", (), "the library y is not here")])
    assert "Not run: the library y is not here." in text
