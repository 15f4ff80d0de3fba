"""``legcurl log``: the training log. Every change can be undone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from legcurl.cli.log_options import (
    ALL_SETS,
    ANYWHERE,
    NOTHING_SAID,
    ChoiceOptions,
    Json,
    PlaceOptions,
    SetOptions,
    nothing_in,
    wants_json,
)
from legcurl.errors import UsageError

if TYPE_CHECKING:
    pass

log = App(name="log", help="Keep what was done: show, enter, change, undo, import, export.", help_format="plaintext")
log.command("legcurl.cli.log_files:log_import", name="import", help="Take the leg curls out of another app's log.")
log.command("legcurl.cli.log_files:log_export", name="export", help="Write the sets to a file.")
for _name, _what in {
    "athletes": "Show who is in the journal.",
    "machines": "Show the machines and how they are set.",
    "machine": "Remember a machine and how it is set, or show it.",
}.items():
    log.command(f"legcurl.cli.log_machines:{_name}", name=_name, help=_what)

Forgettable = Literal[
    "load-kg", "variation", "leg", "goal", "borg", "rir", "pain", "machine", "notes",
]  # fmt: skip
FIELD = {"load-kg": "load_kg", "rir": "repetitions_in_reserve"}


@log.command
def show(
    ids: Annotated[list[int] | None, Parameter(negative=())] = None,
    /,
    *,
    choice: ChoiceOptions = ALL_SETS,
    limit: int = 20,
    json: Json = None,
    place: PlaceOptions = ANYWHERE,
) -> int:
    """Show the latest sets, or one with everything that is kept of it.

    Parameters
    ----------
    ids
        Numbers of sets, to see them whole.
    limit
        How many of the latest sets.
    json
        - prints them as JSON to standard output.
    """
    from legcurl.cli import log_screens as screens

    as_json = wants_json(json)
    if limit < 1:
        raise UsageError(f"--limit {limit}: expected 1 or more")
    with place.open() as journal:
        if ids:
            entries = [journal.entry(number) for number in ids]
            if as_json:
                screens.print_json([screens.entry_json(*one) for one in entries])
            for number, one in enumerate(() if as_json else entries):
                print("\n" if number else "", end="")
                screens.print_entry(*one)
            return 0
        within = {"since": choice.since, "until": choice.until, "variation": choice.variation}
        stored = journal.sets(choice.athlete, **within, limit=limit)  # type: ignore[arg-type]
        total = journal.count(choice.athlete, **within)  # type: ignore[arg-type]
    if as_json:
        screens.print_json([screens.set_json(one) for one in stored])
    elif stored:
        screens.print_sets(stored, total)
    else:
        print(nothing_in(journal.place, choice))
    return 0


@log.command
def history(
    *, choice: ChoiceOptions = ALL_SETS, days: int = 20, json: Json = None, place: PlaceOptions = ANYWHERE
) -> int:
    """Show the training days: load, repetitions of each set, effort, estimated 1RM, what was seen.

    Parameters
    ----------
    days
        How many of the latest training days; with --since all from then on.
    json
        - prints the sessions with their sets as JSON to standard output.
    """
    from legcurl.cli import log_screens as screens

    as_json = wants_json(json)
    if days < 1:
        raise UsageError(f"--days {days}: expected 1 or more")
    with place.open() as journal:
        sessions = journal.sessions(
            choice.athlete,
            since=choice.since,
            until=choice.until,
            variation=choice.variation,
            days=days if choice.since is None else None,
        )
    if as_json:
        screens.print_json([screens.session_json(one) for one in sessions])
    elif sessions:
        screens.print_sessions(sessions)
    else:
        print(nothing_in(journal.place, choice))
    return 0


@log.command
def add(*, athlete: str, said: SetOptions = NOTHING_SAID, place: PlaceOptions = ANYWHERE) -> int:
    """Enter a set that was not recorded.

    Parameters
    ----------
    athlete
        Whose; made known where they are not.
    """
    from legcurl.cli.log_screens import effort, what
    from legcurl.coach.history import LoggedSet

    if said.reps is None:
        raise UsageError("a set has repetitions: say how many with --reps")
    now = datetime.now(UTC).astimezone().replace(microsecond=0)
    done = LoggedSet(**{"performed_at": now, **said.said()})  # type: ignore[arg-type]
    with place.open(create=True) as journal:
        added = journal.add_sets(athlete, [done], why=f"enter a set of {athlete}")
    new = f"{athlete} is new in the journal.\n" if added.new_athlete else ""
    load = "" if done.load_kg is None else f" with {done.load_kg:g} kg"
    print(f"{new}Set {added.ids[0]}: {what(done)}, {done.reps} repetitions{load}, effort {effort(done)}, "
          f"{done.performed_at:%Y-%m-%d %H:%M}.")  # fmt: skip
    return 0


@log.command
def edit(
    id: int,
    /,
    *,
    said: SetOptions = NOTHING_SAID,
    athlete: str | None = None,
    forget: Annotated[list[Forgettable] | None, Parameter(negative=())] = None,
    place: PlaceOptions = ANYWHERE,
) -> int:
    """Correct a set; what is not named stays as it is.

    Parameters
    ----------
    id
        Its number, as legcurl log show has it.
    athlete
        Whose set it was.
    forget
        What is not known after all; may be repeated.
    """
    from legcurl.cli.log_screens import print_sets

    unknown = {FIELD.get(name, name): "" if name == "notes" else None for name in forget or ()}
    changes = said.said()
    if both := sorted(set(unknown) & set(changes)):
        raise UsageError(f"--forget and --{both[0].replace('_', '-')} contradict each other")
    changes |= unknown
    if not changes and athlete is None:
        raise UsageError(f"say what to change, as in: legcurl log edit {id} --reps 12")
    with place.open() as journal:
        print_sets([journal.edit(id, athlete=athlete, **changes)], 1)
    print("\nTo take it back: legcurl log undo")
    return 0


@log.command
def delete(ids: Annotated[list[int], Parameter(negative=())], /, *, place: PlaceOptions = ANYWHERE) -> int:
    """Take sets out of the journal; undo brings them back.

    Parameters
    ----------
    ids
        Their numbers, as legcurl log show has them.
    """
    from legcurl.cli.log_screens import print_sets

    with place.open() as journal:
        gone = journal.delete(*ids)
    print_sets(gone, len(gone))
    print("\nDeleted. To take it back: legcurl log undo")
    return 0


@log.command
def undo(*, place: PlaceOptions = ANYWHERE) -> int:
    """Take back the last change; again for the one before it."""
    with place.open() as journal:
        change = journal.undo()
    print(f"Undone: {change.what} ({_sets(change.sets)}). To do it again: legcurl log redo")
    return 0


@log.command
def redo(*, place: PlaceOptions = ANYWHERE) -> int:
    """Do again what was undone last."""
    with place.open() as journal:
        change = journal.redo()
    print(f"Done again: {change.what} ({_sets(change.sets)}).")
    return 0


@log.command
def changes(*, limit: int = 20, place: PlaceOptions = ANYWHERE) -> int:
    """Show what was done to the journal, the last change first.

    Parameters
    ----------
    limit
        How many.
    """
    from legcurl.cli.log_screens import print_changes

    if limit < 1:
        raise UsageError(f"--limit {limit}: expected 1 or more")
    with place.open() as journal:
        found = journal.changes(limit)
    if found:
        print_changes(found)
    else:
        print(f"Nothing was changed yet in {journal.place}.")
    return 0


def _sets(count: int) -> str:
    return f"{count} set{'' if count == 1 else 's'}"
