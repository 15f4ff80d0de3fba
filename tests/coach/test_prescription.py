"""Plans for many kinds of people, each held against the standards and against what speaks against it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legcurl.coach.dose import SOUND, complete, load_dose
from legcurl.coach.history import LoggedSet
from legcurl.coach.prescription import Prescription, Withheld, prescribe
from legcurl.coach.screening import Answer, questions, screen
from legcurl.coach.wish import MACHINES, Wish
from legcurl.errors import InputError, UsageError
from legcurl.form.standards import Standards, shipped_standards
from legcurl.vocabulary import BODYWEIGHT, EXPERIENCES, GOALS, VARIATIONS, Variation

DOSE = load_dose()
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
STOPS = ("swollen_calf", "chest", "pop", "numbness", "locking")


def healthy(**other: Answer) -> dict[str, Answer]:
    """Answers of somebody whom nothing is the matter with, but for what is said."""
    mild: dict[str, Answer] = dict.fromkeys(questions(), "no")
    return mild | {"pain": 0, "age": 30} | other


@dataclass(frozen=True)
class Case:
    """A kind of person, and what the plan must be."""

    wish: Wish
    variation: Variation | None
    reps: tuple[int, int] = (0, 0)
    sets: int = 0
    judged: str | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)


def case(
    goal: str, given: Variation | None, /, reps: tuple[int, int] = (0, 0), sets: int = 0, judged: str | None = None,
    answers: Mapping[str, Answer] | None = None, **wish: object,
) -> Case:  # fmt: skip
    return Case(Wish(goal, **wish), given, reps, sets, judged, answers or {})  # type: ignore[arg-type]


NO = ()
CASES = {
    "novice who wants to grow": case("hypertrophy", "seated", (8, 12), 2, "reserve"),
    "intermediate who wants to grow": case("hypertrophy", "seated", (8, 12), 3, "reserve", experience="intermediate"),
    "advanced who wants to grow": case("hypertrophy", "seated", (8, 12), 4, "reserve", experience="advanced"),
    "growth, 30 minutes": case("hypertrophy", "seated", (8, 12), 2, "reserve", experience="advanced", minutes=30),
    "growth, 20 minutes": case("hypertrophy", "seated", (8, 12), 1, "reserve", experience="advanced", minutes=20),
    "growth, prone machine only": case("hypertrophy", "prone", (8, 12), 2, "reserve", equipment=("prone",)),
    "growth at home, novice": case("hypertrophy", "slider", (8, 12), 2, "reserve", equipment=NO),
    "growth at home, advanced": case("hypertrophy", "nordic", (8, 12), 4, "reserve", equipment=NO,
                                     experience="advanced"),
    "growth, wants prone": case("hypertrophy", "prone", (8, 12), 2, "reserve", variation="prone"),
    "growth, 72 years": case("hypertrophy", "seated", (8, 12), 2, "borg", age=72),
    "growth, 72 years, screened so": case("hypertrophy", "seated", (12, 15), 2, "borg", {"age": 72}, age=72),
    "growth, 14 years": case("hypertrophy", "seated", (12, 15), 2, "borg", {"age": 14}, age=14),
    "growth, pregnant": case("hypertrophy", "seated", (12, 15), 2, "borg", {"pregnancy": "yes"}),
    "growth, pregnant, prone only": case("hypertrophy", None, answers={"pregnancy": "yes"}, equipment=("prone",)),
    "growth, pregnant, wants prone": case("hypertrophy", None, answers={"pregnancy": "yes"}, variation="prone"),
    "growth, pulled hamstring": case("hypertrophy", "seated", (12, 15), 2, "borg", {"hamstring_strain": "yes"},
                                     experience="advanced"),
    "growth, a bad back at home": case("hypertrophy", None, answers={"back": "yes"}, equipment=NO),
    "growth, one day a week": case("hypertrophy", "seated", (8, 12), 2, "reserve", days_per_week=1),
    "fitness novice": case("fitness", "seated", (8, 12), 1, "borg"),
    "fitness advanced": case("fitness", "seated", (8, 12), 3, "borg", experience="advanced"),
    "fitness in 20 minutes": case("fitness", "seated", (8, 12), 1, "borg", minutes=20, experience="advanced"),
    "fitness, standing machine": case("fitness", "standing", (8, 12), 1, "borg", equipment=("standing",)),
    "fitness at home": case("fitness", "slider", (8, 12), 1, "borg", equipment=NO),
    "fitness, first time": case("fitness", "seated", (10, 12), 1, "borg", {"first_time": "yes"}),
    "fitness, a little pain": case("fitness", "seated", (10, 12), 1, "borg", {"pain": 2}),
    "fitness, much pain": case("fitness", None, answers={"pain": 5}),
    "fitness, blood pressure cleared": case("fitness", "seated", (10, 12), 1, "borg", {"blood_pressure": "cleared"}),
    "sprinter with a machine": case("athletic", "nordic", (8, 12), 3, "borg", experience="intermediate"),
    "sprinter, novice": case("athletic", "seated", (8, 12), 2, "borg"),
    "sprinter, far from the race": case("athletic", "nordic", (8, 12), 3, "borg", experience="intermediate",
                                        event_in_days=30),
    "sprinter, race in two days": case("athletic", "seated", (15, 20), 2, "borg", event_in_days=2,
                                       experience="advanced"),
    "cue before deadlifts": case("form-cue", "prone", (8, 12), 1, "borg"),
    "cue at home": case("form-cue", "slider", (8, 12), 2, "borg", equipment=NO, experience="advanced"),
    "warm-up": case("warm-up", "seated", (15, 20), 2, "borg", experience="advanced"),
    "warm-up at home": case("warm-up", "ball", (15, 20), 1, "borg", equipment=NO),
    "rehabilitation": case("rehab", "seated", (15, 25), 2, "borg", experience="intermediate"),
    "rehabilitation in a round": case("rehab", "seated", (15, 20), 1, "borg", minutes=20),
    "rehabilitation, knee": case("rehab", "seated", (15, 25), 1, "borg", {"knee": "yes"}),
    "rehabilitation, hurts a little": case("rehab", "seated", (15, 25), 1, "borg", {"pain": 3}),
} | {f"stop: {name}": case("fitness", None, answers={name: "yes"}) for name in STOPS}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_plan_fits_its_person(name: str) -> None:
    told = CASES[name]
    plan = prescribe(told.wish, screen(healthy(**told.answers)), DOSE)
    if told.variation is None:
        assert isinstance(plan, Withheld)
        assert plan.reasons
        assert all(plan.reasons)
    else:
        assert isinstance(plan, Prescription)
        assert (plan.variation, plan.target.reps, plan.sets) == (told.variation, told.reps, told.sets)
        assert plan.target.judged == told.judged
        hold_against_the_standards(plan, told.wish, healthy(**told.answers))


def hold_against_the_standards(
    plan: Prescription, wish: Wish, answers: Mapping[str, Answer], standards: Standards = DOSE
) -> None:
    """What any plan must keep to, whoever it is for."""
    screening, goal, target = screen(answers), plan.goal, plan.target
    assert plan.variation in screening.variations
    assert plan.variation in (*wish.equipment, *BODYWEIGHT)
    if plan.variation == "nordic":
        assert wish.experience != "novice"
        assert goal not in ("rehab", "warm-up", "form-cue")
        assert screening.outcome == "go"
    allowed = standards.of("reps_per_set", goal, plan.variation)
    assert allowed.low <= target.reps[0] <= target.reps[1] <= allowed.high
    assert target.reps[1] <= 20 or goal in ("warm-up", "rehab")
    assert target.tempo is not None
    moving = target.tempo.eccentric_s + target.tempo.concentric_s
    assert moving >= standards.of("least_moving_time", goal).value
    assert plan.variation == "nordic" or target.tempo.squeezed_pause_s >= standards.of("hold", goal).value
    assert target.borg[0] <= target.borg[1] <= standards.of("effort", goal).high
    if screening.limits.most_borg is not None:
        assert target.borg[1] <= screening.limits.most_borg
        assert target.reserve[0] >= (screening.limits.least_reserve or 0)
    if target.judged == "reserve":
        assert target.reserve[1] <= standards.of("most_reserve", goal).value
        assert screening.outcome == "go"
    assert 1 <= plan.sets <= standards.of("sets", goal).high
    assert 1 <= plan.sessions_per_week <= min(wish.days_per_week, 7)
    if wish.minutes <= 20 and plan.variation != "standing":
        assert plan.minutes <= 2
    elif plan.sets > 1 and goal != "warm-up":
        assert plan.minutes <= 0.2 * wish.minutes
    if plan.variation in BODYWEIGHT:
        assert plan.load.percent is None
    else:
        assert plan.load.percent is not None
        assert 0 < plan.load.percent[0] <= plan.load.percent[1] <= standards.of("most_load", goal).value
    assert plan.cautions
    if plan.weeks:
        *work, deload = plan.weeks
        assert [week.number for week in plan.weeks] == list(range(1, len(plan.weeks) + 1))
        assert all(a.reserve >= b.reserve and a.reps <= b.reps and a.borg <= b.borg for a, b in pairwise(work))
        assert all(week.borg <= target.borg[1] for week in plan.weeks)
        assert deload.deload
        assert deload.reserve > work[0].reserve
        assert deload.sets <= plan.sets
        assert deload.load_share < 1
    for standard in plan.basis.values():
        assert re.match(r"design choice|computed: |.+\((read|recalled)\)", standard.source)


@settings(max_examples=150, deadline=None)
@given(
    goal=st.sampled_from(GOALS), experience=st.sampled_from(EXPERIENCES),
    equipment=st.lists(st.sampled_from(MACHINES), unique=True).map(tuple), days=st.integers(1, 7),
    minutes=st.floats(5, 240), age=st.none() | st.floats(5, 110),
    said=st.dictionaries(st.sampled_from([n for n, q in questions().items() if q.answers != "number"]),
                         st.sampled_from(["yes", "no"]), max_size=2),
)  # fmt: skip
def test_any_person_gets_a_sound_plan_or_a_reason(goal, experience, equipment, days, minutes, age, said) -> None:
    wish = Wish(goal, experience, equipment, days, minutes, age)
    answers = healthy(**said, age=30 if age is None else age)
    plan = prescribe(wish, screen(answers), DOSE)
    if isinstance(plan, Prescription):
        assert screen(answers).outcome != "see_professional"
        hold_against_the_standards(plan, wish, answers)
    else:
        assert plan.reasons


def test_nothing_is_prescribed_past_a_stop_or_without_a_screening() -> None:
    for name, question in questions().items():
        grave = 9 if name == "pain" else None if name == "age" else "yes"
        if grave is not None:
            screening = screen(healthy(**{name: grave}))
            plan = prescribe(Wish("fitness"), screening, DOSE)
            assert isinstance(plan, Withheld) == (screening.outcome == "see_professional"), question.ask
    assert isinstance(prescribe(Wish("fitness"), screen({}), DOSE), Withheld)


def test_the_reason_names_what_would_have_come_first() -> None:
    seated = prescribe(Wish("hypertrophy"), screen(healthy()), DOSE)
    assert isinstance(seated, Prescription)
    assert "Maeo 2021" in seated.why
    assert seated.others == ("prone", "standing", "slider", "ball")
    prone = prescribe(Wish("hypertrophy", equipment=("prone",)), screen(healthy()), DOSE)
    assert isinstance(prone, Prescription)
    assert "seated not here" in prone.why


def test_the_load_comes_from_one_s_own_sets_of_the_same_curl() -> None:
    sets = [LoggedSet(NOON - timedelta(days=k), 8, 50.0, "seated", repetitions_in_reserve=1) for k in range(5)]
    wish = Wish("hypertrophy", plate_step_kg=2.5)

    def load(history: list[LoggedSet], **other: Answer) -> object:
        plan = prescribe(wish, screen(healthy(**other)), DOSE, history, now=NOON)
        assert isinstance(plan, Prescription)
        return plan.load

    known = load(sets)
    assert known.one_rep_max.value_kg == pytest.approx(50 * 9**0.1)
    assert known.load_kg == 50  # as 8 repetitions with 1 left were done with it
    assert load(sets, hamstring_strain="yes").load_kg < 0.5 * known.load_kg
    assert load([]).load_kg is None
    assert load([replace(one, variation="prone") for one in sets]).load_kg is None
    assert load([replace(one, performed_at=NOON - timedelta(days=400)) for one in sets]).load_kg is None


def test_with_the_own_body_no_machine_and_no_load_is_spoken_of() -> None:
    plan = prescribe(Wish("fitness", equipment=()), screen(healthy()), DOSE)
    assert isinstance(plan, Prescription)
    assert plan.variation == "slider"
    assert not any("machine" in caution for caution in plan.cautions)
    assert not any("then load" in week.what for week in plan.weeks)
    assert not {"step of load", "deload load", "1RM"} & plan.basis.keys()


def test_what_cannot_be_wished_is_refused() -> None:
    for wrong in ({"days_per_week": 0}, {"days_per_week": 8}, {"minutes": 1}, {"age": 200}, {"minutes": float("nan")}):
        with pytest.raises(UsageError, match="expected"):
            Wish("fitness", **wrong)


# ---- The numbers -------------------------------------------------------------------------------------------------


def test_every_number_has_a_unit_a_meaning_and_a_source() -> None:
    table = shipped_standards("legcurl.coach", "dose.toml")
    assert not {name for name, _ in table.entries} & {name for name, _ in shipped_standards().entries}
    for standard in table.entries.values():
        assert standard.unit
        assert standard.meaning
        assert standard.population
        assert re.match(r"design choice|computed: |.+\((read|recalled)\)|Lombardi", standard.source), standard
    assert {name for name, _ in complete(None).entries} >= set(SOUND)


def test_a_coach_s_own_file_overrides_both_tables(tmp_path: Path) -> None:
    own = tmp_path / "coach.toml"
    own.write_text('[reps.for.hypertrophy]\nvalue = [10, 15]\nsource = "me"\n[pain_limit]\nvalue = 2\n'
                   "[sets.for.hypertrophy]\nvalue = [3, 5]\n", "utf-8")  # fmt: skip
    standards = load_dose(own)
    plan = prescribe(Wish("hypertrophy"), screen(healthy(), standards), standards)
    assert isinstance(plan, Prescription)
    assert (plan.target.reps, plan.sets) == ((10, 15), 3)
    assert plan.basis["repetitions"].source == "me"
    assert plan.basis["sets"].source == "own standards, coach.toml"
    assert any("above 2 of 10" in caution for caution in plan.cautions)
    assert isinstance(prescribe(Wish("fitness"), screen(healthy(pain=3), standards), standards), Withheld)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[sets]\nvalue = [0, 3]", r"\[sets\].*expected 1 to 20"),
        ("[sets.for.hypertrophy]\nvalue = [1, 99]", r"\[sets.for.hypertrophy\].*expected 1 to 20"),
        ("[pain_limit]\nvalue = 11", r"\[pain_limit\].*expected 0 to 10"),
        ("[plate_step]\nvalue = 0", r"\[plate_step\].*expected 0.1"),
        ("[load_increase]\nvalue = [5, 30]", r"\[load_increase\].*expected 0 to 10"),
        ("[rest_between_sets]\nvalue = -5", r"\[rest_between_sets\].*expected 0 or more"),
        ("[restt]\nvalue = 5", r"\[restt\].*unknown entry"),
    ],
)
def test_a_number_that_cannot_be_is_refused(tmp_path: Path, text: str, named: str) -> None:
    own = tmp_path / "coach.toml"
    own.write_text(text, "utf-8")
    with pytest.raises(InputError, match=named):
        load_dose(own)


def test_there_are_more_than_thirty_kinds_of_people_of_every_goal_and_variation() -> None:
    assert len(CASES) > 30
    assert {told.wish.goal for told in CASES.values()} == set(GOALS)
    assert {told.variation for told in CASES.values()} == {None, *VARIATIONS}
