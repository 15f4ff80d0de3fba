"""Writers that are killed lose nothing that was acknowledged; ``benchmarks/validate_journal.py`` does it 200 times."""

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from made_sets import plain

from legcurl.errors import OutputError
from legcurl.journal.store import Journal

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
KILLS = 20


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is a signal of POSIX systems")
def test_twenty_kills_lose_nothing(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(BENCHMARKS)
    validate_journal = importlib.import_module("validate_journal")
    found = validate_journal.killed(tmp_path, KILLS)
    assert found.acknowledged >= KILLS
    assert (found.lost, found.incomplete, found.whole) == (0, 0, True)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights of files are those of POSIX systems")
def test_a_folder_that_may_not_be_written_to_is_said(tmp_path):
    path = tmp_path / "closed" / "journal.db"
    with Journal(path) as journal:
        journal.add_set("Ann", plain())
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        if os.access(path.parent, os.W_OK):
            pytest.skip("this user may write everywhere")
        with Journal(path) as journal:
            assert journal.count() == 1
            with pytest.raises(OutputError, match="cannot be written to"):
                journal.add_set("Ann", plain())
        with pytest.raises(OutputError, match="cannot be opened"):
            Journal(path.with_name("another.db"))
    finally:
        path.parent.chmod(0o755)


def test_help_does_not_load_the_database():
    help = "from legcurl.cli import run; run(['--help']); run(['log', '--help'])"
    code = f"import sys; {help}; print('sqlalchemy' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.endswith("False\n")
