"""The command line: one thin file a command; here is what they share, how a run begins and how it ends."""

from __future__ import annotations

import errno
import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from legcurl.cli.refusal import UnjudgedError

DONE, REFUSED, WRONG_USAGE = 0, 1, 2
INTERRUPTED, PIPE_CLOSED = 130, 141  # 128 + the signal's number, as shells count


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and say how it went.

    Parameters
    ----------
    arguments : sequence of str, optional
        The command line without the program's name; that of the process unless given.

    Returns
    -------
    int
        0 done, 1 the input was refused or could not be judged, 2 wrong usage, 130 interrupted, 141 reader gone.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # a service may close them
            setattr(sys, name, Path(os.devnull).open("w"))  # noqa: SIM115 - it lives as long as the process
        _never_choke(getattr(sys, name))
    try:
        code = _run(words)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the exit complains once more
        return PIPE_CLOSED


def _run(words: list[str]) -> int:
    from cyclopts import CycloptsError

    from legcurl.cli.app import COMMANDS, make_app
    from legcurl.cli.refusal import UnjudgedError
    from legcurl.errors import LegcurlError, UsageError

    try:
        result = make_app()(words, exit_on_error=False, print_error=False)
        return DONE if result is None else int(result)
    except CycloptsError as error:
        command = f"{words[0]} " if words and words[0] in COMMANDS else ""
        return _say(f"{error}\nSee: legcurl {command}--help", WRONG_USAGE)
    except UsageError as error:
        return _say(error, WRONG_USAGE)
    except UnjudgedError as refusal:
        return _say("\n".join([str(refusal), *_next_commands(words, refusal)]), REFUSED)
    except LegcurlError as error:
        return _say(error, REFUSED)
    except (BrokenPipeError, KeyboardInterrupt):
        raise
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        return _say("The disk is full: the results could not be written.\nMake room, or write elsewhere.", REFUSED)
    except Exception as error:
        if os.environ.get("LEGCURL_DEBUG"):
            raise
        kind = f"{type(error).__name__}: {error}".splitlines()[0]
        return _say(
            f"This is a fault in Legcurl, not yours ({kind}).\nRun it with LEGCURL_DEBUG=1 to see where.", REFUSED
        )


def _next_commands(words: Sequence[str], refusal: UnjudgedError) -> list[str]:
    """The command line that was given, with each of the options that would help."""
    return [f"{why}\n  {shlex.join(['legcurl', *words[:1], *option, *words[1:]])}" for why, option in refusal.ways_on]


def _say(text: object, code: int) -> int:
    print(text, file=sys.stderr)
    return code


def _never_choke(stream: TextIO) -> None:
    """A terminal that cannot show a character gets a question mark rather than an exception."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")
