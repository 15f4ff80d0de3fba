"""Plain values of our own exports as sets, repetitions and findings; what is of another kind is refused."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import datetime
from typing import Any, TypeVar, get_args

from legcurl.coach.history import LoggedSet
from legcurl.errors import InputError
from legcurl.form.findings import Finding
from legcurl.journal.checks import NUMBERS, check_set, check_text
from legcurl.journal.entry import Entry, LoggedRep
from legcurl.journal.export import ANALYSIS, FINDINGS, REPS, VIDEOS
from legcurl.journal.models import WORD
from legcurl.vocabulary import RepKind, Severity

Values = Mapping[str, Any]
Reader = Callable[[str, object], object]
Made = TypeVar("Made", LoggedSet, LoggedRep, Finding)


def entry_of(values: Values) -> Entry:
    """A set with everything that our JSON keeps of it.

    Raises
    ------
    InputError
        If a value is not of the kind that its field holds, or cannot have been.
    """
    done = _made(LoggedSet, values, _SET)
    check_set(done)
    reps = tuple(_made(LoggedRep, each, _REP) for each in _list(REPS, values.get(REPS)))
    if len({rep.number for rep in reps}) < len(reps):
        raise InputError("two repetitions have the same number")
    findings = tuple(_made(Finding, each, _FINDING) for each in _list(FINDINGS, values.get(FINDINGS)))
    videos = tuple(str(_text(VIDEOS, each)) for each in _list(VIDEOS, values.get(VIDEOS)))
    analysis = values.get(ANALYSIS)
    return Entry(done, reps, findings, videos, None if analysis is None else str(_text(ANALYSIS, analysis)))


def _made(kind: type[Made], values: object, readers: Mapping[str, Reader]) -> Made:
    """A value of a dataclass by its fields; those left out or None are as by default."""
    if not isinstance(values, Mapping):
        raise InputError(f"{str(values)[:40]!r}: expected named values")
    known: dict[str, Any] = {}
    for field in fields(kind):
        value = values.get(field.name)
        if value is not None:
            known[field.name] = readers[field.name](field.name, value)
        elif field.default is MISSING:
            if readers[field.name] is not _number:
                raise InputError(f"{field.name} is missing")
            known[field.name] = None
    return kind(**known)


def _list(name: str, value: object) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise InputError(f"{name} {str(value)[:40]!r}: expected a list")
    return value


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise InputError(f"{name} {str(value)[:40]!r}: expected text")
    check_text(name, value, len(value))
    return value


def _word(name: str, value: object) -> str:
    check_text(name, _text(name, value), WORD)
    return str(value)


def _number(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise InputError(f"{name} {str(value)[:40]!r} is no number")
    return value


def _whole(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 2**31:
        raise InputError(f"{name} {str(value)[:40]!r} is no whole number")
    return value


def _flag(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise InputError(f"{name} {str(value)[:40]!r}: expected true or false")
    return value


def _moment(name: str, value: object) -> datetime:
    try:
        return datetime.fromisoformat(str(value))
    except ValueError as error:
        raise InputError(f"{name} {str(value)[:60]!r}: expected a date and time with its zone") from error


def _one_of(kind: object) -> Reader:
    known = get_args(kind)

    def read(name: str, value: object) -> str:
        if value not in known:
            raise InputError(f"{name} {str(value)[:40]!r}: expected one of {', '.join(known)}")
        return str(value)

    return read


def _several(reader: Reader) -> Reader:
    return lambda name, value: tuple(reader(name, each) for each in _list(name, value))


_SET: dict[str, Reader] = {field.name: _text for field in fields(LoggedSet)} | dict.fromkeys(NUMBERS, _number)
_SET |= {"performed_at": _moment, "reps": _whole, "findings": _several(_word)}
_REP: dict[str, Reader] = {field.name: _number for field in fields(LoggedRep)}
_REP |= {"number": _whole, "kind": _one_of(RepKind), "corrected": _flag}
_FINDING: dict[str, Reader] = {
    "id": _word, "severity": _one_of(Severity), "confidence": _number, "reps": _several(_whole), "measured": _number,
    "expected": _number, "unit": _word, "cue": _text, "source": _text,
}  # fmt: skip
"""How each field is read."""
