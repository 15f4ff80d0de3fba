"""Answers from a file, and a screening kept in one, with its date, so that a plan can rest on it later."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from os import PathLike
from pathlib import Path
from typing import Any

from legcurl.coach.screening import Answer, Screening, questions, screen, validity_days
from legcurl.errors import InputError
from legcurl.form.standards import Standards
from legcurl.io.in_place import in_place

SCHEMA = "legcurl.screening/1"
MOST_BYTES = 1_000_000  # of a file of answers; a longer one is something else


@dataclass(frozen=True, slots=True)
class KeptScreening:
    """A screening with its answers and its date.

    Parameters
    ----------
    screened_at : datetime
        When, with its time zone.
    answers : mapping of str to bool, float or str
    screening : Screening
        What the answers lead to today, computed afresh.
    """

    screened_at: datetime
    answers: Mapping[str, Answer]
    screening: Screening

    def is_outdated(self, now: datetime) -> bool:
        """Whether the questions should be asked again."""
        return now - self.screened_at > timedelta(days=validity_days())


def write_screening(
    path: str | PathLike[str], answers: Mapping[str, Answer], screening: Screening, screened_at: datetime
) -> None:
    """Keep a screening as JSON; the file is there whole or not at all.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    content = {
        "schema": SCHEMA,
        "screened_at": screened_at.isoformat(timespec="seconds"),
        "answers": dict(answers),
        **asdict(screening),
    }
    with in_place(path) as beside:
        beside.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def read_screening(path: str | PathLike[str], standards: Standards | None = None) -> KeptScreening:
    """A screening that :func:`write_screening` kept; its outcome is computed afresh from the answers.

    Raises
    ------
    InputError
        If it cannot be read, is no screening, or holds an answer that does not fit.
    """
    content = _content(Path(path))
    if content.get("schema") != SCHEMA or not isinstance(content.get("answers"), dict):
        raise InputError(
            f"schema {content.get('schema')!r}, expected {SCHEMA!r}", path=path, fix="Make one: legcurl screen -o FILE"
        )
    try:
        screened_at = datetime.fromisoformat(str(content.get("screened_at")))
    except ValueError:
        screened_at = datetime.min
    if screened_at.tzinfo is None:
        raise InputError(
            f"screened_at {content.get('screened_at')!r}: expected a date and time with zone",
            path=path, fix="Screen again: legcurl screen -o FILE",
        )  # fmt: skip
    return KeptScreening(screened_at, content["answers"], _screened(content["answers"], path, standards))


def is_screening(path: str | PathLike[str]) -> bool:
    """Whether a file holds a kept screening, and may be replaced by a newer one."""
    try:
        return _content(Path(path)).get("schema") == SCHEMA
    except InputError:
        return False


def read_answers(path: str | PathLike[str], standards: Standards | None = None) -> tuple[dict[str, Answer], Screening]:
    """Answers by question id from a TOML or JSON file, or from a kept screening, and what they lead to.

    Raises
    ------
    InputError
        If it cannot be read, or holds an unknown question or an answer that does not fit.
    """
    content = _content(Path(path))
    answers = content["answers"] if content.get("schema") == SCHEMA and "answers" in content else content
    if not isinstance(answers, dict):
        raise InputError("answers: expected a table of questions", path=path, fix="Write pain = 0")
    return answers, _screened(answers, path, standards)


def _screened(answers: Mapping[str, Any], path: str | PathLike[str], standards: Standards | None) -> Screening:
    try:
        return screen(answers, standards)
    except InputError as error:
        raise InputError(error.problem, path=path, fix=error.fix) from None


def _content(path: Path) -> dict[str, Any]:
    """The table that a TOML or JSON file holds."""
    fix = f'Write lines such as  pain = 0  or JSON such as {{"pain": 0}}; questions are {", ".join(questions())}'
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError("too large for answers", path=path, fix=fix)
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=path, fix="Check the name of the file") from None
    except UnicodeDecodeError:
        raise InputError("is not text in UTF-8", path=path, fix=fix) from None
    try:
        content = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"is neither TOML nor JSON: {error}", path=path, fix=fix) from None
    if not isinstance(content, dict):
        raise InputError("expected a table of questions", path=path, fix=fix)
    return content
