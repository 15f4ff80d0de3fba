"""The commands by name; each is imported only when it is called."""

from __future__ import annotations

from cyclopts import App

COMMANDS = {
    "analyze": "Say what happened in a recorded set.",
    "demo": "Analyse three example sets and show where the reports lie.",
    "next": "Say what the next set should be.",
    "prescribe": "Plan the leg curl for a goal: how much, how heavy, how often.",
    "progress": "Show what became of it over the weeks: better, worse, or cannot tell.",
    "log": "Keep what was done: show, enter, change, undo, import, export.",
    "model": "Import the leg of an OpenSim model, or export ours.",
    "render": "Draw leg curls with their muscles, as pictures and as a film.",
    "simulate": "Simulate a set of leg curls, with its truth and its analysis.",
    "compare": "Compare leg curls, simulated: what differs for each muscle.",
    "sweep": "Simulate a grid of sets on all cores, into one table.",
    "fit": "Find the machine settings that fit you, and what it costs to be off.",
    "live": "Count, time and cue a set while it is played.",
    "doctor": "Show versions, the machine, and what is missing.",
    "guide": "Show how a leg curl is done, in the terminal or as a page.",
    "screen": "Ask what has to be known before a plan, and say what follows.",
    "torque": "Show the knee torque that a leg can make, by muscle.",
}

HOMES = {"next": "next_set:next_"}
"""Module and function of a command where they are not its name."""


def make_app() -> App:
    """The program."""
    app = App(
        name="legcurl",
        help="The coach and the laboratory for one exercise: the leg curl.",
        help_epilogue="Begin with: legcurl demo",
        help_format="plaintext",
        version=_version,
        version_format="plaintext",
        result_action="return_value",
        suppress_keyboard_interrupt=False,  # run() ends it quietly, with its own code
    )
    for name, what in COMMANDS.items():
        app.command(f"legcurl.cli.{HOMES.get(name, f'{name}:{name}')}", name=name, help=what)
    return app


def _version() -> str:
    from importlib import metadata

    return f"legcurl {metadata.version('legcurl')}"
