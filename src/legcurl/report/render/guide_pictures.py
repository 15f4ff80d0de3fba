"""The guide's pictures in space: the body on its machine at every phase that is drawn."""

from __future__ import annotations

from legcurl.coach.guide.content import Chapter
from legcurl.coach.guide.leg import leg_figures
from legcurl.report.guide_figures import guide_pose
from legcurl.report.leg_picture import Moment
from legcurl.report.render.in_page import space_pictures


def chapter_pictures(chapter: Chapter) -> tuple[str, ...]:
    """A picture of every phase that has one; see :func:`legcurl.report.render.in_page.space_pictures`."""
    figures = leg_figures()[chapter.variation]
    phases = [(phase.name, phase.knee_deg) for phase in chapter.moments if phase.knee_deg is not None]
    moments = [
        Moment(label, guide_pose(chapter.variation, knee), active)
        for (label, knee), active in zip(phases, figures.activation, strict=True)
    ]
    return space_pictures(moments, figures.load_kg or 0.0)
