"""The guide's page is whole, needs nothing else, and its pictures show the phases that it explains."""

import re
from html.parser import HTMLParser

import pytest

from legcurl.coach.guide.content import load_guide
from legcurl.errors import OutputError
from legcurl.report.guide_figures import phase_pictures, torque_figure
from legcurl.report.guide_page import guide_page
from legcurl.report.render.guide_pictures import chapter_pictures
from legcurl.vocabulary import VARIATIONS

GUIDE = load_guide()
VOID = {"meta", "link", "br", "path", "rect", "circle", "img"}


class Outline(HTMLParser):
    """Ids, links and whether every element that is opened is closed."""

    def __init__(self):
        super().__init__()
        self.ids, self.links, self.open = [], [], []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values["href"]] if tag == "a" else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_startendtag(self, tag, attrs):
        pass


def outline(page):
    parser = Outline()
    parser.feed(page)
    assert not parser.open
    return parser


@pytest.fixture(scope="module")
def whole():
    return guide_page(GUIDE)


def test_the_whole_guide_is_one_page_with_contents(whole):
    found = outline(whole)
    assert len(set(found.ids)) == len(found.ids)
    assert all(link.startswith("#") and link[1:] in found.ids for link in found.links)
    assert set(VARIATIONS) <= {link[1:] for link in found.links}
    assert not re.search(r"<script|https?:|url\(|@import|<img", whole)
    assert whole.count("no medical device") == 1


def test_it_is_the_same_text_for_the_same_guide(whole):
    assert guide_page(GUIDE) == whole


@pytest.mark.parametrize("variation", ["seated", "nordic"])
def test_a_single_variation_has_everything_of_it(variation):
    page = guide_page(GUIDE, variation)
    found = outline(page)
    assert all(link[1:] in found.ids for link in found.links)
    own = GUIDE.of(variation)
    for text in (own.title, own.phases[3].do, own.instead, *(m.title for m in GUIDE.mistakes_of(variation))):
        assert text.replace("'", "&#39;") in page
    assert page.count("leg curl, knee at") == 3 + len(VARIATIONS)  # its phases, and each in the comparison


@pytest.mark.parametrize("variation", VARIATIONS)
def test_pictures_show_the_angles_of_the_phases(variation):
    own = GUIDE.of(variation)
    pictures = phase_pictures(own)
    for picture, phase in zip(pictures, own.moments, strict=True):
        assert f"<title>{variation.capitalize()} leg curl, knee at {phase.knee_deg:.0f}°</title>" in picture
    assert len(set(pictures)) == 3


def test_pictures_in_space_stand_in_the_page_itself():
    try:
        drawn = chapter_pictures(GUIDE.of("nordic"))
    except OutputError as error:
        pytest.skip(str(error).splitlines()[0])
    for picture, phase in zip(drawn, GUIDE.of("nordic").moments, strict=True):
        assert f'alt="Nordic leg curl, knee at {phase.knee_deg:.0f}°"' in picture
        assert 'src="data:image/jpeg;base64,' in picture
    assert len(set(drawn)) == 3
    page = guide_page(GUIDE, "nordic", dict.fromkeys(VARIATIONS, drawn))
    outline(page)
    assert page.count("<img") == 3 + len(VARIATIONS)
    assert not re.search(r"<script|https?:|url\(|@import", page)


@pytest.mark.parametrize("variation", VARIATIONS)
def test_both_lines_of_the_torque_figure_are_named_inside_of_it(variation):
    svg = torque_figure(variation)
    named = re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*class="(gives|asks)"', svg)
    assert sorted(kind for _, _, kind in named) == ["asks", "gives"]
    assert all(90 < float(x) < 400 and 8 < float(y) < 240 for x, y, _ in named)
    assert not re.search(r"nan|inf", svg)
