"""Every validation table in one document.

``python benchmarks/validation.py`` writes ``docs/validation.md``; ``--quick`` prints the sections that take seconds and
writes nothing; ``--only SCRIPT ...`` makes the tables of these anew and keeps the others as they stand in the document.
A row that does not hold is printed as FAILS and counted at the top.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tables import Row, markdown, read_rows

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "validation.md"
QUICK = ("validate_capacity", "validate_machine")
MODULES = (*QUICK, "validate_emg", "validate_opensim", "validate_published", "validate_simulate", "validate_compare",
           "validate_coach", "validate_journal", "validate_live", "validate_video")  # fmt: skip
"""Scripts that have ``SECTIONS``, from title to the function that makes its rows. One that rests on a file or a library
which may be missing says so in ``NEEDS``: a path, or the name of a library."""
INTRODUCTION = """# Validation

Printed by `benchmarks/validation.py` (`make validate`). Every row says what was computed and what it must be; the
figures that must be met come from the sources that the scripts and `anatomy.toml` name. Rows marked "printed" are not
held to anything.
"""


class Section(NamedTuple):
    """A table; where it could not be made, why."""

    title: str
    script: str
    rows: tuple[Row, ...]
    missing: str | None = None


def sections(*, quick: bool = False, without: Collection[str] = ()) -> Iterator[Section]:
    """Every table, made one after the other.

    Parameters
    ----------
    quick : bool
        Only those that take seconds and need nothing but the repository.
    without : collection of str
        Scripts that are not run; their tables say so.
    """
    for name in QUICK if quick else MODULES:
        if importlib.util.find_spec(name) is None:
            continue
        module = importlib.import_module(name)
        missing = "it was left out" if name in without else _missing(getattr(module, "NEEDS", None))
        for title, rows in module.SECTIONS.items():
            yield Section(title, name, () if missing else tuple(rows()), missing)


def standing(text: str) -> Iterator[Section]:
    """The tables of a document, read back."""
    for part in text.split("\n### ")[1:]:
        title, rest = part.split("\n", 1)
        script = rest.rsplit("Made by `benchmarks/", 1)[1].split(".py`", 1)[0]
        missing = rest.split("Not run: ", 1)[1].split(".\n", 1)[0] if "Not run: " in rest else None
        yield Section(title, script, tuple(read_rows(rest)), missing)


def renewed(only: Collection[str]) -> Iterator[Section]:
    """The tables of the document, those of some scripts made anew."""
    kept = {module: [s for s in standing(DOCUMENT.read_text(encoding="utf-8")) if s.script == module]
            for module in MODULES}  # fmt: skip
    fresh = sections(without=[module for module in MODULES if module not in only])
    anew = [section for section in fresh if section.script in only]
    for module in MODULES:
        yield from (section for section in anew if section.script == module) if module in only else kept[module]


def document(made: Sequence[Section]) -> str:
    """The tables with a summary before them."""
    judged = [row for section in made for row in section.rows if row.held is not None]
    failing = [f"- {row.what}: {row.found}, must be {row.must_be}" for row in judged if not row.held]
    summary = f"{len(judged) - len(failing)} of {len(judged)} rows hold."
    lines = [INTRODUCTION, "\n".join([f"{summary} These fail:", "", *failing]) if failing else summary, ""]
    for section in made:
        if section.missing:
            lines.append(f"### {section.title}\n\nNot run: {section.missing}.\n")
        else:
            lines.append(markdown(section.title, section.rows))
        lines.append(f"Made by `benchmarks/{section.script}.py`.\n")
    return "\n".join(lines)


def _missing(needs: Path | str | None) -> str | None:
    """What a script needs and cannot find, in words."""
    if isinstance(needs, Path):
        return None if needs.exists() else f"`{'/'.join(needs.parts[-3:])}` is not here"
    return f"the library {needs} is not here" if needs and importlib.util.find_spec(needs) is None else None


def main() -> None:
    """Print the tables, and write them unless they are the quick ones only."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="only what takes seconds; writes nothing")
    parser.add_argument("--without", nargs="+", default=(), choices=MODULES, help="scripts that are not to be run")
    parser.add_argument("--only", nargs="+", default=(), choices=MODULES, help="scripts that are run; the rest stands")
    options = parser.parse_args()
    made = renewed(options.only) if options.only else sections(quick=options.quick, without=options.without)
    text = document(list(made))
    print(text)
    if not options.quick:
        DOCUMENT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
