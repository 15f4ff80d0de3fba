"""A grid of simulated sets: its cells, the table, stopping and going on."""

import json

import polars as pl
import pytest

from legcurl.errors import UsageError
from legcurl.simulate.whatif import sweep as module
from legcurl.simulate.whatif.grid import cells_of, parse_axes
from legcurl.simulate.whatif.sweep import lift_cell, sweep

SMALL = ("variation=prone", "reps=1", "load=15,200", "tempo=1-0-1-0", "friction_up=0.05,0.2")


def cells(*texts, seed=0):
    return cells_of(parse_axes(texts or SMALL), seed=seed)


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    path = tmp_path_factory.mktemp("sweep") / "table.parquet"
    return path, sweep(cells(), path)


def test_axes_are_read_in_order_with_steps():
    axes = parse_axes(["variation=prone,seated", "pct=60:80:10", "height_cm=165"])
    assert list(axes) == ["variation", "pct", "height_cm"]
    assert axes["pct"] == ("60", "70", "80")
    grid = cells_of(axes)
    assert [cell.index for cell in grid] == list(range(6))
    assert [cell.side.one_rm_pct for cell in grid[:3]] == [60, 70, 80]
    assert grid[0].athlete.height_cm == 165


def test_every_cell_has_a_seed_of_its_own_that_nothing_else_changes():
    first, again, other = cells(), cells(), cells(seed=1)
    assert len({cell.seed for cell in first}) == len(first)
    assert first == again
    assert all(a.seed != b.seed for a, b in zip(first, other, strict=True))


def test_the_table_has_a_row_a_cell_with_parameters_and_outcome(table):
    path, rows = table
    frame = pl.read_parquet(path)
    assert frame["load"].to_list() == [15, 15, 200, 200]
    assert frame["friction_up"].to_list() == [0.05, 0.2, 0.05, 0.2]
    assert frame["failed"].to_list() == [False, False, True, True]
    assert frame["complete_reps"].to_list() == [1, 1, 0, 0]
    assert frame["bflh_impulse_ns"].null_count() == 2
    assert frame["peak_tension_n"][1] > frame["peak_tension_n"][0]
    assert len(rows) == frame.height == 4
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_processes_make_the_same_bytes(table, tmp_path):
    path, _ = table
    sweep(cells(), tmp_path / "table.parquet", jobs=2)
    assert (tmp_path / "table.parquet").read_bytes() == path.read_bytes()


def test_a_sweep_that_was_stopped_goes_on_where_it_was(table, tmp_path, monkeypatch):
    path, _ = table
    lifted = []

    def stops(cell):
        if len(lifted) == 2:
            raise KeyboardInterrupt
        lifted.append(cell.index)
        return lift_cell(cell)

    target = tmp_path / "table.parquet"
    monkeypatch.setattr(module, "lift_cell", stops)
    with pytest.raises(KeyboardInterrupt):
        sweep(cells(), target)
    assert not target.exists()
    (beside,) = tmp_path.iterdir()
    with beside.open("a") as file:
        file.write('{"index": 2, "cut o')
    again = []
    monkeypatch.setattr(module, "lift_cell", lambda cell: again.append(cell.index) or lift_cell(cell))
    told = []
    sweep(cells(), target, progress=told.append)
    assert lifted == [0, 1]
    assert again == [2, 3]
    assert told == [2, 3, 4]
    assert target.read_bytes() == path.read_bytes()


def test_rows_of_another_grid_do_not_count(table, tmp_path):
    target = tmp_path / "table.parquet"
    stray = {"index": 0, "variation": "seated"}
    (tmp_path / ".table.parquet.cells").write_text(json.dumps({"grid": "other"}) + "\n" + json.dumps(stray) + "\n")
    sweep(cells(), target)
    assert target.read_bytes() == table[0].read_bytes()


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (("load=20",), "no variation"),
        (("variation=prone", "weight=20"), "'weight' is unknown"),
        (("variation=prone", "load=20", "load=30"), "twice"),
        (("variation=prone", "load="), "expected values"),
        (("variation=prone", "load=20,20"), "none of them twice"),
        (("variation=prone", "load=30:20:1"), "FROM below TO"),
        (("variation=prone", "load=1:2:0"), "FROM below TO"),
        (("variation=prone", "load=0:400:0.001"), "400001 values, expected at most"),
        (("variation=prone", "lever_m=9"), r"cell 1 \(variation=prone, lever_m=9\)"),
        (("variation=prone", "height_cm=tall"), "expected a number"),
        (("variation=nordic", "friction_up=0.1"), "no machine"),
        (("variation=prone", "load=401"), "expected 0 to 400"),
        (("variation=prone", "sex=other"), "sex = 'other'"),
    ],
)
def test_what_cannot_be_is_refused_before_the_first_cell(texts, words):
    with pytest.raises(UsageError, match=words):
        cells(*texts)
