"""``legcurl screen``: a few questions before a plan; go, go lighter, or see a professional first."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from legcurl.errors import InputError, LegcurlError, OutputError

if TYPE_CHECKING:
    from legcurl.coach.screening import Answer, Question

SHORT = {"y": "yes", "n": "no", "c": "cleared"}
WIDTH, INDENT = 78, 7
BACK, QUIT, SKIP = ("b", "back"), ("q", "quit"), ("s", "skip")
HINTS = {"yes_no": "y or n", "clearance": "y, n, or c: yes, but a professional has cleared me for this"}
TOPICS = {"today": "Today", "history": "Your history", "you": "You"}


def screen(
    *,
    answers: Path | None = None,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
    standards: Path | None = None,
    overwrite: Annotated[bool, Parameter(negative=())] = False,
) -> int:
    """Ask what has to be known before anybody is given a plan, and say what follows.

    Parameters
    ----------
    answers
        A TOML or JSON file of answers by question, in place of asking; an answer that is missing is not a no.
    output
        A file to keep answers and outcome in, with the date, for legcurl prescribe --screening.
    standards
        A TOML file with thresholds of your own in place of some of ours.
    overwrite
        Replace a file that is there already and is no screening.
    """
    from legcurl.coach.dose import load_dose
    from legcurl.coach.screening import screen as screened
    from legcurl.coach.screening_file import read_answers, write_screening
    from legcurl.report.screening_terminal import print_screening

    if output is not None:
        _check_place(output, overwrite=overwrite)
    limits = load_dose(standards)
    if answers is not None:
        given, outcome = read_answers(answers, limits)
    else:
        given = ask_all(input, print)
        outcome = screened(given, limits)
    print_screening(outcome)
    if output is not None:
        from datetime import datetime

        write_screening(output, given, outcome, datetime.now().astimezone())
        print(f"Written: {output}")
    return 0


def _check_place(output: Path, *, overwrite: bool) -> None:
    """Refuse, before anything is asked, a place that a screening must not or cannot go to."""
    from legcurl.coach.screening_file import is_screening

    if output.exists() and not overwrite and not is_screening(output):
        raise OutputError(
            f"{output}: exists, and is no screening.\nChoose another file after -o, or add --overwrite to replace it"
        )
    folder = output.absolute().parent
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        raise OutputError(f"{output}: there is no folder {folder} to write to.\nChoose another file after -o")


def ask_all(ask: Callable[[str], str], say: Callable[[str], object]) -> dict[str, Answer]:
    """Ask one question after the other, with a way back.

    Parameters
    ----------
    ask : callable
        Shows a prompt and returns what was typed; EOFError where nothing more comes.
    say : callable
        Shows a line.

    Raises
    ------
    LegcurlError
        Where the person leaves, or the input ends, before the last question.
    """
    from legcurl.coach.screening import questions

    listed = list(questions().values())
    given: dict[str, Answer] = {}
    say("A few questions before you train.\nb goes back, s skips, q leaves; a skipped question is not a no.")
    at = 0
    while at < len(listed):
        question = listed[at]
        say(_shown(question, at, listed))
        try:
            typed = ask("> ").strip().lower()
        except EOFError:
            raise LegcurlError("The input ended before the last question; nothing was kept.") from None
        if typed in QUIT:
            raise LegcurlError("You left before the last question; nothing was kept.")
        if typed in BACK:
            at = max(at - 1, 0)
            continue
        given.pop(question.id, None)
        if typed not in SKIP:
            try:
                given[question.id] = question.checked(_value(typed, question))
            except InputError:
                say(f"Please answer {question.choices}.")
                continue
        at += 1
    return given


def _value(typed: str, question: Question) -> Answer:
    """What was typed, as an answer to be checked."""
    if question.answers != "number":
        return SHORT.get(typed, typed)
    try:
        return float(typed.replace(",", "."))
    except ValueError:
        return typed


def _shown(question: Question, at: int, listed: list[Question]) -> str:
    """A question with its place among all, its topic where that begins, and what can be answered."""
    import textwrap

    begins = at == 0 or listed[at - 1].topic != question.topic
    topic = [f"\n{TOPICS[question.topic]}"] if begins else []
    place = f"{at + 1}/{len(listed)}"
    asked = textwrap.wrap(question.ask, WIDTH, initial_indent=f"{place:<{INDENT}}", subsequent_indent=" " * INDENT)
    hint = textwrap.wrap(f"[{HINTS.get(question.answers, question.choices)}]", WIDTH - INDENT)
    return "\n".join([*topic, "", *asked, *(" " * INDENT + line for line in hint)])
