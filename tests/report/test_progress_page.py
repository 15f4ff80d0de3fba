"""The progress page and screen: every verdict with its figures, safe text, and nothing from elsewhere."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import pytest
from rich.console import Console

from legcurl.coach.dose import load_dose
from legcurl.coach.history import LoggedSet
from legcurl.coach.progress import Progress, progress_of
from legcurl.errors import OutputError
from legcurl.report.coach_contract import progress_content
from legcurl.report.contract import to_json
from legcurl.report.progress_page import progress_page, write_progress_page
from legcurl.report.progress_terminal import print_progress
from legcurl.simulate.training import FIRST_DAY, Truth, simulate_training

DOSE = load_dose()


@pytest.fixture(scope="module")
def told() -> Progress:
    return progress_of(simulate_training(Truth((50, 62), (95, 99), (1.6, 0.7), (16, 11), (24, 18)), 3), DOSE)


def test_every_verdict_stands_on_the_page_with_its_figure(told):
    page = progress_page(told, "Ann")
    assert page == progress_page(told, "Ann")
    for name, verdict in [("Strength", "better"), ("Range", "cannot tell"), ("Tempo", "worse"), ("Effort", "better")]:
        assert re.search(rf"<small>{name}</small>\s*<p class=\"said\">. {verdict}</p>", page), name
    assert page.count('<svg viewBox="0 0 1000 300"') == 5
    for phrase in ("Hancock 2018", "Lawrance 2017", "Aalborg study", "Viecelli", "nothing here is a promise"):
        assert phrase in page
    for outside in ("http:", "https:", "<script", "@import", "url("):
        assert outside not in page


def test_the_figures_are_well_formed_and_stay_in_their_box(told):
    for svg in re.findall(r"<svg .*?</svg>", progress_page(told, "Ann"), re.DOTALL):
        for path in ElementTree.fromstring(svg):
            places = [float(text) for text in re.findall(r"-?\d+\.\d", path.attrib["d"])]
            assert places
            assert all(-1 <= place <= 1001 for place in places)


def test_names_are_text_and_nothing_else(told):
    page = progress_page(told, "<script>alert(1)</script>")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    odd = replace(told, strands=(replace(told.strands[0], machine="<b>&"),))
    assert "&lt;b&gt;&amp;" in progress_page(odd, "Ann")


@pytest.mark.parametrize(
    "sets", [[], [LoggedSet(FIRST_DAY, 8)], [LoggedSet(FIRST_DAY, 8, 40.0, rom_deg=90.0)]], ids=["none", "bare", "one"]
)
def test_little_is_survived(sets):
    progress = progress_of(sets, DOSE)
    assert "Progress of Ann" in progress_page(progress, "Ann")
    assert "Ann" in screen(progress, 80)
    assert to_json(progress_content(progress))


def test_many_machines_are_counted_rather_than_shown():
    sets = [LoggedSet(FIRST_DAY, 8, 40.0, machine=f"machine {k}") for k in range(7)]
    progress = progress_of(sets, DOSE)
    assert "And 3 more" in progress_page(progress, "Ann")
    assert "and 3 more" in screen(progress, 80)


def screen(progress: Progress, width: int) -> str:
    stream = io.StringIO()
    print_progress(progress, "Ann", Console(file=stream, width=width, highlight=False))
    return stream.getvalue()


@pytest.mark.parametrize("width", [42, 60, 80, 200])
def test_the_screen_fits_and_says_each_verdict_in_words(told, width):
    text = screen(told, width)
    assert max(map(len, text.splitlines())) <= width
    for verdict in ("▲ better", "▼ worse", "· cannot tell"):
        assert verdict in text
    assert "\x1b" not in text


def test_the_json_has_every_change(told):
    content = progress_content(told)
    assert content["schema"] == "legcurl.progress/1"
    assert (content["since"], content["until"]) == ("2026-01-05", "2026-03-27")
    (strand,) = content["strands"]
    assert [one["measure"]["id"] for one in strand["changes"]] == ["strength", "range", "tempo", "effort", "sides"]
    assert strand["changes"][0]["change"] == pytest.approx(
        strand["changes"][0]["last"] - strand["changes"][0]["first"], abs=1e-3
    )


def test_only_a_page_of_ours_is_replaced(told, tmp_path):
    path = tmp_path / "page.html"
    write_progress_page(told, "Ann", path)
    write_progress_page(told, "Ben", path)
    assert "Progress of Ben" in path.read_text("utf-8")
    path.write_text("mine", "utf-8")
    with pytest.raises(OutputError, match="no page of Legcurl"):
        write_progress_page(told, "Ann", path)
    assert path.read_text("utf-8") == "mine"
    write_progress_page(told, "Ann", path, overwrite=True)
    with pytest.raises(OutputError, match="cannot be written"):
        write_progress_page(told, "Ann", tmp_path / "absent" / "page.html")
