"""The sets that come with Legcurl are what the generator makes, and show what they are there to show."""

import numpy as np
import pytest

from legcurl.analysis import analyze
from legcurl.io import read_recording
from legcurl.simulate import examples
from legcurl.simulate.example_sets import example_csv, make_example

SHOWN = {
    "seated_good": (10, set()),
    "prone_rushed": (14, {"rushed_repetition", "dropped_eccentric", "hips_rising", "missing_hold", "too_many_reps"}),
    "standing_short": (10, {"short_range"}),
}


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_files_are_made_again_byte_for_byte(example):
    written = example.path.read_bytes()
    assert written == example_csv(example.name)
    assert len(written) < 150_000
    assert "simulated" in example.path.name
    assert written.startswith(b"# simulated")


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_files_are_read_as_they_were_meant(example):
    read, made = read_recording(example.path), make_example(example.name).recording
    assert not read.issues
    assert set(read.channels) == set(made.channels) - {"shank_inclination_deg"}
    for name, values in read.channels.items():
        np.testing.assert_allclose(values, made.channels[name], atol=0.051)


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_each_shows_what_it_is_there_for(example):
    simulated = make_example(example.name)
    analysis = analyze(simulated.recording, example.plan)
    complete, findings = SHOWN[example.name]
    assert simulated.truth.complete_reps == analysis.metrics.set.complete_reps == complete
    faults = {finding.id for finding in analysis.form.findings if finding.severity in ("fault", "stop")}
    shown = {finding.id for finding in analysis.form.findings}
    assert findings <= shown
    assert faults <= findings
