"""Motion sensors: the inclination of an analytic hinge movement comes out, whatever the units, rate and packing."""

import numpy as np
import pytest
from recorded import PHONE_HEADER, imu_text, inclination_set, phone_csv, sensor, table, zipped

from legcurl.errors import InputError, UsageError
from legcurl.io import read_recording

TOLERANCE_DEG = 1.5
"""VQF's answer to the movement's own acceleration, which it cannot tell from gravity at once."""


@pytest.fixture
def write(tmp_path):
    def to_file(content, name="sensor.txt"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)
        return file

    return to_file


def assert_inclination(recording, time, truth, channel="shank_inclination_deg"):
    known = np.interp(recording.time_s - recording.time_s[0], time, truth)
    assert recording.channels[channel] == pytest.approx(known, abs=TOLERANCE_DEG)


@pytest.mark.parametrize("rate", [25.0, 60.0, 100.0, 208.0])
def test_the_rate_is_found_from_gravity_and_gyroscope(rate, write):
    time, truth = inclination_set(rate)
    acc, gyr = sensor(time, truth)
    rng = np.random.default_rng(1)
    gyr = gyr + 0.02 + rng.normal(0, 0.01, gyr.shape)
    recording = read_recording(write(imu_text(acc + rng.normal(0, 0.05, acc.shape), gyr)))
    assert recording.format == "imu"
    assert recording.rate_hz == pytest.approx(rate, rel=0.002)
    assert any("estimated" in note for note in recording.notes)
    assert_inclination(recording, time, truth)


def test_a_rate_that_is_told_is_taken(write):
    time, truth = inclination_set(50.0)
    recording = read_recording(write(imu_text(*sensor(time, truth))), rate_hz=50)
    assert_inclination(recording, time, truth)
    assert any("as told" in note for note in recording.notes)


def test_a_sensor_that_hardly_moves_shows_no_rate_and_no_axis(write):
    time, truth = inclination_set(50.0)
    file = write(imu_text(*sensor(time, truth / 80)))
    with pytest.raises(InputError, match="does not show the sampling rate"):
        read_recording(file)
    with pytest.raises(InputError, match="hardly turns"):
        read_recording(file, rate_hz=50)


@pytest.mark.parametrize(
    "header",
    [
        "time_s;acc_x (g);acc_y (g);acc_z (g);gyr_x (deg/s);gyr_y (deg/s);gyr_z (deg/s)",
        "Time (s);AccelX [g];AccelY [g];AccelZ [g];GyroX [°/s];GyroY [°/s];GyroZ [°/s]",
        "t_s;ax;ay;az;gx;gy;gz",
    ],
)
def test_g_and_degrees_by_header_or_by_gravity(header, write):
    time, truth = inclination_set()
    acc, gyr = sensor(time, truth)
    recording = read_recording(write(imu_text(acc / 9.80665, np.degrees(gyr), time, header)))
    assert recording.time_s == pytest.approx(time)
    assert_inclination(recording, time, truth)


def test_headers_that_gravity_contradicts(write):
    time, truth = inclination_set()
    acc, gyr = sensor(time, truth)
    header = "time_s;acc_x (g);acc_y (g);acc_z (g);gyr_x (rad/s);gyr_y (rad/s);gyr_z (rad/s)"
    recording = read_recording(write(imu_text(acc, gyr, time, header)))
    assert [issue.id for issue in recording.issues] == ["unit_contradicted"]
    assert_inclination(recording, time, truth)
    with pytest.raises(InputError, match=r"headed rad/s, but gravity turns as if it were °/s"):
        read_recording(write(imu_text(acc, np.degrees(gyr), time, header)))


def test_uneven_times_and_gaps(write):
    time, truth = inclination_set(200.0)
    keep = np.random.default_rng(3).random(time.size) < 0.6
    acc, gyr = sensor(time, truth)
    recording = read_recording(write(imu_text(acc[keep], gyr[keep], time[keep])))
    assert recording.time_s == pytest.approx(time[keep])
    assert_inclination(recording, time - time[keep][0], truth)


@pytest.mark.parametrize("axis", ["y", "-x"])
def test_another_long_axis(axis, write):
    time, truth = inclination_set()
    acc, gyr = sensor(time, truth)
    if axis == "y":
        acc, gyr = np.roll(acc, 1, axis=1), np.roll(gyr, 1, axis=1)  # x, y, z of the leg are y, z, x of the sensor
    else:
        acc, gyr = acc * [-1, -1, 1], gyr * [-1, -1, 1]
    recording = read_recording(write(imu_text(acc, gyr, time)), long_axis=axis)
    assert_inclination(recording, time, truth)


def test_a_long_axis_that_cannot_be(write):
    time, truth = inclination_set()
    acc, gyr = (np.roll(values, 1, axis=1) for values in sensor(time, truth))
    with pytest.raises(InputError, match="turns about its own x axis") as refused:
        read_recording(write(imu_text(acc, gyr, time)))
    assert refused.value.fix == "Say which axis does (y or z): --long-axis y"


def test_lying_on_the_side(write):
    time, truth = inclination_set()
    acc, gyr = sensor(time, truth)
    upright = np.column_stack((acc[:, 0] * 0, acc[:, 1] * 0, np.full(time.size, 9.81)))
    with pytest.raises(InputError, match="turns about the vertical"):
        read_recording(write(imu_text(upright, gyr, time)))


class TestTwoSensors:
    """One on the shank, one on the thigh, in any order and of any length."""

    @pytest.fixture
    def pair(self):
        time, shank = inclination_set()
        thigh = 70 + shank / 5
        return time, shank, thigh, imu_text(*sensor(time, shank)), imu_text(*sensor(time, thigh, 0.1))

    @pytest.mark.parametrize("turned", [False, True])
    def test_the_brisker_one_is_the_shank(self, pair, write, turned):
        time, shank, thigh, *contents = pair
        files = [write(contents[0], "u2/test.txt"), write(contents[1], "u3/test.txt")]
        recording = read_recording(*(files[::-1] if turned else files))
        assert_inclination(recording, time, shank)
        assert_inclination(recording, time, thigh, "thigh_inclination_deg")
        assert any("U2/test.txt turns more" in note for note in recording.notes)
        assert recording.source == ("u3/test.txt + u2/test.txt" if turned else "u2/test.txt + u3/test.txt")

    def test_names_and_the_persons_word_come_first(self, pair, write):
        _, shank, *_, first, second = pair
        files = write(second, "shank.csv"), write(first, "thigh.csv")
        assert np.ptp(read_recording(*files).channels["shank_inclination_deg"]) < 25
        told = read_recording(*files, segments=("thigh", "shank"))
        assert np.ptp(told.channels["shank_inclination_deg"]) == pytest.approx(np.ptp(shank), abs=2)
        with pytest.raises(UsageError, match="2 sensors"):
            read_recording(*files, segments=("shank",))

    def test_other_length_rate_and_start(self, write):
        time, shank = inclination_set()
        late, thigh = inclination_set(40.0)
        files = (
            write(imu_text(*sensor(time, shank), time), "shank.txt"),
            write(imu_text(*sensor(late, 70 + thigh / 20), late + 2.005), "thigh.txt"),
        )
        recording = read_recording(*files)
        assert recording.time_s[0] == pytest.approx(2.01)
        assert recording.time_s[-1] == pytest.approx(time[-1])
        assert_inclination(recording, time, np.interp(time + 2.01, time, shank))

    def test_what_does_not_go_together(self, pair, write):
        time, shank, *_, first, second = pair
        file = write(first, "a.txt")
        with pytest.raises(InputError, match="given twice"):
            read_recording(file, file)
        with pytest.raises(InputError, match="3 motion sensors"):
            read_recording(file, write(second, "b.txt"), write(second, "c.txt"))
        with pytest.raises(InputError, match="one sensor has times"):
            read_recording(file, write(imu_text(*sensor(time, shank), time), "b.txt"))
        both = [write(imu_text(*sensor(time, shank), time + later), f"{later}.txt") for later in (0, 29)]
        with pytest.raises(InputError, match=r"in common"):
            read_recording(*both)
        with pytest.raises(InputError, match="no table of a motion sensor"):
            read_recording(file, write(table("time_s,knee_flexion_deg", (time, shank)), "b.txt"))
        with pytest.raises(InputError, match="thigh alone"):
            read_recording(write(first, "left thigh.txt"))

    def test_both_in_one_table(self, pair, write):
        time, shank, thigh, *_ = pair
        values = [*sensor(time, shank), *sensor(time, thigh, 0.1)]
        names = [f"{part}_{kind}_{axis}" for part in ("shank", "thigh") for kind in ("acc", "gyr") for axis in "xyz"]
        content = table(",".join(["time_s", *names]), (time, *(column for block in values for column in block.T)))
        recording = read_recording(write(content))
        assert_inclination(recording, time, shank)
        assert_inclination(recording, time, thigh, "thigh_inclination_deg")


class TestPhone:
    """phyphox: a plain table, a folder, an archive, or a table for each sensor."""

    @pytest.fixture
    def known(self):
        time, truth = inclination_set()
        return time, truth, *sensor(time, truth)

    def test_plain_table_folder_and_archive(self, known, write, tmp_path):
        time, truth, acc, gyr = known
        content = phone_csv(time, acc, gyr)
        write(content, "phone/Raw Data.csv")
        write(b"property,value\n", "phone/device.csv")
        paths = write(content, "Raw Data.csv"), tmp_path / "phone", write(zipped(Raw__Data=content), "phone.zip")
        for path, name in zip(paths, ["imu", "phyphox", "phyphox"], strict=True):
            recording = read_recording(path)
            assert recording.format == name
            assert len(recording.input_sha256) == 64
            assert_inclination(recording, time, truth)
            assert any("sensor's y axis" in note for note in recording.notes)

    def test_a_table_for_each_sensor(self, known, write):
        time, truth, acc, gyr = known
        acc, gyr = np.roll(acc, 1, axis=1), np.roll(gyr, 1, axis=1)
        names = PHONE_HEADER.split(",")
        halves = {
            "Accelerometer": table(",".join(names[:4]), (time[::2], *acc[::2].T)),
            "Gyroscope": table(",".join([names[0], *names[4:]]), (time + 0.003, *gyr.T)),
            "Linear__Accelerometer": table('"Time (s)","Linear Acceleration x (m/s^2)"', (time, time)),
        }
        recording = read_recording(write(zipped(**halves), "both.zip"))
        assert_inclination(recording, time, truth)

    def test_half_a_sensor_is_refused(self, known, write):
        time, _, acc, gyr = known
        names = PHONE_HEADER.split(",")
        gyroscope = table(",".join([names[0], *names[4:]]), (time, *gyr.T))
        for file in (write(gyroscope), write(zipped(Raw__Data=gyroscope), "x.zip")):
            with pytest.raises(InputError, match="one is missing"):
                read_recording(file)
        with pytest.raises(InputError, match="gravity in no unit"):
            read_recording(write(phone_csv(time, acc - acc.mean(axis=0), gyr)))


def test_odd_names_can_be_mapped(write):
    time, truth = inclination_set()
    acc, gyr = sensor(time, truth)
    file = write(table("T,c1,c2,c3,c4,c5,c6", (time, *acc.T, *gyr.T)))
    roles = ["acc_x", "acc_y", "acc_z", "gyr_x", "gyr_y", "gyr_z"]
    told = {role: f"c{at + 1}" for at, role in enumerate(roles)}
    assert_inclination(read_recording(file, column_map=told), time, truth)


def test_lost_values(write):
    time, truth = inclination_set()
    acc, gyr = sensor(time, truth)
    acc[40:44] = np.nan
    recording = read_recording(write(imu_text(acc, gyr, time)))
    assert recording.time_s.size == time.size - 4
    assert [issue.id for issue in recording.issues] == ["missing_values"]
    bridged = read_recording(write(imu_text(acc, gyr)))
    assert bridged.time_s.size == time.size
    assert_inclination(bridged, time, truth)
    acc[:2000] = np.nan
    with pytest.raises(InputError, match="lack a value"):
        read_recording(write(imu_text(acc, gyr)))
