"""Text exports of a data logger with EMG and an electrogoniometer: ``Channel 1: 'BF', ... engineering units: mV``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from legcurl.errors import AmbiguousColumnError, InputError
from legcurl.io.assemble import assemble
from legcurl.io.columns import Pick, mapped_pick
from legcurl.io.head import Head
from legcurl.io.header import Header, listed
from legcurl.io.layout import Layout, find_layout
from legcurl.io.naming import channel_of, muscle_of
from legcurl.io.registry import CERTAIN, Format, ReadOptions, register
from legcurl.io.table import text_table
from legcurl.io.units import known_unit
from legcurl.recording import Recording

USUAL_RATE_HZ = 1000.0
"""Rate of these loggers' exports (EMG dataset in Lower Limb, UCI); the file itself names it only at times."""

_CHANNEL = re.compile(r"^Channel\s+\d+:\s*'(?P<name>.*)',\s*(?P<count>\d+)\s+values(?P<rest>.*)$", re.IGNORECASE)
_UNIT = re.compile(r"engineering units:\s*([^,]*?)\.?\s*(?:,|$)", re.IGNORECASE)
_RATES = re.compile(r"from\s+(\d+)\s+to\s+(\d+)\s+samples per second", re.IGNORECASE)


@dataclass(frozen=True)
class _Column:
    """One line of the header."""

    name: str
    unit: str
    count: int
    rates_hz: tuple[int, int] | None


@register
class DataLog(Format):
    """A header line a channel, then tab-separated rows without time."""

    name = "datalog"
    what = "goniometer and EMG logs ('Channel 1: ...')"

    def guess(self, head: Head, options: ReadOptions) -> int:
        """By the header lines."""
        return CERTAIN if any(_CHANNEL.match(line) and "engineering units" in line for line in head.lines[:40]) else 0

    def read(self, head: Head, options: ReadOptions) -> Recording:
        """Read the knee angle and the EMG; rows may be short or empty at the end."""
        columns, layout = _header(head)
        mapped = [mapped_pick(key, column, layout.headers, head) for key, column in options.column_map.items()]
        mapped = [replace(pick, stated=_stated(columns, pick)) for pick in mapped]
        picks = _picks(columns, mapped, head)
        rates = next((column.rates_hz for column in columns if column.rates_hz), None)
        notes, rate = [layout.words], (USUAL_RATE_HZ, "not stated, usual in such logs")
        if rates:
            rate = (float(rates[1]), "by its header")
            notes.append(f"the header says that the angle was sampled at {rates[0]} Hz and drawn at {rates[1]} Hz")
        return assemble(
            text_table(head, layout, short_rows=True), picks, head, options,
            format_name=self.name, usual_rate=rate, notes=notes,
        )  # fmt: skip


def _header(head: Head) -> tuple[tuple[_Column, ...], Layout]:
    """The columns that the header names, and how the rows below are laid out."""
    last = max(at for at, line in enumerate(head.lines[:60]) if _CHANNEL.match(line) or line.startswith("Digitals"))
    columns = [_column(line) for line in head.lines[: last + 1] if _CHANNEL.match(line) or line.startswith("Digitals")]
    rows = head.lines[last + 1 :]
    found = find_layout(rows)
    if found is None:
        raise InputError(
            "no rows of figures below the header", path=head.path, where=f"line {last + 2}",
            fix="Export it again.",
        )  # fmt: skip
    width = len(found.headers)
    if width < len(columns):
        columns = [column for column in columns if column.count]
    if width < len(columns):
        raise InputError(
            f"the header names {len(columns)} channels, the rows hold {width}", path=head.path,
            where=f"line {last + 2 + found.skip}", fix="Export it again with all channels.",
        )  # fmt: skip
    first = last + 1 + next(at for at, line in enumerate(rows) if line.strip(" \r\n"))
    headers = (*(column.name for column in columns), *[""] * (width - len(columns)))
    return tuple(columns), replace(found, headers=headers, skip=first, problem=None)


def _column(line: str) -> _Column:
    """Read one header line; the digital inputs have no unit and are no channel."""
    found = _CHANNEL.match(line)
    if not found:
        return _Column("digital inputs", "", 1, None)
    unit, rates = _UNIT.search(found["rest"]), _RATES.search(found["rest"])
    return _Column(
        found["name"].strip(), unit.group(1).strip() if unit else "", int(found["count"]),
        (int(rates.group(1)), int(rates.group(2))) if rates else None,
    )  # fmt: skip


def _stated(columns: Sequence[_Column], pick: Pick) -> str | None:
    """The unit that the header states for a column."""
    return known_unit(columns[pick.column].unit, pick.dimension) if pick.column < len(columns) else None


def _picks(columns: Sequence[_Column], mapped: Sequence[Pick], head: Head) -> list[Pick]:
    """The angle is the channel in degrees or radians, the EMG are those named after a muscle."""
    picks = list(mapped)
    taken = {pick.column for pick in mapped}
    angles = [at for at, column in enumerate(columns) if at not in taken and known_unit(column.unit, "angle")]
    if len(angles) > 1:
        angles = [at for at in angles if (channel_of(Header.parse(columns[at].name)) or ("",))[0] == "knee_flexion_deg"]
    has_knee = any(pick.base == "knee_flexion_deg" for pick in mapped)
    if len(angles) == 1 and not has_knee:
        column = columns[angles[0]]
        picks.append(Pick(angles[0], column.name, "knee_flexion_deg", known_unit(column.unit, "angle")))
    elif not has_knee:
        names = listed([column.name for column in columns])
        raise AmbiguousColumnError(
            f"none or several of the channels {names} could be the knee angle", path=head.path, where="header",
            fix='Say which one is: --map "knee_flexion_deg=CHANNEL"',
        )  # fmt: skip
    for at, column in enumerate(columns):
        name = muscle_of(Header.parse(column.name))
        unit = known_unit(column.unit, "voltage")
        if name and unit and at not in taken and name not in [pick.channel for pick in picks]:
            picks.append(Pick(at, column.name, name, unit))
    return picks
