"""Results on disk: all or nothing, and nothing of anybody else's is touched."""

import json
import os
from pathlib import Path

import polars as pl
import pytest

from legcurl.errors import OutputError
from legcurl.report import folder as folders
from legcurl.report.folder import FILES, check_folder, write_folder, write_json


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_makes_the_folder_and_writes_all(make, tmp_path):
    out = tmp_path / "a" / "b"
    written = write_folder(make(), out)
    assert [path.name for path in written] == list(FILES)
    assert names(out) == sorted(FILES)
    assert json.loads((out / "analysis.json").read_text())["set"]["complete_reps"] == 8
    assert pl.read_parquet(out / "frames.parquet").height == make().motion.time_s.size
    assert names(tmp_path) == ["a"]


def test_same_analysis_same_bytes(make, tmp_path):
    for name in ("one", "two"):
        write_folder(make(), tmp_path / name)
    for name in FILES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_earlier_results_are_replaced(make, tmp_path):
    write_folder(make(reps=3), tmp_path)
    write_folder(make(reps=4), tmp_path)
    assert json.loads((tmp_path / "analysis.json").read_text())["set"]["complete_reps"] == 4
    written = write_folder(make(is_leg_curl=False, motion=None), tmp_path)
    assert "frames.parquet" not in {path.name for path in written} | set(names(tmp_path))


@pytest.mark.parametrize("stranger", ["notes.txt", "reps.csv", "analysis.json"])
def test_files_of_others_are_refused_and_left_alone(make, tmp_path, stranger):
    (tmp_path / stranger).write_text("mine")
    with pytest.raises(OutputError, match=r"(?s)did not write.*another folder.*--overwrite"):
        write_folder(make(), tmp_path)
    assert names(tmp_path) == [stranger]
    write_folder(make(), tmp_path, overwrite=True)
    assert set(FILES) <= set(names(tmp_path))
    if stranger == "notes.txt":
        assert (tmp_path / stranger).read_text() == "mine"


def test_a_file_or_a_place_without_permission_is_refused(make, tmp_path):
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(OutputError, match="is a file"):
        check_folder(file)
    with pytest.raises(OutputError, match="cannot write here"):
        write_folder(make(), file / "below")
    assert file.read_text() == ""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_refused(make, tmp_path):
    tmp_path.chmod(0o555)
    with pytest.raises(OutputError, match="cannot write here"):
        write_folder(make(), tmp_path / "out")


@pytest.mark.parametrize("existing", [True, False])
def test_a_failure_leaves_nothing_behind(make, tmp_path, monkeypatch, existing):
    out = tmp_path / "out"
    if existing:
        write_folder(make(reps=3), out)

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("legcurl.report.html.render_page", full)
    with pytest.raises(OutputError, match="No space left"):
        write_folder(make(reps=4), out)
    if existing:
        assert names(out) == sorted(FILES)
        assert json.loads((out / "analysis.json").read_text())["set"]["complete_reps"] == 3
    else:
        assert names(tmp_path) == []


def test_json_goes_to_one_file_and_never_over_another(tmp_path):
    path = tmp_path / "a.json"
    write_json('{"schema": "legcurl.analysis/1"}', path)
    write_json('{"schema": "legcurl.analysis/1", "n": 2}', path)
    assert json.loads(path.read_text())["n"] == 2
    recording = tmp_path / "set.csv"
    recording.write_text("time,angle\n")
    with pytest.raises(OutputError, match="no analysis of Legcurl"):
        write_json("{}", recording)
    assert recording.read_text() == "time,angle\n"
    for nowhere in (tmp_path, tmp_path / "missing" / "a.json"):
        with pytest.raises(OutputError):
            write_json("{}", nowhere)
    assert names(tmp_path) == ["a.json", "set.csv"]


def test_what_is_ours_is_told_by_its_schema(tmp_path):
    path = Path(tmp_path / "x.json")
    for text, ours in (("", False), ("[]", False), ('{"schema": "legcurl.analysis/1"}', True)):
        path.write_text(text)
        assert folders.is_analysis(path) is ours
