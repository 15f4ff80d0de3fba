"""What a coach says, on a terminal: one screen that changes, or a line for each event where nobody watches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legcurl.live import Coach, Cue, Event, HoldCount, PhaseChange, RepDone, SetDone, Sight
from legcurl.report import words
from legcurl.vocabulary import Phase

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

DIGITS = (
    "███ ██  ███ ███ █ █ ███ ███ ███ ███ ███",
    "█ █  █    █   █ █ █ █   █     █ █ █ █ █",
    "█ █  █  ███ ███ ███ ███ ███   █ ███ ███",
    "█ █  █  █     █   █   █ █ █   █ █ █   █",
    "███ ███ ███ ███   █ ███ ███   █ ███ ███",
)
"""The ten digits, each three wide and one apart."""
STYLES: dict[Phase, str] = {"concentric": "cyan", "hold": "yellow", "eccentric": "magenta", "rest": "bright_black"}
BAR, EMPTY = "█", "░"
WIDEST = 64
"""Columns of the screen: it is read from a bench away, by the big figures in it."""
INNER = WIDEST - 6
"""Columns within its frame."""
STRAIGHT_DEG, BENT_DEG = 0.0, 130.0
"""Ends of the bar; whoever bends further fills it."""
CUE_SHOWN_S = 6.0


def line(event: Event) -> str:
    """An event in one line: when, and what."""
    return f"{event.time_s:7.2f} s  {_what(event)}"


def _what(event: Event) -> str:
    match event:
        case PhaseChange():
            return f"{event.phase} since {event.since_s:.2f} s"
        case RepDone():
            return _rep(event)
        case HoldCount():
            return "and release" if event.left_s == 0 else f"hold {event.left_s}"
        case Cue():
            return f"CUE {event.say}: {words.sentence(event.why)}"
        case Sight():
            return "seen again" if event.seen else f"nothing seen since {event.since_s:.2f} s"
        case SetDone():
            return f"set finished: {event.count} complete repetition{'' if event.count == 1 else 's'}"


def _rep(event: RepDone) -> str:
    m = event.measures
    parts = [
        ("up", words.number(m.concentric_s, 1, "s")),
        ("hold", words.number(m.hold_s, 1, "s")),
        ("down", words.number(m.eccentric_s, 1, "s")),
        ("range", words.number(m.rom_deg, 0, "°")),
    ]
    told = ", ".join(f"{name} {text}" for name, text in parts if text != words.UNKNOWN)
    head = f"rep {event.count}" if m.rep.kind == "complete" else f"{m.rep.kind}, not counted"
    return f"{head}: {told}" if told else head


class Screen:
    """What is shown at a moment; told events, it can be drawn at any time.

    Parameters
    ----------
    coach : Coach
    title : str
    """

    def __init__(self, coach: Coach, title: str) -> None:
        self._coach, self._title = coach, title
        self._time_s = 0.0
        self._phase: Phase = "rest"
        self._hold: int | None = None
        self._rep: RepDone | None = None
        self._cue: Cue | None = None
        self._remark = ""

    def tell(self, time_s: float, events: list[Event]) -> None:
        """Take in what has happened by a time."""
        self._time_s = time_s
        for event in events:
            match event:
                case PhaseChange():
                    self._phase, self._hold, self._remark = event.phase, None, ""
                case RepDone():
                    self._rep = event
                case HoldCount():
                    self._hold = event.left_s
                case Cue():
                    self._cue = event
                case Sight():
                    self._remark = "" if event.seen else "the leg is out of sight"
                case SetDone():
                    self._remark = f"set finished: {event.count}"
        if self._cue is not None and time_s - self._cue.time_s > CUE_SHOWN_S:
            self._cue = None

    def __rich__(self) -> RenderableType:
        from rich.console import Group
        from rich.panel import Panel
        from rich.text import Text

        style = STYLES[self._phase]
        rows = [
            Text("\n".join(_big(self._coach.count)), style=style),
            Text(),
            Text(self._says(), style=f"bold {style}", justify="center"),
            self._bar(),
            Text(),
            Text(f" {self._cue.say} ", style="bold reverse", justify="center")
            if self._cue
            else Text(self._remark, style="bold red", justify="center"),
            Text(_rep(self._rep) if self._rep else "", style="dim", justify="center"),
            Text(words.plan_line(self._coach.plan), style="dim", justify="center"),
        ]
        return Panel(
            Group(*rows), width=WIDEST, title=self._title, title_align="left",
            subtitle=words.clock(self._time_s), subtitle_align="right", padding=(1, 2), border_style="bright_black",
        )  # fmt: skip

    def _says(self) -> str:
        if self._hold is None:
            return self._phase.upper()
        return "AND RELEASE" if self._hold == 0 else f"HOLD  {self._hold}"

    def _bar(self) -> Text:
        from rich.text import Text

        flexion, room = self._coach.flexion, INNER - 6
        if flexion is None:
            return Text(EMPTY * room, style="bright_black")
        share = min(1.0, max(0.0, (flexion - STRAIGHT_DEG) / (BENT_DEG - STRAIGHT_DEG)))
        full = round(share * room)
        return Text.assemble(
            (BAR * full, STYLES[self._phase]), (EMPTY * (room - full), "bright_black"), f" {flexion:4.0f}°"
        )


def _big(number: int) -> list[str]:
    """A number five lines high, in the middle of the screen."""
    digits = [int(digit) for digit in str(number)]
    rows = ["  ".join(row[4 * d : 4 * d + 3] for d in digits) for row in DIGITS]
    return ["".join(2 * cell for cell in row).center(INNER) for row in rows]
