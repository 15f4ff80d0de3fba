"""Recordings of known motions as files, and a way to run the program in this process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from curl_files import curl_csv

from legcurl.cli import run


@dataclass(frozen=True)
class Ran:
    """How a run ended, and what it printed."""

    code: int
    out: str
    err: str


@pytest.fixture
def legcurl(capsys, monkeypatch, tmp_path) -> Callable[..., Ran]:
    """Runs ``legcurl`` with the arguments given, in an empty folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LEGCURL_DEBUG", raising=False)
    monkeypatch.setenv("COLUMNS", "80")

    def call(*arguments: object) -> Ran:
        code = run([str(argument) for argument in arguments])
        return Ran(code, *capsys.readouterr())

    return call


@pytest.fixture
def curls(tmp_path) -> Path:
    """Five repetitions; nothing in the file says that they are leg curls."""
    return curl_csv(tmp_path / "set.csv")
