"""A comparison as a page: one file that needs nothing else, for screen, telephone and paper, by day and by night."""

from __future__ import annotations

from pathlib import Path

from legcurl.errors import OutputError
from legcurl.report import compare_words, words
from legcurl.report.compare_figure import difference_figure
from legcurl.report.contract import legcurl_version
from legcurl.report.muscle_names import muscle_name
from legcurl.report.progress_page import is_own_page
from legcurl.simulate.whatif.compare import Comparison
from legcurl.simulate.whatif.meaning import meaning


def comparison_page(comparison: Comparison) -> str:
    """The page as HTML; the same text for the same comparison.

    Parameters
    ----------
    comparison : Comparison
    """
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("legcurl.report", "page"),
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined,
    )  # fmt: skip
    environment.filters["sentence"] = words.sentence
    context = {
        "comparison": comparison, "say": compare_words, "meaning": meaning, "figure": difference_figure,
        "muscle_name": muscle_name, "title": " · ".join(one.side.label for one in comparison.sides),
        "disclaimer": words.DISCLAIMER, "version": legcurl_version(),
    }  # fmt: skip
    return environment.get_template("compare.html.j2").render(context) + "\n"


def check_page_file(path: Path, *, overwrite: bool = False) -> None:
    """Refuse a file that the page must not go to, before any work is done.

    Raises
    ------
    OutputError
        If it is no .html file, or is there and is no page of Legcurl.
    """
    if path.suffix.lower() not in (".html", ".htm"):
        raise OutputError(f"{path}: expected a file that ends in .html")
    if path.exists() and not overwrite and not is_own_page(path):
        raise OutputError(
            f"{path}: exists, and is no page of Legcurl.\nChoose another file, or add --overwrite to replace it"
        )


def write_comparison_page(comparison: Comparison, path: Path) -> None:
    """Write the page, whole or not at all.

    Raises
    ------
    OutputError
        If the file cannot be written.
    """
    from legcurl.io.in_place import in_place

    with in_place(path) as draft:
        draft.write_text(comparison_page(comparison), encoding="utf-8")
