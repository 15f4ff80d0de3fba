"""``legcurl guide``: how a leg curl is done, in the terminal or as a page."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from legcurl.errors import UsageError
from legcurl.vocabulary import VARIATIONS, Variation

if TYPE_CHECKING:
    from legcurl.coach.guide.content import Guide
    from legcurl.coach.guide.sections import Section


def guide(
    variation: Variation | None = None,
    /,
    *,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
    standards: Path | None = None,
    render: bool = True,
    overwrite: Annotated[bool, Parameter(negative=())] = False,
) -> int:
    """Show how a leg curl is done: setting up, phase by phase, mistakes, dose, benefits, who should not.

    Parameters
    ----------
    variation
        Which one; without, all six side by side.
    output
        An HTML file for the page with pictures; without a variation it holds all six.
    standards
        A TOML file with thresholds of your own in place of some of ours.
    render
        Pictures in space where this machine can draw them (Debian: libegl1 libgl1); otherwise flat drawings.
    overwrite
        Replace a file that Legcurl did not write.
    """
    from legcurl.coach.dose import load_dose
    from legcurl.coach.guide.content import load_guide

    if output is not None and output.suffix.lower() not in (".html", ".htm"):
        raise UsageError(f"-o {output}: expected a file that ends in .html")
    content = load_guide(load_dose(standards))
    if output is not None:
        from legcurl.report.guide_page import guide_page
        from legcurl.report.own_page import check_page, write_page

        check_page(output, overwrite=overwrite)
        write_page(output, guide_page(content, variation, _in_space(content) if render else None))
        print(f"Written: {output}")
    else:
        from legcurl.report.guide_terminal import print_guide

        print_guide(*_told(content, variation))
    return 0


def _in_space(content: Guide) -> dict[Variation, tuple[str, ...]] | None:
    """The phases of all six in space; None, and said, where this machine cannot draw."""
    from legcurl.errors import OutputError
    from legcurl.report.render.canvas import check_drawing
    from legcurl.report.render.guide_pictures import chapter_pictures

    try:
        check_drawing()
    except OutputError as error:
        print(f"The guide has flat drawings, since {error}", file=sys.stderr)
        return None
    return {name: chapter_pictures(content.of(name)) for name in VARIATIONS}


def _told(content: Guide, variation: Variation | None) -> tuple[str, tuple[Section, ...], str]:
    """Title, sections and last line of what is told in the terminal."""
    from legcurl.coach.guide.sections import chapter, common, overview

    if variation is None:
        return (
            content.title,
            (*overview(content), *common(content)),
            f"One of them whole: legcurl guide {'|'.join(VARIATIONS)}",
        )
    sections = (*chapter(content, variation, alone=True), *common(content, variation))
    return content.of(variation).title, sections, f"With pictures: legcurl guide {variation} -o {variation}.html"
