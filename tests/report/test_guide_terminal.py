"""The guide fits 80 columns, says the same with and without colour, and leaves nothing out."""

import io

import pytest
from rich.console import Console

from legcurl.coach.guide.content import load_guide
from legcurl.coach.guide.sections import chapter, common, overview
from legcurl.report.guide_terminal import print_guide
from legcurl.vocabulary import VARIATIONS

GUIDE = load_guide()


def told(sections, width=80, **options):
    console = Console(file=io.StringIO(), width=width, highlight=False, **options)
    print_guide("A title", sections, "What next", console)
    return console.file.getvalue()


@pytest.mark.parametrize("variation", VARIATIONS)
@pytest.mark.parametrize("width", [60, 80])
def test_no_line_is_longer_than_the_terminal_and_nothing_is_cut(variation, width):
    sections = (*chapter(GUIDE, variation, alone=True), *common(GUIDE, variation))
    text = told(sections, width)
    assert max(len(line) for line in text.splitlines()) <= width
    assert "…" not in text
    joined = " ".join(text.split())
    for phrase in (GUIDE.of(variation).what[0], GUIDE.of(variation).phases[3].do, GUIDE.claims[0].truth):
        assert phrase in joined


def test_colours_add_nothing():
    sections = (*overview(GUIDE), *common(GUIDE))
    plain, coloured = told(sections), told(sections, force_terminal=True, color_system="truecolor")
    assert "\x1b[" in coloured
    assert "\x1b" not in plain
