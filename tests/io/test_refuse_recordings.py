"""Bad input: each is refused in one or two lines that name the file, the place, what was expected and what to do."""

import os
import stat
from importlib.util import find_spec

import numpy as np
import pytest
from recorded import ANGLE_DEG, TIME_S, curl_csv, log, samples, table, zipped

from legcurl.errors import InputError, UnknownFormatError
from legcurl.io import read_recording
from legcurl.io.head import HEAD_BYTES, Head

LINES = curl_csv().decode().split("\n")[:-1]
NOISE = np.random.default_rng(0).bytes(300_000)


def with_line(number, text):
    """The set with one line, counted from 1, replaced."""
    return "\n".join([*LINES[: number - 1], text, *LINES[number:], ""])


BAD = {
    "empty": (b"", "the file is empty"),
    "blank": (b"\n \n\t\n", "the file is empty"),
    "noise": (NOISE, "neither text nor"),
    "zeros": (bytes(5000), "neither text nor"),
    "noise in letters": (bytes(b"abc 12,.;\n"[b % 10] for b in NOISE), "without rows of figures"),
    "prose": (b"hello\nworld\n", "without rows of figures"),
    "JSON": (b'{"a": [1, 2]}\n', "JSON"),
    "a page": (b"<html>\n</html>\n", "XML or HTML"),
    "a video": (b"\0\0\0\x18ftypmp42" + NOISE[:500], "a video"),
    "a workbook": (b"PK\x03\x04" + b"\0" * 26 + b"xl/workbook.xml" + NOISE[:500], "damaged|Excel"),
    "gzip": (b"\x1f\x8b\x08" + NOISE[:500], "gzip"),
    "TRC": (b"PathFileType\t4\t(X/Y/Z)\tx.trc\nDataRate\tCameraRate\n", "TRC"),
    "no line ends": (curl_csv().replace(b"\n", b",") * 3, "without rows of figures"),
    "headers of great length": (curl_csv("time_s," + "x" * 5000), "no column says"),
    "header alone": (LINES[0], "without rows of figures"),
    "one sample": ("\n".join(LINES[:2]), "1 sample; a recording needs at least 2"),
    "a line broken off at the end": (
        "\n".join([*LINES[:-1], "9.9"]),
        r"line 501: the line breaks off after 1 of 2 cells",
    ),
    "a line broken off": (with_line(250, "4.9"), r"line 250: the line breaks off after 1 of 2 cells: '4\.9'"),
    "a line too long": (with_line(250, "4.9,7,8"), r"line 250: 3 cells where the table has 2 columns"),
    "a word": (with_line(52, "1,oops"), r"line 52, column 'knee_flexion_deg': 'oops' is no figure"),
    "no such figure": (with_line(52, "1,1.2.3"), r"line 52.*'1\.2\.3' is no figure"),
    "separators mixed": ("\n".join(LINES[:200] + [x.replace(",", ";") for x in LINES[200:]]), "line 201.*separated by"),
    "another separator in the header": ("\n".join([LINES[0].replace(",", ";"), *LINES[1:]]), "line 1 separates"),
    "more headers than columns": (curl_csv("time_s,a,knee_flexion_deg"), "names 3 columns, line 2 holds 2"),
    "no time": (table("knee_flexion_deg,force_n", (ANGLE_DEG, ANGLE_DEG)), "no column says that it is the time"),
    "an angle alone": (table("knee_flexion_deg", (ANGLE_DEG,)), "no column says that it is the time"),
    "time runs backwards": ("\n".join(LINES[:200] + LINES[150:]), "line 201, column 'time_s': time runs backwards"),
    "time stands still": ("\n".join(LINES[:200] + LINES[199:]), "line 201, column 'time_s': time stands still"),
    "time missing": (with_line(99, ",45"), "line 99, column 'time_s': there is no time"),
    "time absurd": (curl_csv(time=TIME_S * 1e6), r"500 samples in .* cannot be a set.*\n.*time_us"),
    "time far too dense": (curl_csv(time=TIME_S * 1e-6), "cannot be a set"),
    "time with a hole of hours": (curl_csv(time=TIME_S + 5 * 3600 * (TIME_S > 5)), "cannot be a set|has none"),
    "all NaN": (curl_csv(angle=ANGLE_DEG * np.nan), "holds no value"),
    "all empty": ("\n".join([LINES[0], *(line.split(",")[0] + "," for line in LINES[1:])]), "holds no value"),
    "a column twice": (table("time_s,knee angle,knee angle", (TIME_S, ANGLE_DEG, ANGLE_DEG)), r"columns 2 and 3"),
    "the time twice": (table("time_s,time_s,knee angle", (TIME_S, TIME_S, ANGLE_DEG)), r"columns 1 and 2"),
    "absurd": (curl_csv(angle=ANGLE_DEG * 1e6), "absurd"),
    "mm as m": (curl_csv("time_s,cable_m", ANGLE_DEG * 4), r"absurd(.|\n)*cable_mm=cable_m"),
    "radians as degrees": (curl_csv(angle=np.radians(ANGLE_DEG)), "headed as degrees"),
    "an EMG log without rows": (log().split(b"\n\n")[0], "no rows of figures"),
    "an archive of other things": (zipped(a=b"hello\n"), "no phyphox recording"),
    "an archive cut off": (samples()["phyphox"][:700], "damaged"),
    "Parquet cut off": (samples()["parquet"][:700], "damaged"),
    "Parquet by name of its first bytes": (b"PAR1" + NOISE[:500] + b"PAR1", "damaged"),
}

if find_spec("av") is None:
    del BAD["a video"]  # where films are known to the registry, the missing library is what is said


def refusal(*paths, **options):
    with pytest.raises(InputError) as refused:
        read_recording(*paths, **options)
    text = str(refused.value)
    assert text.count("\n") <= 1, "one or two lines"
    assert len(text) < 600, "readable"
    assert refused.value.fix, "what to do"
    return text


@pytest.mark.parametrize("name", BAD)
def test_bad_content(name, tmp_path, capfd):
    import re

    content, problem = BAD[name]
    file = tmp_path / "set.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    text = refusal(file)
    assert text.startswith(str(file))
    assert re.search(problem, text), text
    assert capfd.readouterr() == ("", "")


def test_paths_that_are_no_file(tmp_path):
    assert "there is no such file" in refusal(tmp_path / "missing.csv")
    assert "a folder in which no recording" in refusal(tmp_path)
    (tmp_path / "notes.csv").write_text("nothing\n")
    assert "a folder in which no recording" in refusal(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    assert "not a regular file" in refusal(tmp_path / "pipe")
    assert "cannot be opened" in refusal(tmp_path / "a\0b")
    assert "no file was given" in refusal()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may read everything")
def test_no_permission(tmp_path):
    file = tmp_path / "set.csv"
    file.write_bytes(curl_csv())
    file.chmod(stat.S_IWUSR)
    assert "no permission" in refusal(file)


def test_a_huge_file_of_noise_is_refused_by_its_head(tmp_path, monkeypatch):
    file = tmp_path / "noise.csv"
    file.write_bytes(NOISE)
    os.truncate(file, 1 << 30)
    monkeypatch.setattr(Head, "read", lambda *_: pytest.fail("the whole file was read"))
    with pytest.raises(UnknownFormatError):
        read_recording(file)
    assert len(Head.open(file).data) == HEAD_BYTES


def test_a_list_of_formats_is_given_where_nothing_else_helps(tmp_path):
    file = tmp_path / "x"
    file.write_bytes(NOISE)
    text = refusal(file)
    for what in ("CSV", "OpenSim", "Parquet", "phyphox", "EMG"):
        assert what in text


def test_a_lone_quotation_mark_is_no_figure(tmp_path, capfd):
    """The reader of tables panics over it."""
    file = tmp_path / "set.csv"
    rows = [f'"{time:g}","{angle:g}"' for time, angle in zip(TIME_S, ANGLE_DEG, strict=True)]
    file.write_text("\n".join(['"time_s","knee_flexion_deg"', *rows[:200], '"4.1","', *rows[201:], ""]))
    refusal(file)
    assert capfd.readouterr() == ("", "")
