"""Which column is which channel: by the person's word, by exact name, or by the words of its header.

A header is taken only when every word of it is understood: ``knee_flexion_force`` is a force and no angle, and
``knee angle velocity`` is nothing that Legcurl knows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from legcurl.errors import AmbiguousColumnError, InputError, UsageError
from legcurl.io.head import Head
from legcurl.io.header import Header, listed, mappable, quoted
from legcurl.io.naming import TIME, channel_of
from legcurl.io.units import Dimension, dimension_of, known_unit
from legcurl.vocabulary import CHANNELS, Leg, base_channel, sided


@dataclass(frozen=True)
class Pick:
    """A column taken for a channel.

    Parameters
    ----------
    column : int
        Its place in the table, from 0.
    header : str
        Its header.
    channel : str
        Name of the channel, sided where the header says a side; ``time_s`` for the time.
    stated : str or None
        Unit that the header states.
    told : str or None
        Unit in the person's ``--map``.
    sign : int
        −1 where the header names the opposite direction.
    """

    column: int
    header: str
    channel: str
    stated: str | None = None
    told: str | None = None
    sign: int = 1

    @property
    def base(self) -> str:
        """Channel without side."""
        return plain(self.channel)

    @property
    def place(self) -> str:
        """The column in words."""
        return f"column {quoted(self.header)}"

    @property
    def dimension(self) -> Dimension:
        """Dimension of the channel."""
        return dimension_of(self.base)


def plain(channel: str) -> str:
    """A channel without its side; the time is its own."""
    return base_channel(channel) or channel


def match(headers: Sequence[str], column_map: Mapping[str, str], head: Head) -> tuple[tuple[Pick, ...], Leg | None]:
    """Find the columns that Legcurl can use, and the leg where their headers name one alone.

    Parameters
    ----------
    headers : sequence of str
        Headers of the table; empty ones are passed over.
    column_map : mapping of str to str
        Column by channel, as the person says. The unit of the key counts: ``knee_flexion_rad``, ``time_ms``,
        ``cable_mm``.
    head : Head
        The file, for messages.

    Raises
    ------
    UsageError
        If the map names a channel that there is not.
    InputError
        If it names a column that there is not, or a column is there twice.
    AmbiguousColumnError
        If several columns could be the same angle or displacement.
    """
    mapped = tuple(mapped_pick(key, column, headers, head) for key, column in column_map.items())
    taken = {pick.column for pick in mapped}
    named = {pick.channel for pick in mapped}
    guessed: dict[str, list[Pick]] = {}
    for at, text in enumerate(headers):
        pick = None if at in taken else guess(at, text)
        if pick and pick.channel not in named:
            guessed.setdefault(pick.channel, []).append(pick)
    picks = (*mapped, *(_one_of(candidates, head) for candidates in guessed.values()))
    for pick in picks:
        places = [str(at + 1) for at, text in enumerate(headers) if text == pick.header]
        if len(places) > 1:
            raise InputError(
                f"the {pick.place} is there twice (columns {' and '.join(places)})",
                path=head.path, where="header", fix="Rename or delete one of them.",
            )  # fmt: skip
    return one_leg(picks)


def mapped_pick(key: str, column: str, headers: Sequence[str], head: Head) -> Pick:
    """The column that one entry of the map asks for."""
    channel, told = _channel_and_unit(key)
    fits = [at for at, text in enumerate(headers) if text.strip() == column.strip()]
    fits = fits or [at for at, text in enumerate(headers) if text.strip().lower() == column.strip().lower()]
    if not fits:
        raise InputError(
            f"there is no column {column!r}; the columns are {listed(headers)}",
            path=head.path, where="header", fix=f"Name one of them: --map {key}=COLUMN",
        )  # fmt: skip
    text = headers[fits[0]]
    return Pick(fits[0], text, channel, Header.parse(text).unit(dimension_of(plain(channel))), told)


def _channel_and_unit(key: str) -> tuple[str, str]:
    """Channel and unit that the key of a map entry names."""
    stem, _, unit_text = key.strip().rpartition("_")
    for base in (TIME, *CHANNELS):
        unit = known_unit(unit_text, dimension_of(base))
        names = (base,) if base == TIME else (base, sided(base, "l"), sided(base, "r"))
        for name in names:
            if unit and stem == name.rpartition("_")[0]:
                return name, unit
    raise UsageError(f"--map {key}=…: there is no channel {key!r}.\nKnown are {TIME}, {', '.join(CHANNELS)}")


def guess(column: int, text: str) -> Pick | None:
    """What a column is by its header alone."""
    header, name = Header.parse(text), text.strip()
    if name == TIME or base_channel(name):
        return Pick(column, text, name, header.unit(dimension_of(plain(name))))
    found = channel_of(header)
    if found is None:
        return None
    channel, sign, unit = found
    if header.side and channel != TIME:
        channel = sided(channel, header.side)
    return Pick(column, text, channel, unit, sign=sign)


def _one_of(candidates: Sequence[Pick], head: Head) -> Pick:
    """The one column for a channel: the exactly named one, else the only one; a second EMG or time is left out."""
    first = candidates[0]
    exact = [pick for pick in candidates if pick.header.strip() == pick.channel]
    if exact or len({pick.header for pick in candidates}) == 1:
        return (exact or candidates)[0]
    if first.dimension == "voltage":
        return first
    if first.channel == TIME:
        return next((pick for pick in candidates if pick.stated), first)
    raise AmbiguousColumnError(
        f"the columns {listed([pick.header for pick in candidates])} could all be {first.base}",
        path=head.path, where="header", fix=f'Say which: --map "{first.channel}={mappable(first.header)}"',
    )  # fmt: skip


def one_leg(picks: Sequence[Pick]) -> tuple[tuple[Pick, ...], Leg | None]:
    """Where all sides named are one leg's: its name, and the guessed channels without the side."""
    sides = {pick.channel.rpartition("_")[0][-1] for pick in picks if pick.channel != pick.base}
    if len(sides) != 1:
        return tuple(picks), None
    bases = [pick.base for pick in picks]
    keep = [
        pick.header.strip() == pick.channel or pick.told is not None or bases.count(pick.base) > 1 for pick in picks
    ]
    plainly = (pick if kept else replace(pick, channel=pick.base) for pick, kept in zip(picks, keep, strict=True))
    return tuple(plainly), "left" if sides == {"l"} else "right"
