"""``legcurl log import`` and ``legcurl log export``: training logs of other apps in, the journal's sets out."""

from __future__ import annotations

import shlex
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Group, Parameter

from legcurl.cli.log_options import ANYWHERE, Json, PlaceOptions, wants_json
from legcurl.cli.options import STDOUT
from legcurl.errors import InputError, OutputError, UsageError
from legcurl.vocabulary import VARIATIONS, Variation

if TYPE_CHECKING:
    from legcurl.journal.importers import ImportedLog
    from legcurl.journal.store import Journal

LOG = Group("The log", sort_key=1)
MOST_LISTED = 10
"""Refused rows that the terminal lists; JSON has all."""
MOST_NAMED = 5
"""Athletes that are named where one has to be chosen."""
SUFFIXES: dict[str, Literal["csv", "json", "parquet"]] = {".csv": "csv", ".json": "json", ".parquet": "parquet"}


def log_import(
    file: Path,
    /,
    *,
    athlete: str | None = None,
    unit: Annotated[Literal["kg", "lb"] | None, Parameter(group=LOG)] = None,
    time_zone: Annotated[str | None, Parameter(group=LOG)] = None,
    date_order: Annotated[Literal["dmy", "mdy"] | None, Parameter(group=LOG)] = None,
    exercise: Annotated[list[str] | None, Parameter(group=LOG, negative=())] = None,
    dry_run: Annotated[bool, Parameter(negative=())] = False,
    json: Json = None,
    place: PlaceOptions = ANYWHERE,
) -> int:
    """Take the leg curls out of the log of a training app or a watch.

    Reads Strong, Hevy, FitNotes, LiftLog, Garmin FIT and our own exports.
    New sets are stored all at once or not at all; those known already stay.

    Parameters
    ----------
    file
        The log.
    athlete
        Whose sets these are; not needed where the journal knows one athlete alone.
    unit
        Unit of the loads, where the log names none.
    time_zone
        Where the sets were done, as in Europe/Vienna; that of this machine unless given.
    date_order
        Order of day and month in dates such as 05/06/2024.
    exercise
        NAME or NAME=VARIATION: an exercise of the log that is a leg curl; may be repeated.
    dry_run
        Say what would be taken; store nothing.
    json
        - prints rows, leg_curl_rows, duplicates and refused as JSON to standard output.
    """
    from legcurl.journal.importers import read_log

    as_json = wants_json(json)
    told = told_exercises(exercise or [])
    log = read_log(file, unit=unit, time_zone=time_zone, date_order=date_order, exercises=told)
    with place.open() as journal:
        name = the_athlete(journal, athlete, importing=True, dry_run=dry_run)
    with place.open(create=not dry_run) as journal:
        new, duplicates = store(journal, name, log, file, dry_run=dry_run)
    if as_json:
        _print_json(log, duplicates)
    else:
        _print(log, file, time_zone)
        _print_outcome(new, duplicates, name, dry_run=dry_run)
    if log.leg_curl_rows and not log.entries and not dry_run:
        raise InputError("nothing was stored: every leg curl in it was refused", path=file)
    return 0


def log_export(
    file: Annotated[str, Parameter(allow_leading_hyphen=True)],
    /,
    *,
    athlete: str | None = None,
    format: Literal["csv", "json", "parquet"] | None = None,
    overwrite: Annotated[bool, Parameter(negative=())] = False,
    place: PlaceOptions = ANYWHERE,
) -> int:
    """Write an athlete's sets to a file; legcurl log import takes it back.

    Parameters
    ----------
    file
        The file to write; - is standard output.
    athlete
        Whose; not needed where the journal knows one athlete alone.
    format
        csv, json or parquet; by the ending of the file unless given. JSON also holds the repetitions.
    overwrite
        Replace a file that Legcurl did not write.
    """
    from legcurl.journal.export import EXPORTERS, write_log

    kind = format or SUFFIXES.get(Path(file).suffix.lower()) or ("csv" if file == STDOUT else None)
    if kind is None:
        raise UsageError(f"{file}: expected a file that ends in {', '.join(SUFFIXES)}, or --format")
    path = None if file == STDOUT else Path(file)
    if path is not None and not overwrite:
        _check_ours(path)
    with place.open() as journal:
        name = the_athlete(journal, athlete)
        entries = [entry for _, entry in journal.entries(name)]
    if path is None:
        sys.stdout.buffer.write(EXPORTERS[kind](entries, name))
    else:
        write_log(entries, path, kind, athlete=name)
        print(f"Written: {path}, {_count(len(entries), 'set')} of {name}")
    return 0


def told_exercises(words: list[str]) -> dict[str, Variation | None]:
    """Leg curls by the person's word, and which; :class:`UsageError` for what is no variation."""
    told: dict[str, Variation | None] = {}
    for text in words:
        name, sign, which = text.rpartition("=") if "=" in text else (text, "", "")
        variation = next((each for each in VARIATIONS if each == which.strip()), None)
        if not name.strip() or (sign and variation is None):
            raise UsageError(f"--exercise {text}: expected NAME or NAME=VARIATION, one of {', '.join(VARIATIONS)}")
        told[name] = variation
    return told


def the_athlete(journal: Journal, said: str | None, *, importing: bool = False, dry_run: bool = False) -> str:
    """The athlete who was named, else the only one that the journal knows.

    Raises
    ------
    InputError
        If there is nobody whose sets could be exported.
    UsageError
        If nobody was named, and there is nobody yet, or there are several.
    """
    if said is not None:
        return said
    known = [each.name for each in journal.athletes()]
    if len(known) == 1:
        return known[0]
    if known:
        more = ", …" if len(known) > MOST_NAMED else ""
        raise UsageError(f"whose? In the journal are {', '.join(known[:MOST_NAMED])}{more}.\nSay it: --athlete NAME")
    if dry_run:
        return "a new athlete"
    if importing:
        raise UsageError("whose sets are these? Nobody is in the journal yet.\nSay it: --athlete NAME")
    raise InputError("the journal is empty", path=journal.place, fix="Fill it: legcurl log import FILE")


def store(journal: Journal, athlete: str, log: ImportedLog, file: Path, *, dry_run: bool) -> tuple[int, int]:
    """Store the sets that are new, in one transaction; return how many, and how many were there already.

    A set of our own exports that nothing identifies is there already where one is equal in all that is known of it.
    """
    from legcurl.journal.checks import clean_name, name_key

    known = name_key(clean_name("athlete", athlete)) in [name_key(each.name) for each in journal.athletes()]
    nameless = Counter(done for done in (journal.history(athlete) if known else ()) if not done.source_id)
    fresh = []
    for entry in log.entries:
        if not entry.set.source_id and nameless[entry.set] > 0:
            nameless[entry.set] -= 1
        else:
            fresh.append(entry)
    twins = len(log.entries) - len(fresh)
    if not fresh:
        return 0, twins
    added = journal.add_sets(athlete, fresh, why=f"import {file.name}", dry_run=dry_run)
    return len(added.ids), twins + len(added.duplicates)


def _check_ours(path: Path) -> None:
    """Refuse to replace what is no log that we wrote."""
    from legcurl.errors import LegcurlError
    from legcurl.journal.importers import read_log

    if not path.exists():
        return
    try:
        ours = path.is_file() and read_log(path, unit="kg", date_order="dmy").format == "legcurl"
    except LegcurlError:
        ours = False
    if not ours:
        raise OutputError(
            f"{path}: exists, and is no log that Legcurl wrote.\nChoose another file, or add --overwrite to replace it"
        )


def _print_json(log: ImportedLog, duplicates: int) -> None:
    import json

    content = {
        "rows": log.rows,
        "leg_curl_rows": log.leg_curl_rows,
        "duplicates": duplicates,
        "refused": [asdict(refused) for refused in log.refused],
    }
    sys.stdout.buffer.write((json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode())


def _print(log: ImportedLog, file: Path, time_zone: str | None) -> None:
    """What was found in the log, in words."""
    print(f"{file.name}: {log.format}, {_count(log.rows, 'row')}, {log.leg_curl_rows} of them leg curls")
    width = max((len(_shown(seen.name)) for seen in log.exercises), default=0)
    for seen in log.exercises:
        if seen.taken:
            print(f"  {_shown(seen.name):{width}}  {seen.rows:5d}  {seen.variation or 'variation not said'}")
    vague = [seen for seen in log.exercises if not seen.taken]
    for seen in vague:
        print(f"  {_shown(seen.name):{width}}  {seen.rows:5d}  not taken; perhaps a leg curl?")
    if vague:
        print(f"  To take one: --exercise {shlex.quote(_shown(vague[0].name) + '=prone')}")
    if log.refused:
        print(f"Refused: {_count(len(log.refused), 'row')}")
        for refused in log.refused[:MOST_LISTED]:
            print(f"  row {refused.row}: {refused.why}")
        if len(log.refused) > MOST_LISTED:
            print(f"  and {len(log.refused) - MOST_LISTED} more (--json - lists all)")
    notes = list(log.notes)
    if log.entries and log.format not in ("legcurl", "fit"):
        notes.append(f"times are those of {time_zone or this_zone()} (--time-zone)")
    for note in notes:
        print(f"Assumed: {note}.")


def this_zone() -> str:
    """The zone of this machine, in words."""
    from datetime import datetime

    return f"this machine's zone, {datetime.now().astimezone().tzname()}"


def _print_outcome(new: int, duplicates: int, athlete: str, *, dry_run: bool) -> None:
    there = f"; {duplicates} were there already" if duplicates else ""
    if dry_run:
        print(f"Dry run, nothing is stored: {_count(new, 'set')} would be added for {athlete}{there}.")
    else:
        print(f"Stored: {_count(new, 'set')} for {athlete}{there}.")


def _shown(name: str) -> str:
    """A name that leaves a terminal as it is."""
    return "".join(character if character.isprintable() else "?" for character in name)[:60]


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
