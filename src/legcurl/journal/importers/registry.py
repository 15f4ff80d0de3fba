"""The registry of training logs: each format is asked whether a file is its own."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import ClassVar, Literal

from legcurl.coach.history import LoggedSet
from legcurl.errors import UnknownFormatError
from legcurl.journal.entry import Entry
from legcurl.journal.importers.log_file import LogFile
from legcurl.vocabulary import Variation

LoadUnit = Literal["kg", "lb"]
DateOrder = Literal["dmy", "mdy"]


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is not taken.

    Parameters
    ----------
    row : int
        Its number as a spreadsheet shows it: the first row of the file, its header included, is 1.
    why : str
        What was got and what was expected.
    """

    row: int
    why: str


@dataclass(frozen=True, slots=True)
class SeenExercise:
    """An exercise of the log that is, or could be, a leg curl.

    Parameters
    ----------
    name : str
        As the log calls it.
    rows : int
        Sets of it.
    variation : Variation or None
        What it was taken for.
    taken : bool
        False where the name is too vague to take it for a leg curl without a word of the person.
    """

    name: str
    rows: int
    variation: Variation | None
    taken: bool


@dataclass(frozen=True, slots=True)
class ImportedLog:
    """What a training log holds of leg curls.

    Parameters
    ----------
    format : str
        Name of the format; also the source of its sets, unless they name their own.
    rows : int
        Rows of the file, without its header and blank lines.
    entries : tuple of Entry
        Its sets, in the order of the file; only our own JSON knows more of them than the set itself.
    leg_curl_rows : int
        Rows that are sets of a leg curl, those refused included.
    refused : tuple of Refused
        In the order of the file.
    exercises : tuple of SeenExercise
        Leg curls by the names that the log gives them, and names that could be some.
    notes : tuple of str
        What had to be assumed, for the person to read.
    """

    format: str
    rows: int
    entries: tuple[Entry, ...]
    leg_curl_rows: int
    refused: tuple[Refused, ...] = ()
    exercises: tuple[SeenExercise, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def sets(self) -> tuple[LoggedSet, ...]:
        """The sets alone."""
        return tuple(entry.set for entry in self.entries)


@dataclass(frozen=True, slots=True)
class LogOptions:
    """What a person knows and the file may not say.

    Parameters
    ----------
    unit : {"kg", "lb"}, optional
        Unit of loads where the file names none.
    zone : tzinfo, optional
        Zone of times without one; that of the machine unless given.
    date_order : {"dmy", "mdy"}, optional
        Order of dates that can be read both ways.
    exercises : mapping of str to Variation or None
        Names that are leg curls by the person's word, and which.
    """

    unit: LoadUnit | None = None
    zone: tzinfo | None = None
    date_order: DateOrder | None = None
    exercises: Mapping[str, Variation | None] = field(default_factory=dict)


class LogFormat(ABC):
    """One kind of training log.

    Attributes
    ----------
    name : str
        Goes into :attr:`ImportedLog.format` and :attr:`LoggedSet.source`.
    what : str
        In words, for the list of what can be read.
    """

    name: ClassVar[str]
    what: ClassVar[str]

    @abstractmethod
    def recognises(self, file: LogFile) -> bool:
        """Whether the file is of this kind, by its content alone."""

    @abstractmethod
    def read(self, file: LogFile, options: LogOptions) -> ImportedLog:
        """Read the leg curls."""


_FORMATS: list[LogFormat] = []


def register(format_class: type[LogFormat]) -> type[LogFormat]:
    """Class decorator: make a format known."""
    _FORMATS.append(format_class())
    return format_class


def formats() -> tuple[LogFormat, ...]:
    """All formats known, in the order in which they are asked."""
    return tuple(_FORMATS)


def find_format(file: LogFile) -> LogFormat:
    """The first format that recognises a file.

    Raises
    ------
    UnknownFormatError
        If none does; it says how the file begins and what can be read.
    """
    for each in _FORMATS:
        if each.recognises(file):
            return each
    known = ", ".join(each.what for each in _FORMATS)
    raise UnknownFormatError(
        f"no training log that Legcurl knows; it {file.beginning}", path=file.path,
        fix=f"Set the app to English and export again. Legcurl reads {known}.",
    )  # fmt: skip
