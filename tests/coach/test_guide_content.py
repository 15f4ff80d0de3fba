"""The guide is whole: every variation, goal, finding and source, and no threshold stands in it twice."""

import re

import numpy as np
import pytest

from legcurl.athlete import Athlete
from legcurl.coach.guide.content import load_guide, said
from legcurl.coach.guide.leg import leg_figures
from legcurl.coach.guide.sections import Rows, chapter, common, overview
from legcurl.form import RULES
from legcurl.form.standards import load_standards
from legcurl.muscles.capacity import knee_torque_capacity
from legcurl.muscles.load import athlete_leg
from legcurl.vocabulary import BODYWEIGHT, GOALS, MUSCLES, VARIATIONS

GUIDE = load_guide()


def texts(value):
    """Every text in some content."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from texts(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from texts(getattr(value, name))


def every_mistake():
    return [*GUIDE.mistakes, *(m for v in VARIATIONS for m in GUIDE.of(v).mistakes)]


def test_every_rule_of_the_registry_is_explained_once_and_nothing_else():
    named = [mistake.finding for mistake in every_mistake() if mistake.finding]
    assert sorted(named) == sorted(RULES)


@pytest.mark.parametrize("variation", VARIATIONS)
def test_every_variation_is_explained_whole(variation):
    own = GUIDE.of(variation)
    assert all((own.what, own.machine, own.body, own.cues, own.avoid_if, own.instead, own.against, own.teaches))
    assert [phase.knee_deg is None for phase in own.phases] == [False, False, False, True]
    assert own.mistakes
    assert [m.finding for m in own.mistakes if m.finding] == {
        "prone": ["hips_rising"], "seated": ["trunk_rocking"], "standing": ["thigh_swinging"],
    }.get(variation, [])  # fmt: skip


@pytest.mark.parametrize("variation", VARIATIONS)
def test_its_knee_goes_where_the_exercise_starts_and_ends(variation):
    knees = [phase.knee_deg for phase in GUIDE.of(variation).moments]
    assert knees == sorted(knees, reverse=variation == "nordic")
    assert max(knees) - min(knees) >= 60


def test_every_goal_has_a_dose():
    assert sorted(dose.goal for dose in GUIDE.doses) == sorted(GOALS)


def test_every_source_is_known_and_cited():
    cited = {
        name
        for part in (*GUIDE.muscles, *GUIDE.doses, *every_mistake(), *GUIDE.benefits, *GUIDE.claims)
        for name in part.sources
    } | {name for v in VARIATIONS for name in GUIDE.of(v).sources}
    assert cited == set(GUIDE.sources)
    assert not any("recalled" in source.full for source in GUIDE.sources.values())


def test_every_benefit_says_how_sure_it_is():
    assert {benefit.sure for benefit in GUIDE.benefits} <= set(GUIDE.evidence)
    sure = {benefit.hope: benefit.sure for benefit in GUIDE.benefits}
    assert sure["Fewer injuries"] == "open"
    assert all(b.sources for b in GUIDE.benefits if b.sure in ("shown", "likely"))


def test_what_popular_texts_get_wrong_is_right_here():
    told = " ".join(texts(GUIDE)).lower()
    assert "three muscles with four heads" in told
    assert "isolation exercise" in told
    assert not re.search(r"lying (lengthens|stretches) the hamstrings(?! more than sitting\.”?)", told)
    assert "behind the lower legs" in " ".join(GUIDE.of("seated").what)


def test_thresholds_come_from_the_standards(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text("[pain_limit]\nvalue = 2\n[reps_per_set.for.fitness]\nvalue = [10, 14]\n[hip_change]\nvalue = 7\n")
    guide = load_guide(load_standards(own))
    assert "above 2 of 10" in " ".join(guide.safety.first)
    assert {dose.goal: dose.reps for dose in guide.doses}["fitness"] == "10–14 repetitions"
    assert guide.of("prone").mistakes[0].thresholds[0].bounds == (("7°", (), "own standards, own.toml"),)
    assert not any("{" in text for text in texts(guide))


def test_thresholds_are_said_as_people_say_them():
    standards = load_standards()
    words = {name: said(standards.of(name)) for name in ("hip_change", "inertial_share", "pain_limit", "reps_per_set")}
    assert words == {"hip_change": "10°", "inertial_share": "25 %", "pain_limit": "3 of 10",
                     "reps_per_set": "8–20 repetitions"}  # fmt: skip
    assert said(standards.of("most_reserve", "hypertrophy")) == "1 repetition"
    assert said(standards.of("effort", "rehab")).startswith("up to 15")


@pytest.mark.parametrize("variation", VARIATIONS)
def test_the_leg_figures_fit_the_chapter(variation):
    figures, own = leg_figures()[variation], GUIDE.of(variation)
    assert len(figures.activation) == len(own.moments)
    assert len(figures.knee_deg) == len(figures.gives_nm) == len(figures.asks_nm)
    assert (figures.load_kg is None) == (variation in BODYWEIGHT)
    for active in figures.activation:
        assert set(active) <= set(MUSCLES)
        assert all(0 <= value <= 1 for value in active.values())
    hardest = max(asks / gives for asks, gives in zip(figures.asks_nm, figures.gives_nm, strict=True))
    assert hardest > 1 if variation == "nordic" else hardest < 1


def test_sitting_gives_more_than_lying_as_was_measured():
    seated, prone = leg_figures()["seated"], leg_figures()["prone"]
    assert all(s > p for s, p in zip(seated.gives_nm, prone.gives_nm, strict=False))


def test_sections_have_ids_of_their_own_and_all_mistakes_of_a_variation_are_in_its_chapter():
    whole = [*overview(GUIDE), *common(GUIDE), *(s for v in VARIATIONS for s in chapter(GUIDE, v, alone=False))]
    assert len({section.id for section in whole}) == len(whole)
    (listed,) = (s.blocks[0] for s in chapter(GUIDE, "nordic", alone=True) if s.id == "nordic-mistakes")
    assert isinstance(listed, Rows)
    assert "Swinging the weight" not in [row.term for row in listed.rows]
    assert len(listed.rows) == len(GUIDE.mistakes_of("nordic"))


def test_nothing_is_written_with_a_typing_error():
    for text in texts(GUIDE):
        assert "  " not in text
        assert text == text.strip()
        assert not re.search(r"\b(TODO|FIXME|XXX)\b", text)


@pytest.mark.parametrize("variation", ["prone", "seated", "nordic"])
def test_the_leg_figures_are_those_of_the_muscle_model_as_it_stands(variation):
    figures = leg_figures()[variation]
    leg = athlete_leg(Athlete(mass_kg=75.0, height_cm=178.0, age=25.0, sex="male"))
    speed = -30.0 if variation == "nordic" else 0.0
    capacity = knee_torque_capacity(figures.knee_deg, hip_deg=figures.hip_deg, velocity_deg_s=speed, model=leg)
    assert capacity.total_nm == pytest.approx(np.array(figures.gives_nm), abs=0.51)  # else: python tools/guide_leg.py
