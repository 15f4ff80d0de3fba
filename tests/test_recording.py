"""A recording is checked once, where it is made."""

import numpy as np
import pytest

from legcurl import InputError, Recording
from legcurl.vocabulary import CHANNELS, base_channel, sided

T = np.arange(0, 2, 0.01)


def test_a_recording_knows_its_length_and_rate_and_cannot_be_changed():
    made = Recording(T, {"knee_flexion_deg": T})
    assert made.duration_s == pytest.approx(1.99)
    assert made.rate_hz == pytest.approx(100.0)
    with pytest.raises(AttributeError):
        made.source = "else"
    with pytest.raises(TypeError):
        made.channels["knee_flexion_deg"] = T


def test_whole_numbers_and_lists_become_arrays_of_floats():
    made = Recording([0, 1, 2], {"knee_flexion_deg": [3, 4, 5]})
    assert made.time_s.dtype == made.channels["knee_flexion_deg"].dtype == np.float64


def with_time(change):
    time = T.copy()
    change(time)
    return time


BAD_TIMES = {
    "one sample": (T[:1], "1 samples"),
    "none": (T[:0], "0 samples"),
    "a table": (np.zeros((2, 2)), "samples"),
    "missing": (with_time(lambda t: t.__setitem__(7, np.nan)), "sample 8"),
    "infinite": (with_time(lambda t: t.__setitem__(-1, np.inf)), "sample 200"),
    "repeated": (with_time(lambda t: t.__setitem__(7, t[6])), "sample 8"),
    "backwards": (T[::-1], "does not increase"),
    "in nanoseconds": (T * 1e9, "hours"),
}


@pytest.mark.parametrize("name", BAD_TIMES)
def test_bad_times_are_refused_with_the_place(name):
    time, complaint = BAD_TIMES[name]
    with pytest.raises(InputError, match=complaint) as refused:
        Recording(time, {"knee_flexion_deg": np.zeros(np.shape(time)[0])}, source="set.csv")
    assert "set.csv" in str(refused.value)


def test_six_hours_are_read():
    hours = np.arange(0, 6 * 3600 + 1, 60.0)
    assert Recording(hours, {"knee_flexion_deg": hours}).duration_s == 6 * 3600


def test_channels_are_known_and_as_long_as_the_time():
    with pytest.raises(InputError, match=r"'knee'.*knee_flexion_deg"):
        Recording(T, {"knee": T})
    with pytest.raises(InputError, match="shape"):
        Recording(T, {"knee_flexion_deg": T[:-1]})
    with pytest.raises(InputError, match="no channel"):
        Recording(T, {})


@pytest.mark.parametrize("channel", CHANNELS)
def test_every_channel_has_a_unit_and_sides(channel):
    assert channel.endswith(f"_{CHANNELS[channel].unit.lower()}")
    assert base_channel(channel) == channel
    assert base_channel(sided(channel, "l")) == base_channel(sided(channel, "r")) == channel


@pytest.mark.parametrize("name", ["", "knee", "knee_flexion", "knee_flexion_x_deg", "flexion_l_deg", "l_deg", "_r_deg"])
def test_other_names_are_no_channels(name):
    assert base_channel(name) is None
