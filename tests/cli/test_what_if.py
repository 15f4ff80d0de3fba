"""``legcurl compare``, ``fit`` and ``sweep``: screens, JSON, page, table, and what is refused."""

import json
import re

import polars as pl
import pytest

QUICK = ("prone:load=20", "prone:load=20,tempo=1-0-0.5-0", "--reps", "1", "--draws", "20")


def test_compare_says_what_it_means_in_the_width_of_a_terminal(legcurl):
    ran = legcurl("compare", *QUICK, "-o", "page.html")
    assert (ran.code, ran.err) == (0, "")
    assert max(map(len, ran.out.splitlines())) <= 80
    flat = " ".join(ran.out.split())
    for phrase in ("nobody lifted this", "less impulse in all four hamstring heads", "Biceps fem., short",
                   "speeding up adds up to", "90 % interval", "a hypothesis", "Written: page.html",
                   "Assumed:"):  # fmt: skip
        assert phrase in flat


def test_compare_writes_one_page_that_needs_nothing_else(legcurl, tmp_path):
    ran = legcurl("compare", *QUICK, "-o", "page.html", "--json", "-")
    content = json.loads(ran.out)
    assert content["schema"] == "legcurl.comparison/1"
    (pair,) = content["pairs"]
    assert set(pair["muscles"]["bfsh"]["impulse_ns"]) == {"before", "after", "change", "interval", "clear"}
    assert ran.err == "Written: page.html\n"
    page = (tmp_path / "page.html").read_text()
    assert not re.search(r"""(src|href)=["'](?!data:|#)""", page)
    assert "<script" not in page
    assert page.count("<svg class=") == 6
    assert "hypothesis" in page
    assert legcurl("compare", *QUICK, "--json", "-").out == ran.out


def test_compare_names_the_side_that_fails(legcurl):
    ran = legcurl("compare", "prone:load=20", "prone:load=200", "--reps", "1", "--draws", "20")
    assert ran.code == 0
    assert "Prone:load=200 fails" in ran.out
    assert "the attempt failed" in " ".join(ran.out.split())


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("compare", "prone"), 2, "two sides or more"),
        (("compare", "prone", "lying"), 2, "no leg curl"),
        (("compare", "prone:machine=none.toml", "seated"), 1, "none.toml: cannot be read"),
        (("compare", "prone:machine=odd.toml", "seated"), 1, "odd.toml: machine: the pivot is farther"),
        (("compare", "prone", "seated", "--machine", "odd.toml"), 2, "say which side"),
        (("compare", "prone", "seated", "-o", "page.pdf"), 1, "ends in .html"),
        (("compare", "prone", "seated", "-o", "odd.toml.html"), 1, "no page of Legcurl"),
        (("compare", "prone", "seated", "--draws", "1"), 2, "20 to 2000"),
        (("fit",), 2, "which machine?"),
        (("fit", "--machine", "odd.toml"), 1, "the pivot is farther"),
        (("fit", "--variation", "prone", "--pad", "40:30:2"), 2, "FROM below TO"),
        (("fit", "--variation", "prone", "--seat", "90"), 1, "no leg fits"),
        (("sweep", "variation=prone", "-o", "table.csv"), 2, ".parquet"),
        (("sweep", "variation=prone", "-o", "none/table.parquet"), 1, "no such folder"),
        (("sweep", "variation=prone", "load=500", "-o", "table.parquet"), 2, "cell 1"),
    ],
)
def test_what_cannot_be_is_one_clear_line(legcurl, tmp_path, arguments, code, words):
    (tmp_path / "odd.toml").write_text('like = "prone"\npivot_along_m = 0.29\npivot_across_m = 0.29\n')
    (tmp_path / "odd.toml.html").write_text("<p>mine</p>")
    ran = legcurl(*arguments)
    assert ran.code == code
    assert words in ran.err
    assert len(ran.err.splitlines()) <= 3
    assert "Traceback" not in ran.err


def test_fit_says_the_settings_and_what_one_hole_off_costs(legcurl):
    person = ("--thigh-cm", "42", "--shank-cm", "40", "--load-kg", "40")
    ran = legcurl("fit", "--variation", "seated", *person, "--seat", "38:46:2", "--pad", "31:35:2", "--pivot", "6")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Seat at 3 (42 cm), pad at 2 (33 cm), pivot at 1 (6 cm): pad slides 0 mm")
    rows = [line for line in ran.out.splitlines() if re.match(r"(seat|pad) at \d", line)]
    assert [row.split("  ")[0] for row in rows] == ["seat at 2", "seat at 4", "pad at 1", "pad at 3"]
    assert max(map(len, ran.out.splitlines())) <= 80


def test_fit_as_json_with_the_simulated_check(legcurl):
    ran = legcurl("fit", "--variation", "prone", "--fixed", "pivot", "--check", "--load-kg", "20", "--json", "-")
    content = json.loads(ran.out)
    assert set(content["settings"]) == {"seat", "pad"}
    assert content["check"]["push_n"] == pytest.approx(content["check"]["geometry_push_n"], rel=0.03)
    assert content["machine"]["variation"] == "prone"


def test_sweep_ends_in_one_table_and_replaces_none_unasked(legcurl, tmp_path):
    asked = ("sweep", "variation=prone", "load=15,20", "reps=1", "tempo=1-0-1-0", "--jobs", "1", "-o", "t.parquet")
    ran = legcurl(*asked)
    assert ran.code == 0
    assert "2 sets simulated; in 0 a repetition failed" in ran.out
    assert pl.read_parquet(tmp_path / "t.parquet")["load"].to_list() == [15, 20]
    assert [entry.name for entry in tmp_path.iterdir()] == ["t.parquet"]
    again = legcurl(*asked)
    assert again.code == 1
    assert "exists" in again.err
