"""The page: one file that needs nothing else, for screen, telephone and paper, by day and by night."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from legcurl.analysis import SetAnalysis
from legcurl.form.findings import Finding
from legcurl.report import words
from legcurl.report.contract import all_settings, assumptions, legcurl_version
from legcurl.report.figures import LAID_OVER, TEMPO_ROWS, Picture, laid_over, other_traces, tempo_bars, trace
from legcurl.report.frame import HEIGHT, WIDTH
from legcurl.vocabulary import base_channel

if TYPE_CHECKING:
    from legcurl.report.key_frames import KeyFrame
    from legcurl.report.muscle_section import MuscleSection

LETTERS = "AB"  # of the cues, by which the trace marks their evidence


def render_page(
    analysis: SetAnalysis, settings: Mapping[str, object] | None = None, pictures: Sequence[KeyFrame] = (),
    in_space: Sequence[str] = (),
) -> str:  # fmt: skip
    """The report as HTML; the same text for the same analysis.

    Parameters
    ----------
    analysis : SetAnalysis
    settings : mapping, optional
        As for :func:`legcurl.report.contract.to_contract`.
    pictures : sequence of KeyFrame
        Of the repetitions of a film.
    in_space : sequence of str
        The moments of the muscles' pictures drawn in space; see :func:`legcurl.report.render.in_page.space_pictures`.
    """
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("legcurl.report", "page"),
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined,
    )  # fmt: skip
    environment.filters |= {
        "number": words.number,
        "percent": words.percent,
        "clock": words.clock,
        "name": words.name,
        "sentence": words.sentence,
    }
    page = environment.get_template("report.html.j2")
    return page.render(_context(analysis, settings), pictures=pictures, in_space=in_space) + "\n"


def _context(analysis: SetAnalysis, settings: Mapping[str, object] | None) -> dict[str, Any]:
    first, others = words.cues_and_rest(analysis.form.findings)
    cues = list(zip(LETTERS, first, strict=False))
    reps = analysis.metrics.reps
    bars, bar_ticks = tempo_bars(analysis.metrics, analysis.plan)
    return {
        "a": analysis,
        "words": words,
        "title": words.title(analysis),
        "verdict": words.verdict(analysis),
        "figures": _key_figures(analysis),
        "plan": words.plan_line(analysis.plan),
        "cues": cues,
        "others": others,
        "trace": trace(analysis.motion, analysis.metrics, cues) if analysis.motion is not None else None,
        "trace_label": _label(analysis.motion.source_channel) if analysis.motion else "",
        "other_traces": _other_traces(analysis, cues),
        "laid_over": laid_over(analysis.motion, analysis.metrics, analysis.plan) if analysis.motion else None,
        "laid_over_some": len(reps) > LAID_OVER,
        "bars": bars,
        "bar_ticks": bar_ticks,
        "bars_some": len(reps) > TEMPO_ROWS,
        "columns": words.columns_with_values(reps),
        "settings": _settings_rows(all_settings(analysis, settings)),
        "assumed": assumptions(analysis),
        "version": legcurl_version(),
        "box": (WIDTH, HEIGHT),
        "muscles": _muscles(analysis),
    }


def _muscles(analysis: SetAnalysis) -> MuscleSection | None:
    if analysis.muscles is None:
        return None
    from legcurl.report.muscle_section import muscle_section

    return muscle_section(analysis)


def _key_figures(analysis: SetAnalysis) -> list[tuple[str, str, str]]:
    """Name, value and remark of the figures that stand first; what is unknown is left out."""
    measures, plan, listed = analysis.metrics.set, analysis.plan, len(analysis.metrics.reps)
    if measures.complete_reps is None:
        return []
    remarks = [
        f"of {listed} seen" if listed != measures.complete_reps else "",
        f"planned {words.rep_range(plan.target_reps)}" if plan.target_reps else "",
    ]
    drift = measures.rom_drift_deg
    rows = [
        ("Repetitions", str(measures.complete_reps), ", ".join(r for r in remarks if r) or "complete"),
        ("Range", words.number(measures.rom_deg, 0, "°"),
         f"{words.number(drift, 0, '°')} from first to last" if drift is not None else "median"),
        ("Tempo", measures.tempo or words.UNKNOWN, f"planned {plan.tempo}" if plan.tempo else "down–pause–up–hold, s"),
        ("Under tension", words.clock(measures.time_under_tension_s), "all complete repetitions"),
        ("Speed lost", words.number(measures.velocity_loss_pct, 0, "%"), "fastest to last repetitions"),
        ("Left against right", words.number(measures.side_difference_pct, 0, "%"), "of the larger range"),
    ]  # fmt: skip
    return [row for row in rows if row[1] != words.UNKNOWN]


def _settings_rows(settings: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was said, as words; what was not said is left out."""
    rows = []
    for key, value in settings.items():
        if key == "assumed" or value is None or value is False or value in ((), [], {}):
            continue
        if key == "target_reps":
            value = words.rep_range(value)
        elif isinstance(value, Mapping):
            value = ", ".join(f"{name} = {column}" for name, column in value.items())
        elif isinstance(value, (list, tuple)):
            value = ", ".join(map(str, value))
        rows.append((words.name(key), "yes" if value is True else str(value)))
    return rows


def _other_traces(analysis: SetAnalysis, cues: list[tuple[str, Finding]]) -> list[tuple[str, Picture]]:
    if analysis.motion is None:
        return []
    pictures = other_traces(analysis.motion, analysis.metrics, cues)
    return [(_label(channel), picture) for channel, picture in pictures.items()]


def _label(channel: str) -> str:
    """What a trace shows, with its unit: ``Knee flexion, degrees``."""
    plain = base_channel(channel) or channel
    quantity, _, unit = plain.rpartition("_")
    return f"{words.name(quantity)}, {'degrees' if unit == 'deg' else 'cm'}"
