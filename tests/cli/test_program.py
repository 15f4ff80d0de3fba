"""The program around the commands: help, version, doctor, demo, and how it fails."""

import json
import os
import re
import shlex
import subprocess
import sys
from importlib import metadata

import pytest

from legcurl.cli.app import COMMANDS


def in_a_process(*arguments, **options):
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, timeout=120, **options)


@pytest.mark.parametrize("arguments", [(), ("--help",), ("-h",)])
def test_help_names_every_command(legcurl, arguments):
    ran = legcurl(*arguments)
    assert ran.code == 0
    assert all(name in ran.out for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(legcurl, command):
    ran = legcurl(command, "--help")
    assert ran.code == 0
    assert COMMANDS[command] in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80


def test_version(legcurl):
    assert legcurl("--version").out == f"legcurl {metadata.version('legcurl')}\n"


def test_an_unknown_command_is_wrong_usage(legcurl):
    ran = legcurl("anlyze", "x.csv")
    assert ran.code == 2
    assert 'Did you mean "analyze"' in ran.err


def test_doctor_says_what_is_there_and_how_to_get_the_rest(legcurl):
    ran = legcurl("doctor")
    assert ran.code == 0
    for name in ("legcurl", "Python", "numpy", "polars", "extra video"):
        assert name in ran.out
    if re.search(r"mediapipe\s+missing", ran.out):
        assert "pip install 'legcurl[video]'" in ran.out


def test_demo_writes_three_reports_again_and_again(legcurl, tmp_path):
    for _ in range(2):
        ran = legcurl("demo")
        assert ran.code == 0
        assert ran.err == ""
    pages = sorted((tmp_path / "legcurl-demo").glob("*/report.html"))
    assert len(pages) == 3
    for page in pages:
        assert str(page.relative_to(tmp_path)) in ran.out
        assert json.loads(page.with_name("analysis.json").read_text())["exercise"]["is_leg_curl"] is True
    assert "simulated" in ran.out.lower()


def test_a_fault_of_ours_is_one_line_and_a_traceback_only_when_asked(legcurl, curls, monkeypatch):
    def broken(*_args, **_options):
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("legcurl.analysis.analyze", broken)
    ran = legcurl("analyze", curls)
    assert ran.code == 1
    assert "a fault in Legcurl" in ran.err
    assert "ZeroDivisionError: oops" in ran.err
    assert "Traceback" not in ran.err
    monkeypatch.setenv("LEGCURL_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        legcurl("analyze", curls)


def test_interrupted_quietly(legcurl, curls, monkeypatch):
    def interrupted(*_args, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr("legcurl.analysis.analyze", interrupted)
    ran = legcurl("analyze", curls)
    assert (ran.code, ran.out, ran.err) == (130, "", "")


def test_a_closed_pipe_is_quiet(curls):
    command = [sys.executable, "-m", "legcurl", "analyze", str(curls), "--variation", "prone", "--json", "-"]
    reader, writer = os.pipe()
    os.close(reader)
    ran = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, timeout=120)
    os.close(writer)
    assert ran.stderr == b""
    assert ran.returncode == 141


def test_closed_output_is_quiet(curls):
    command = f"{shlex.quote(sys.executable)} -m legcurl analyze {shlex.quote(str(curls))} --variation prone"
    ran = subprocess.run(["sh", "-c", f"{command} 2>&-"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0
    assert "Prone leg curl" in ran.stdout
    assert subprocess.run(["sh", "-c", f"{command} >&-"], capture_output=True, check=False).returncode == 0


def test_a_terminal_that_knows_only_ascii(curls):
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    ran = in_a_process("-m", "legcurl", "analyze", str(curls), "--variation", "prone", env=environment)
    assert ran.returncode == 0
    assert ran.stderr == ""
    assert "5 complete repetitions" in ran.stdout


def test_only_what_is_needed_is_imported(curls):
    heavy = ["numpy", "polars", "rich", "matplotlib", "jinja2", "scipy", "legcurl.simulate"]
    code = (
        "import sys; from legcurl.cli import run; out = sys.stdout; sys.stdout = open({log!r}, 'w'); "
        "code = run({words!r}); sys.stdout = out; "
        f"print(code, *sorted(set({heavy}) & set(sys.modules)))"
    )
    log = str(curls.with_name("log"))
    version = in_a_process("-c", code.format(words=["--version"], log=log))
    assert not {"numpy", "polars", "matplotlib", "jinja2"} & set(version.stdout.split())
    analyze = in_a_process("-c", code.format(words=["analyze", str(curls), "--assume-curl", "--json", "-"], log=log))
    assert analyze.stdout.split()[0] == "0", analyze.stderr
    assert not {"rich", "matplotlib", "jinja2", "scipy", "legcurl.simulate"} & set(analyze.stdout.split())
