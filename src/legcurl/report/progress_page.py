"""Progress as a page: one file that needs nothing else, for screen, telephone and paper, by day and by night."""

from __future__ import annotations

from pathlib import Path

from legcurl.coach.dose import complete
from legcurl.coach.progress import NO_PROMISE, Progress
from legcurl.form.standards import Standards
from legcurl.report import progress_words, words
from legcurl.report.contract import legcurl_version
from legcurl.report.frame import HEIGHT, WIDTH
from legcurl.report.own_page import check_page, write_page
from legcurl.report.progress_figure import change_figure, described

MOST_STRANDS = 4
"""Machines shown with figures; the rest is counted."""


def progress_page(progress: Progress, who: str, standards: Standards | None = None) -> str:
    """The page as HTML; the same text for the same progress.

    Parameters
    ----------
    progress : Progress
    who : str
        Name of the athlete.
    standards : Standards, optional
        Those that the progress was judged by; the project's own unless given.
    """
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("legcurl.report", "page"),
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined,
    )  # fmt: skip
    environment.filters["sentence"] = words.sentence
    known = complete(standards)
    share = known.of("progress_share").value
    strands = [
        (strand, [(one, change_figure(one, share), described(one, share)) for one in strand.changes])
        for strand in progress.strands[:MOST_STRANDS]
    ]
    context = {
        "who": who, "progress": progress, "strands": strands, "say": progress_words,
        "left_out": max(0, len(progress.strands) - MOST_STRANDS), "share": share, "box": (WIDTH, HEIGHT),
        "weeks": known.of("progress_weeks").value, "days": known.of("progress_days").value,
        "no_promise": NO_PROMISE, "disclaimer": words.DISCLAIMER, "version": legcurl_version(),
    }  # fmt: skip
    return environment.get_template("progress.html.j2").render(context) + "\n"


def write_progress_page(
    progress: Progress, who: str, path: Path, standards: Standards | None = None, *, overwrite: bool = False
) -> None:
    """Write the page, whole or not at all.

    Raises
    ------
    OutputError
        If the file cannot be written, or is there and is no page of Legcurl.
    """
    check_page(path, overwrite=overwrite)
    write_page(path, progress_page(progress, who, standards))
