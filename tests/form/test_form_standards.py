"""The thresholds: whole, sourced, and open to a person's own file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hand_made import a_rep, verdict

from legcurl.errors import InputError
from legcurl.form import load_standards
from legcurl.plan import Plan
from legcurl.vocabulary import GOALS


def test_every_threshold_has_a_unit_a_source_and_a_meaning() -> None:
    for standard in load_standards().entries.values():
        assert standard.low <= standard.high
        assert standard.unit
        assert standard.meaning
        assert standard.population
        assert re.match(r"design choice|computed: |.+\((read|recalled)\)", standard.source), standard


def test_a_goal_may_have_its_own() -> None:
    standards = load_standards()
    assert (standards.of("reps_per_set").low, standards.of("reps_per_set").high) == (8, 20)
    assert standards.of("reps_per_set", "fitness", None).high == 12
    assert standards.of("reps_per_set", None, "prone").high == 20
    assert standards.of("least_flexion", "fitness", "prone").value == 70


def test_ones_own_file_changes_only_what_it_names(tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    own.write_text(
        '[pause_tolerance]\nvalue = 5\n[pause_tolerance.for.rehab]\nvalue = 9\nsource = "my coach"\n', "utf-8"
    )
    shipped, mine = load_standards(), load_standards(own)
    assert mine.of("pause_tolerance").value == 5
    assert mine.of("pause_tolerance").source == "own standards, mine.toml"
    assert (mine.of("pause_tolerance", "rehab").value, mine.of("pause_tolerance", "rehab").source) == (9, "my coach")
    assert {k: v for k, v in mine.entries.items() if k[0] != "pause_tolerance"} == {
        k: v for k, v in shipped.entries.items() if k[0] != "pause_tolerance"
    }
    reps = (a_rep(rest_s=4.0), a_rep())
    assert verdict("pause_between_reps", reps, Plan()) is not None
    assert verdict("pause_between_reps", reps, Plan(), standards=mine) is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[pauses]\nvalue = 1", r"\[pauses\].*unknown entry"),
        ("[set_break]\nvalue = 'long'", r"\[set_break\].*'long'"),
        ("[set_break]\nvalue = true", r"\[set_break\].*True"),
        ("[set_break]\nvalue = nan", r"\[set_break\].*nan"),
        ("[set_break]\nvalue = [1, 2]", r"\[set_break\].*a single number"),
        ("[set_break]\nunit = 's'", r"\[set_break\].*no value"),
        ("[set_break]\nvalue = 1\nunit = 'min'", r"\[set_break\].*unit 'min', expected 's'"),
        ("[set_break]\nvalue = 1\nvalues = 2", r"\[set_break\].*unknown field 'values'"),
        ("[set_break]\nvalue = 1\nsource = 3", r"\[set_break\].*texts"),
        ("[set_break]", r"\[set_break\].*expected a table"),
        ("set_break = 3", r"\[set_break\].*expected a table"),
        ("[reps_per_set]\nvalue = [9, 3]", r"\[reps_per_set\].*\[9, 3\]"),
        ("[reps_per_set]\nvalue = 9", r"\[reps_per_set\].*\[lowest, highest\]"),
        ("[reps_per_set.for.glory]\nvalue = [1, 2]", r"\[reps_per_set.for\].*'glory'"),
        ("[reps_per_set.for]\nfitness = 3", r"\[reps_per_set.for\].*'fitness'"),
        ("[reps_per_set]\nfor = 3", r"\[reps_per_set\].*expected a table"),
        ("[[[", "is not TOML"),
    ],
)
def test_a_bad_file_is_refused_with_the_entry_named(tmp_path: Path, text: str, named: str) -> None:
    own = tmp_path / "mine.toml"
    own.write_text(text, "utf-8")
    with pytest.raises(InputError, match=named) as refused:
        load_standards(own)
    assert "mine.toml" in str(refused.value)
    assert refused.value.fix


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "junk.toml").write_bytes(b"\xff\xfe\x00")
    for name in ("absent.toml", "junk.toml", "."):
        with pytest.raises(InputError, match=re.escape(str(tmp_path / name))):
            load_standards(tmp_path / name)


def test_every_goal_gets_a_reasonable_set() -> None:
    standards = load_standards()
    for goal in GOALS:
        reps, effort = standards.of("reps_per_set", goal), standards.of("effort", goal)
        assert 8 <= reps.low <= reps.high <= (30 if goal in ("warm-up", "rehab") else 20)
        assert effort.low <= effort.high <= 20
    assert standards.of("hold", "form-cue").value == 3
    assert standards.of("effort", "form-cue").high < standards.of("effort", "fitness").high
