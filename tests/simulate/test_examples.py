"""The sets that come with Legcurl are what the generator makes, and show what they are there to show."""

import pytest

from legcurl.analysis import analyze
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
def test_each_shows_what_it_is_there_for(example):
    simulated = make_example(example.name)
    analysis = analyze(simulated.recording, example.plan)
    complete, findings = SHOWN[example.name]
    assert simulated.truth.complete_reps == analysis.metrics.set.complete_reps == complete
    faults = {finding.id for finding in analysis.form.findings if finding.severity in ("fault", "stop")}
    shown = {finding.id for finding in analysis.form.findings}
    assert findings <= shown
    assert faults <= findings
