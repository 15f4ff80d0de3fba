"""The errors Legcurl raises, in one tree.

::

    LegcurlError
    ├── UsageError            the command or call contradicts itself (exit 2)
    ├── InputError            a file or value was refused (exit 1)
    │   ├── UnknownFormatError    no reader recognises the file
    │   └── AmbiguousColumnError  several columns fit; the person must say which
    ├── OutputError           a result cannot be written (exit 1)
    └── MissingExtraError     an optional library is not installed (exit 1)

A message names what was got, what was expected, where, and what to do, in one or two lines.
"""

from __future__ import annotations

from os import PathLike


class LegcurlError(Exception):
    """Anything that Legcurl refuses; its text is meant for the person at the keyboard."""


class UsageError(LegcurlError):
    """The command or call contradicts itself."""


class InputError(LegcurlError):
    """A file or a value from outside was refused.

    Parameters
    ----------
    problem : str
        What was got and what was expected.
    path : path-like, optional
        The file that it is about.
    where : str, optional
        The place in the file: a line, a row, a column or a time.
    fix : str, optional
        What to do about it, in the imperative.
    """

    def __init__(
        self,
        problem: str,
        *,
        path: str | PathLike[str] | None = None,
        where: str | None = None,
        fix: str | None = None,
    ) -> None:
        self.problem, self.path, self.where, self.fix = problem, path, where, fix
        place = ", ".join(str(part) for part in (path, where) if part is not None)
        text = f"{place}: {problem}" if place else problem
        super().__init__(f"{text}\n{fix}" if fix else text)


class UnknownFormatError(InputError):
    """No reader recognises the file."""


class AmbiguousColumnError(InputError):
    """Several columns could be the one that is needed."""


class OutputError(LegcurlError):
    """A result cannot be written where it was asked for."""


class MissingExtraError(LegcurlError):
    """An optional library is not installed.

    Parameters
    ----------
    purpose : str
        What needs the library.
    extra : str
        The extra of ``legcurl`` that brings it.
    """

    def __init__(self, purpose: str, extra: str) -> None:
        super().__init__(f"{purpose} needs the extra '{extra}'.\nInstall it: pip install 'legcurl[{extra}]'")
