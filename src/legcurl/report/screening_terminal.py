"""The outcome of a screening in the terminal: what follows, and every reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legcurl.coach.screening import Outcome, Screening
from legcurl.report.paragraphs import print_paragraph
from legcurl.report.terminal import WIDEST
from legcurl.report.words import percent

if TYPE_CHECKING:
    from rich.console import Console

TITLES: dict[Outcome, str] = {
    "go": "Go: nothing that you said speaks against it.",
    "go_lighter": "Go lighter: you may train, with the limits below.",
    "see_professional": "See a professional first. Until then there is no plan.",
}
STYLES: dict[Outcome, str] = {"go": "bold green", "go_lighter": "bold yellow", "see_professional": "bold red"}
NO_DEVICE = (
    "Legcurl is no medical device, and these questions are no examination. When in doubt, and whenever anything "
    "changes, ask a professional."
)


def print_screening(screening: Screening, console: Console | None = None) -> None:
    """Print the outcome of a screening.

    Parameters
    ----------
    screening : Screening
    console : rich.console.Console, optional
        Where to; standard output unless given.
    """
    from rich.console import Console

    console = console or Console(highlight=False)
    console.width = min(console.width, WIDEST)
    console.print()
    print_paragraph(console, TITLES[screening.outcome], style=STYLES[screening.outcome])
    for reason in (reason for reason in screening.reasons if reason.answered):
        console.print()
        print_paragraph(console, reason.why, mark="- ")
        print_paragraph(console, reason.advice, style="bold", indent=2)
        print_paragraph(console, f"Source: {reason.source}", style="dim", indent=2)
    missing = [reason.question.replace("_", " ") for reason in screening.reasons if not reason.answered]
    told = [f"Not answered, and no answer is not a no: {', '.join(missing)}."] if missing else []
    for line in (*told, *_limits(screening), NO_DEVICE):
        console.print()
        print_paragraph(console, line)


def _limits(screening: Screening) -> list[str]:
    """Which variations may be done, and how a plan is held back; nothing where there is none."""
    if screening.outcome != "go_lighter":
        return []
    limits = screening.limits
    held = [
        limits.load_share is not None and f"at most {percent(limits.load_share)} of the usual load",
        limits.most_borg is not None and f"effort at most {limits.most_borg:g} on Borg's 6–20 scale",
        limits.least_reserve is not None and f"at least {limits.least_reserve:g} repetitions left in reserve",
    ]
    lines = [f"Variations: {', '.join(screening.variations) or 'none'}."]
    said = [text for text in held if text]
    return [*lines, f"Limits: {', '.join(said)} ({limits.source})."] if said else lines
