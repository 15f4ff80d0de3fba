"""Two sides lifted by the same athlete: what must differ, what must not, and how sure that is."""

from dataclasses import replace

import numpy as np
import pytest

from legcurl.athlete import Athlete
from legcurl.errors import InputError, UsageError
from legcurl.machine.demand import setup_of
from legcurl.machine.model import PRESETS
from legcurl.muscles.load import athlete_leg
from legcurl.plan import Tempo
from legcurl.simulate.whatif.ceiling import held_kg
from legcurl.simulate.whatif.compare import COMPARED, compare
from legcurl.simulate.whatif.meaning import meaning
from legcurl.simulate.whatif.side import KEYS, Side, parse_side
from legcurl.vocabulary import VARIATIONS

MAN = Athlete(75, 178, 25, "male")
USUAL = Side("", "prone", Tempo.parse("2-0-1-0"), 2)
TWO_JOINT = ("bflh", "semiten", "semimem")


def sides(*texts):
    return [parse_side(text, USUAL) for text in texts]


def lifted(*texts, count=30):
    return compare(sides(*texts), MAN, count=count)


@pytest.fixture(scope="module")
def postures():
    return lifted("prone", "seated").pairs[0]


@pytest.fixture(scope="module")
def rushed():
    return lifted("prone:load=20,tempo=3-0-2-0", "prone:load=20,tempo=1-0-0.5-0").pairs[0]


def test_sitting_lengthens_the_two_joint_heads_and_not_the_short_one(postures):
    length = {muscle: one["peak_normalized_fiber_length"] for muscle, one in postures.muscles.items()}
    for head in TWO_JOINT:
        assert length[head].interval[0] > 0.1
        assert length[head].clear
    assert length["bfsh"].none
    assert not length["bfsh"].clear
    assert "Seated against prone: longer fibres in the two-joint heads" in meaning(postures)
    assert "(no difference in the short head)" in meaning(postures)
    assert "the model cannot tell for the two-joint heads" in meaning(postures)  # how hard they work


def test_postures_are_lifted_at_the_same_share_of_their_own_best(postures):
    for one in (postures.first, postures.other):
        assert one.load_kg == pytest.approx(0.7 * one.one_rep_max_kg, abs=0.01)
    assert postures.other.load_kg > 1.2 * postures.first.load_kg


def test_both_go_over_the_same_range(postures):
    for one in (postures.first, postures.other):
        assert one.lift.plan.movement.rest_deg == 8
        assert one.lift.plan.movement.best_deg == 90


def test_rushing_at_equal_load_takes_impulse_and_adds_inertia(rushed):
    for head in (*TWO_JOINT, "bfsh"):
        assert rushed.muscles[head]["impulse_ns"].interval[1] < 0
    assert rushed.inertial_share.interval[0] > 0.2
    assert "less impulse in all four hamstring heads" in meaning(rushed)
    assert "speeding up adds up to" in meaning(rushed)


def test_every_interval_is_of_the_difference(rushed):
    for one in rushed.muscles.values():
        assert set(one) == set(COMPARED)
        for difference in one.values():
            assert difference.change == pytest.approx(difference.after - difference.before)
            assert difference.interval[0] <= difference.interval[1]


def test_what_both_sides_have_in_common_cancels(rushed):
    """The interval of a difference is far narrower than what the sides' own spreads would make of it."""
    at = rushed.first.muscles.index("bflh")
    apart = np.hypot(*(np.std(one.figures[1:, at, 3]) for one in (rushed.first, rushed.other)))
    together = np.std(rushed.other.figures[1:, at, 3] - rushed.first.figures[1:, at, 3])
    assert together < apart


def test_pointed_toes_take_the_calf_out_and_no_fibre_of_the_hamstrings_changes():
    pair = lifted("prone:load=20,foot=up", "prone:load=20,foot=pointed", count=20).pairs[0]
    assert pair.muscles["gasmed"]["impulse_ns"].interval[1] < 0
    assert not any(pair.muscles[head]["peak_normalized_fiber_length"].clear for head in (*TWO_JOINT, "bfsh"))


def test_a_braced_foot_lets_the_calf_help_more():
    pair = lifted("seated:load=40", "seated:load=40,foot=braced", count=20).pairs[0]
    assert pair.muscles["gasmed"]["mean_activation"].change > 0


def test_a_load_beyond_capacity_is_said_to_fail():
    comparison = lifted("prone:load=20", "prone:load=200", count=20)
    assert comparison.sides[1].failed_from_the_start
    assert comparison.pairs[0].muscles == {}
    assert "Prone:load=200 fails" in meaning(comparison.pairs[0])


def test_the_same_seed_gives_the_same_figures(rushed):
    again = lifted("prone:load=20,tempo=3-0-2-0", "prone:load=20,tempo=1-0-0.5-0").pairs[0]
    assert np.array_equal(again.other.figures, rushed.other.figures)


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (("prone",), "two sides or more"),
        (("prone", "prone"), "the same"),
        (("leg", "prone"), "no leg curl"),
        (("prone:speed=3", "prone"), "'speed' is unknown"),
        (("prone:reps=0", "prone"), "1 to 60"),
        (("prone:load=nan", "prone"), "kg on the label"),
        (("prone:tempo=fast", "prone"), "four times"),
        (("prone:load=20,load=30", "prone"), "twice"),
        (("prone:load=20,pct=70", "prone"), "the same thing"),
        (("nordic:load=20", "prone"), "the body is the load"),
        (("prone:rest=95", "seated"), "20 deg apart"),
        (("prone", "seated:ankle=80"), "foot at 80"),
    ],
)
def test_contradictions_are_refused_before_anything_is_lifted(texts, words):
    with pytest.raises(UsageError, match=words) as refused:
        lifted(*texts)
    assert len(str(refused.value).splitlines()) <= 2


def test_a_machine_for_another_variation_is_refused():
    with pytest.raises(InputError, match="for seated curls"):
        compare(sides("prone:machine=a", "seated"), MAN, {"a": PRESETS["seated"]}, count=20)


def test_every_key_and_variation_can_be_said():
    values = {"tempo": "3-0-1-2", "reps": "failure", "load": "30kg", "pct": "60%", "ankle": "-10", "foot": "braced",
              "rest": "10", "peak": "80", "machine": "my.toml"}  # fmt: skip
    for key in KEYS:
        side = parse_side(f"prone:{key}={values.get(key, '2')}", USUAL)
        assert replace(side, label="") != USUAL
    assert [parse_side(name, USUAL).variation for name in VARIATIONS] == list(VARIATIONS)


def test_what_a_leg_holds_grows_with_strength_and_falls_with_the_cam():
    leg, setup = athlete_leg(MAN), setup_of("prone", "both", 10.0, MAN)
    held = held_kg(leg, setup, (10, 90), 15, 0)
    assert held_kg(leg.scaled(strength=1.2), setup, (10, 90), 15, 0) > 1.15 * held
    wider = replace(setup, machine=replace(setup.machine, cam_radius_m=(0.4,)))
    assert held_kg(leg, wider, (10, 90), 15, 0) == pytest.approx(0.5 * held, rel=0.05)
