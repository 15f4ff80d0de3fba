"""Whatever happens to a training log, sets or a plain refusal come out, never another error, and never much later."""

import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from logs import FIT_START, FITNOTES, HEVY, LIFTLOG, STRONG_1, STRONG_2, STRONG_3, fit_log

from legcurl.coach.history import LoggedSet
from legcurl.errors import LegcurlError
from legcurl.journal.checks import check_set
from legcurl.journal.entry import Entry, LoggedRep
from legcurl.journal.export import EXPORTERS
from legcurl.journal.importers import formats, read_log

OWN = [Entry(LoggedSet(datetime(2024, 5, 3, 18, 30, tzinfo=UTC), 8, 40.0, "seated", notes="=1", findings=("pain",)),
             (LoggedRep(1),))]  # fmt: skip
SAMPLES = {
    "strong": STRONG_1.encode(), "semicolons": STRONG_2.encode(), "quoted": STRONG_3.encode("utf-16"),
    "no header": STRONG_1.split("\n", 1)[1].encode("cp1252"), "hevy": HEVY.encode(), "liftlog": LIFTLOG.encode(),
    "fitnotes": FITNOTES.replace("2024-03-", "3/").replace(",Lying", "/24,Lying").encode(),
    "fit": fit_log([{"start_time": FIT_START, "set_type": "active", "category": ["leg_curl"], "repetitions": 9}]),
    **{kind: export(OWN, "Ann") for kind, export in EXPORTERS.items()},
}  # fmt: skip
SNIPPETS = [
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r",
    b'"',
    b"\0",
    b"NaN",
    b"inf",
    b"1e400",
    b"-",
    b"=",
    b"\xff\xfe",
    b"\xe4",
    b"\xc3",
]
SNIPPETS += [
    b"2024-02-30",
    b"99/99/9999",
    b"0000-00-00",
    b"9" * 400,
    b"{",
    b"[" * 3000,
    b"\xef\xbb\xbf",
    b"PAR1",
    b".FIT",
]
OPTIONS = [{}, {"unit": "lb"}, {"unit": "kg", "date_order": "mdy"}, {"unit": "kg", "time_zone": "America/St_Johns"}]


def test_every_format_is_fuzzed(tmp_path):
    read = set()
    for content in SAMPLES.values():
        (tmp_path / "log").write_bytes(content)
        log = read_log(tmp_path / "log", unit="kg", date_order="dmy")
        assert log.entries
        read.add(log.format)
    assert read == {each.name for each in formats()}


@st.composite
def damaged(draw):
    """The bytes of a log, damaged once or a few times."""
    content = SAMPLES[draw(st.sampled_from(sorted(SAMPLES)))]
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, max(0, len(content) - 1)))
        stop = start + draw(st.sampled_from([1, 3, 40, 900]))
        new = draw(
            st.sampled_from(
                [*SNIPPETS, b"", content[start:stop] * 2, bytes(255 - byte for byte in content[start:stop])]
            )
        )
        content = content[:start] + new + content[draw(st.sampled_from([start, stop, len(content)])) :]
    return content


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=damaged(), options=st.sampled_from(OPTIONS))
def test_damage(content, options):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "log"
        file.write_bytes(content)
        try:
            log = read_log(file, **options)
        except LegcurlError as refusal:
            assert str(refusal).count("\n") <= 1  # noqa: PT017
            return
    assert len(log.entries) + len(log.refused) <= log.rows
    for done in log.sets:
        check_set(done)


@pytest.mark.parametrize(
    "piece", ['"', ",", "\n", "a\n", '""', "2024-01-15 18:30:00,", "(" * 80, "1 " * 40, "[", '{"sets":', "é"]
)
@pytest.mark.parametrize("head", ["", STRONG_1, FITNOTES.split("\n")[0] + "\n"])
def test_nothing_takes_for_ever(head, piece, tmp_path):
    """A hundred thousand characters of anything."""
    (tmp_path / "log").write_text(head + piece * (100_000 // len(piece)), encoding="utf-8")
    begin = time.process_time()
    try:
        read_log(tmp_path / "log", unit="kg")
    except LegcurlError as refusal:
        assert len(str(refusal)) < 1000  # noqa: PT017
    assert time.process_time() - begin < 8
