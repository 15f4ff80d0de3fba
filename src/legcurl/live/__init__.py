"""Coaching while a set is done: push a moment, get what there is to say."""

from legcurl.live.coach import Coach
from legcurl.live.events import Cue, Event, HoldCount, PhaseChange, RepDone, SetDone, Sight, to_row

__all__ = ["Coach", "Cue", "Event", "HoldCount", "PhaseChange", "RepDone", "SetDone", "Sight", "to_row"]
