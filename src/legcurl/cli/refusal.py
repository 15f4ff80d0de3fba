"""What is said when a recording cannot be judged: plainly, and what to run next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legcurl.errors import LegcurlError
from legcurl.report.words import sentence

if TYPE_CHECKING:
    from legcurl.analysis import SetAnalysis

WHICH_ONE = "If you know that it was one, say which (prone, seated, standing, ...):", ("--variation", "prone")
ONLY_THAT = "or only that it was:", ("--assume-curl",)


class UnjudgedError(LegcurlError):
    """The recording was read, but it is no leg curl, or that cannot be told, or it is too poor to judge.

    Parameters
    ----------
    text : str
        What is the matter.
    ways_on : tuple of (str, tuple of str)
        What would help, in words and as options to add to the command line that was given; best first.
    """

    def __init__(self, text: str, *ways_on: tuple[str, tuple[str, ...]]) -> None:
        super().__init__(text)
        self.ways_on = ways_on


def check_judged(analysis: SetAnalysis, *, said: bool = False) -> None:
    """Do nothing for a leg curl that could be judged.

    Parameters
    ----------
    analysis : SetAnalysis
    said : bool
        Whether the person has given their word already; then it is not asked for.

    Raises
    ------
    UnjudgedError
        With the reason in words.
    """
    exercise, source = analysis.exercise, analysis.recording.source
    if exercise.is_leg_curl is False:
        raise UnjudgedError(
            f"{source}: not a leg curl ({100 * exercise.confidence:.0f} % sure). {sentence(exercise.why)}"
        )
    if exercise.is_leg_curl is None:
        raise UnjudgedError(
            f"{source}: cannot tell whether this is a leg curl. {sentence(exercise.why)}",
            *(() if said else (WHICH_ONE, ONLY_THAT)),
        )
    if not analysis.usable:
        worst = f" {analysis.issues[0].detail}" if analysis.issues else ""
        raise UnjudgedError(f"{source}: too little of the movement was recorded to judge it.{worst}")
