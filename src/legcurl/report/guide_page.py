"""The guide as a page: one file that needs nothing else, for screen, telephone and paper, by day and by night."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from legcurl.coach.guide.content import Chapter, Guide
from legcurl.coach.guide.leg import leg_figures
from legcurl.coach.guide.sections import Block, Section, chapter, common, overview
from legcurl.report import words
from legcurl.report.contract import legcurl_version
from legcurl.report.guide_figures import phase_pictures, torque_figure
from legcurl.report.leg_picture import BRIGHT
from legcurl.report.muscle_colours import activation_style
from legcurl.report.muscle_names import in_order, muscle_name
from legcurl.vocabulary import VARIATIONS, Variation

LEAST_SHOWN = 0.05
"""Muscles that are never more active are left out of the tables."""
SCALE = tuple(k / 10 for k in range(11))
"""Activations of the colour scale."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page: a variation, or what all of them share."""

    id: str
    title: str
    short: str
    sections: tuple[Section, ...]


def guide_page(
    guide: Guide, variation: Variation | None = None, pictures: Mapping[Variation, tuple[str, ...]] | None = None
) -> str:
    """The guide as HTML; the same text for the same guide.

    Parameters
    ----------
    guide : Guide
    variation : Variation, optional
        Only this one; all six unless given.
    pictures : mapping of str to tuple of str, optional
        HTML elements for the phases that are drawn, of all six; flat drawings unless given.
    """
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("legcurl.report", "page"),
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined,
    )  # fmt: skip
    environment.tests["block"] = _is_block
    environment.filters["activity"] = _activity
    context = {
        "title": guide.title if variation is None else guide.of(variation).title,
        "short": "" if variation is None else guide.of(variation).short,
        "parts": _parts(guide, variation),
        "pictures": pictures or {name: phase_pictures(guide.of(name)) for name in VARIATIONS},
        "torque": torque_figure,
        "load_kg": {name: figures.load_kg for name, figures in leg_figures().items()},
        "scale": [activation_style(value) for value in SCALE],
        "alone": variation,
        "disclaimer": words.DISCLAIMER,
        "version": legcurl_version(),
    }
    return environment.get_template("guide.html.j2").render(context) + "\n"


def _parts(guide: Guide, variation: Variation | None) -> tuple[Part, ...]:
    if variation is not None:
        sections = (*chapter(guide, variation, alone=True), *common(guide, variation))
        return (Part(variation, "", "", sections),)
    chapters = [guide.of(name) for name in VARIATIONS]
    return (
        Part("exercise", "", "", overview(guide)),
        *(Part(c.variation, c.title, c.short, chapter(guide, c.variation, alone=False)) for c in chapters),
        Part("all", "For all of them", "Muscles, mistakes, dose, benefits, safety.", common(guide)),
    )


def _is_block(block: Block, kind: str) -> bool:
    return type(block).__name__ == kind


def _activity(chapter: Chapter) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Every working muscle with percent, colours and class of its cell at each phase that is drawn."""
    activation = leg_figures()[chapter.variation].activation
    working = [muscle for muscle in in_order(activation[0]) if max(at[muscle] for at in activation) > LEAST_SHOWN]
    return [(muscle_name(muscle), [_cell(at[muscle]) for at in activation]) for muscle in working]


def _cell(active: float) -> tuple[str, str, str]:
    return f"{100 * active:.0f}", activation_style(active), "high" if active > BRIGHT else "low"
