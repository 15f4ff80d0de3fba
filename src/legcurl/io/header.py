"""A column header taken apart: its words, its unit, its side."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from legcurl.io.units import UNITS, Dimension, is_unit, known_unit

Side = Literal["l", "r"]
SHOWN = 40
"""Characters of a header or cell that a message shows."""
LISTED = 12
"""Headers that a message lists."""

_SIDES: dict[str, Side] = {
    "l": "l", "left": "l", "lt": "l", "izq": "l", "izquierda": "l", "izquierdo": "l", "links": "l", "gauche": "l",
    "r": "r", "right": "r", "rt": "r", "der": "r", "derecha": "r", "derecho": "r", "rechts": "r", "droite": "r",
}  # fmt: skip
_BRACKETS = re.compile(r"[(\[{<]([^)\]}>]*)[)\]}>]\s*$")
_COMPOUND = re.compile(r"(?<=.)[\s,_]+((?:m|rad|deg)_s2?)$", re.IGNORECASE)
_LAST_WORD = re.compile(r"(?<=.)[\s,/_]+([^\s,/_]+)$")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NO_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Header:
    """A column header taken apart.

    Parameters
    ----------
    text : str
        As it stands in the file.
    words : frozenset of str
        Its words in lower case without accents, without unit and side.
    unit_text : str
        The unit as written, in brackets or as the last word; empty where none is stated.
    side : {"l", "r"} or None
        The leg that it names.
    """

    text: str
    words: frozenset[str]
    unit_text: str
    side: Side | None

    @classmethod
    def parse(cls, text: str) -> Header:
        """Take a header apart.

        >>> h = Header.parse("Right knee angle (deg)")
        >>> sorted(h.words), h.unit_text, h.side
        (['angle', 'knee'], 'deg', 'r')
        >>> Header.parse("knee_flexion_deg").unit_text
        'deg'
        """
        name, unit = text.strip(), ""
        if found := _BRACKETS.search(name):
            name, unit = name[: found.start()], found.group(1).strip()
        elif (found := _COMPOUND.search(name)) and is_unit(found.group(1).replace("_", "/")):
            name, unit = name[: found.start()], found.group(1).replace("_", "/")
        elif (found := _LAST_WORD.search(name)) and is_unit(found.group(1)):
            name, unit = name[: found.start()], found.group(1)
        plain = unicodedata.normalize("NFKD", _CAMEL.sub(" ", name)).encode("ascii", "ignore").decode().lower()
        words = [word for word in _NO_WORD.split(plain) if word]
        sides = {_SIDES[word] for word in words if word in _SIDES}
        inner = [word for word in words if len(word) > 1 and is_unit(word)]
        if not unit and len(inner) == 1 and len(words) > 1:
            unit = inner[0]
            words.remove(unit)
        side = sides.pop() if len(sides) == 1 else None
        return cls(text, frozenset(word for word in words if word not in _SIDES), unit, side)

    def unit(self, dimension: Dimension) -> str | None:
        """The stated unit of a dimension, or None where none or another one is stated."""
        return known_unit(self.unit_text, dimension) if self.unit_text else None

    def states_other_than(self, dimension: Dimension) -> bool:
        """Whether a unit of another dimension is stated, so that the column cannot be of this one."""
        return bool(self.unit_text) and self.unit(dimension) is None

    def dimensions(self) -> frozenset[Dimension]:
        """Dimensions that the stated unit can be of."""
        return frozenset(each for each in UNITS if self.unit(each))


def quoted(text: str) -> str:
    """A header, cell or line in quotation marks, not longer than a message holds."""
    return repr(text if len(text) <= SHOWN else text[: SHOWN - 1] + "…")


def listed(headers: Sequence[str]) -> str:
    """Headers in quotation marks, not more than a message holds."""
    named = [quoted(text) for text in headers if text.strip()]
    return ", ".join(named[:LISTED]) + (f" and {len(named) - LISTED} more" if len(named) > LISTED else "")


def mappable(header: str) -> str:
    """A header as it stands in the command that a message proposes."""
    return header if len(header) <= SHOWN and header.isprintable() else "COLUMN"
