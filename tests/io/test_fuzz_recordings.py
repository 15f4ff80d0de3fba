"""Whatever happens to a file of any format, a recording or a plain refusal comes out, never another error."""

import tempfile
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from recorded import imu_text, inclination_set, samples, sensor

from legcurl.errors import LegcurlError
from legcurl.io import read_recording
from legcurl.io.registry import formats
from legcurl.recording import Recording

SAMPLES = samples()
SNIPPETS = [b",", b";", b"\t", b"\n", b"\r", b'"', b"\0", b"NaN", b"inf", b"1e400", b"-1e308", b"  ", b"\xff\xfe", b"#"]
SNIPPETS += [b"(rad)", b"0x1", b"endheader\n", b"PAR1", b"PK\x03\x04", b"\xef\xbb\xbf", b"999999999999"]


def test_every_format_is_fuzzed(tmp_path):
    read = set()
    for content in SAMPLES.values():
        (tmp_path / "set").write_bytes(content)
        read.add(read_recording(tmp_path / "set").format)
    own = {each.name for each in formats() if type(each).__module__.startswith("legcurl.io.")}
    assert read == own  # rooms above may have made theirs known too


def cut(content, start, stop):
    return content[:start] + content[stop:]


def double(content, start, stop):
    return content[:stop] + content[start:stop] + content[stop:]


def flip(content, start, stop):
    return content[:start] + bytes(byte ^ 1 << (at % 8) for at, byte in enumerate(content[start:stop])) + content[stop:]


def swap_columns(content, start, _stop):
    separator = max((b",", b";", b"\t"), key=content.count)
    rows = [line.split(separator) for line in content.split(b"\n")]
    turn = start % max(1, len(rows[-2] if len(rows) > 1 else rows[0]))
    return b"\n".join(separator.join(row[turn:] + row[:turn]) for row in rows)


@st.composite
def damaged(draw):
    """The bytes of a valid file, damaged once or a few times."""
    content = SAMPLES[draw(st.sampled_from(sorted(SAMPLES)))]
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, max(0, len(content) - 1)))
        stop = start + draw(st.sampled_from([1, 3, 40, 900, 1 << 20]))
        snippet = draw(st.sampled_from(SNIPPETS))
        how = draw(st.sampled_from([cut, double, flip, swap_columns, lambda c, a, b: c[:a] + snippet + c[a:]]))  # noqa: B023
        content = how(content, start, min(stop, len(content)))
    return content


OPTIONS = [{}, {"rate_hz": 50.0}, {"column_map": {"knee_flexion_deg": "FX"}}, {"long_axis": "z"}]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=damaged(), options=st.sampled_from(OPTIONS))
def test_damage(content, options):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "set"
        file.write_bytes(content)
        try:
            recording = read_recording(file, **options)
        except LegcurlError as refusal:
            assert str(refusal).count("\n") <= 1  # noqa: PT017
            return
    assert isinstance(recording, Recording)
    assert np.isfinite(recording.time_s).all()
    assert all(np.isfinite(values).any() for values in recording.channels.values())


def test_an_enormous_value_in_a_sensor(tmp_path):
    """It overflowed when the rate was estimated."""
    acc, gyr = sensor(*inclination_set(20.0))
    gyr[7, 1] = -1e308
    (tmp_path / "set").write_bytes(imu_text(acc, gyr))
    assert read_recording(tmp_path / "set").rate_hz == pytest.approx(20)


@pytest.mark.parametrize("position", [-150, -330, -400])
def test_damaged_parquet_makes_no_noise(position, tmp_path, capfd):
    """Threads of polars panic over it and print so, past Python."""
    content = bytearray(SAMPLES["parquet"])
    content[position] ^= 0x55
    (tmp_path / "set").write_bytes(content)
    with suppress(LegcurlError):
        read_recording(tmp_path / "set")
    assert capfd.readouterr().err == ""
