"""What is promised on the real recordings, held row by row; the figures are printed into ``docs/accuracy.md``."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

import real_accuracy as real  # noqa: E402

pytestmark = pytest.mark.skipif(not real.SHARED.is_dir(), reason="the real recordings are not beside the repository")


def check(rows):
    failing = [row for row in rows if not row.held]
    assert not failing, "\n".join(f"{row.what}: {row.found}, must be {row.must_be}" for row in failing)


@pytest.mark.parametrize("name", real.CURLS)
def test_a_curl_is_counted_and_timed_with_either_sign(name):
    truth = real.labels()[name]
    check([real.curl_row(name, truth), real.curl_row(name, truth, mirror=True)])


def test_curls_extensions_and_walks_are_told_apart_or_left_open():
    check(real.verdict_rows())


def test_sensors_on_other_exercises_and_isometric_force_are_no_curls():
    check(real.sensor_rows())


@pytest.mark.parametrize("subject", ["s1", "s2", "s4"])
def test_thirty_repetitions_are_judged_group_by_group(subject):
    check(real.excursion_rows(subject))


@pytest.mark.parametrize("name", ["3Npie", "6Apie", "10Apie"])
def test_a_cut_changes_no_whole_repetition_and_invents_none(name):
    check([real.cut_row(name, real.labels()[name], step_s=1.5)])


@pytest.mark.slow
@pytest.mark.parametrize("name", real.CURLS)
def test_no_cut_at_every_half_second_changes_or_invents(name):
    check([real.cut_row(name, real.labels()[name])])
