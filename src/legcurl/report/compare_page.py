"""A comparison as a page: one file that needs nothing else, for screen, telephone and paper, by day and by night."""

from __future__ import annotations

from legcurl.report import compare_words, words
from legcurl.report.compare_figure import difference_figure
from legcurl.report.contract import legcurl_version
from legcurl.report.muscle_names import muscle_name
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
