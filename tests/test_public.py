"""The public face: what it names, that it says what it is, and that it costs nothing until it is used."""

import importlib
import inspect
import subprocess
import sys

import pytest

import legcurl

HEAVY = ("numpy", "polars", "rich", "matplotlib", "jinja2", "vqf", "scipy", "cyclopts", "pydantic")


def loaded_after(statement: str) -> set[str]:
    """Top-level modules in a fresh interpreter after a statement."""
    program = f"import sys; {statement}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_public_names_are_sorted_and_complete():
    assert legcurl.__all__ == sorted(legcurl.__all__)
    homes = {name for names in legcurl._ROOMS.values() for name in names}
    assert set(legcurl.__all__) == homes
    assert set(legcurl.__all__) <= set(dir(legcurl))
    assert legcurl.__version__


@pytest.mark.parametrize("name", legcurl.__all__)
def test_a_public_name_resolves_and_says_what_it_is(name):
    thing = getattr(legcurl, name)
    assert thing is getattr(importlib.import_module(f"legcurl.{legcurl._HOMES[name]}"), name)
    assert inspect.getdoc(thing)
    assert not inspect.getdoc(thing).startswith(f"{name}(")  # a dataclass without words of its own


def test_what_is_not_there_is_missing_as_usual():
    with pytest.raises(AttributeError, match="no_such_thing"):
        legcurl.no_such_thing  # noqa: B018


@pytest.mark.parametrize("name", [n for n in legcurl.__all__ if inspect.isfunction(getattr(legcurl, n))])
def test_a_public_function_documents_what_it_takes_gives_and_raises(name):
    function = getattr(legcurl, name)
    text, signature = inspect.getdoc(function), inspect.signature(function)
    for parameter in signature.parameters:
        assert f"\n{parameter} : " in text or f"\n*{parameter} : " in text, parameter
    assert ("\nReturns\n" in text) == (signature.return_annotation != "None")


def test_importing_the_package_loads_nothing_heavy():
    assert not loaded_after("import legcurl") & set(HEAVY)


def test_analysis_needs_numpy_and_nothing_else():
    loaded = loaded_after("import legcurl.analysis")
    assert "numpy" in loaded
    assert not loaded & (set(HEAVY) - {"numpy"})


def test_a_whole_analysis_needs_no_scipy():
    statement = (
        "import numpy as np; from legcurl import analyze, Recording; t = np.arange(0, 20, 0.01); "
        "analyze(Recording(t, {'knee_flexion_deg': 50 - 45 * np.cos(2 * t)}), assume_curl=True)"
    )
    assert not loaded_after(statement) & (set(HEAVY) - {"numpy"})


def test_every_refusal_is_a_legcurl_error():
    for name in ("InputError", "MissingExtraError", "OutputError", "UsageError"):
        assert issubclass(getattr(legcurl, name), legcurl.LegcurlError)
