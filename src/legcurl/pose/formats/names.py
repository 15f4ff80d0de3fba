"""Which keypoint a name stands for, however it is written: ``RKnee``, ``right_knee``, ``knee_r``, ``R_Knee_Out``.

Names come from users' projects, from motion capture and from detectors. A joint centre is preferred to a marker, and
the middle of a marker on each side of a joint to one of them alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from legcurl.pose.skeleton import INDEX

Spot = Literal["centre", "plain", "lateral", "medial"]

_PARTS = {
    "nose": "nose",
    "ear": "ear",
    "shoulder": "shoulder sho shld acromion acromium acr hombro schulter epaule sjc",
    "elbow": "elbow elb codo ellbogen coude ejc",
    "wrist": "wrist wri muneca handgelenk poignet wjc",
    "hip": "hip hjc trochanter troch gtr ftc cadera hufte hanche anca quadril upleg",
    "knee": "knee kne knie rodilla genou ginocchio joelho kjc fle lfe fme mfe",
    "ankle": "ankle ank tobillo knochel cheville caviglia tornozelo malleolus mall ajc fal tam sprunggelenk",
    "heel": "heel hee calc calcaneus talon ferse tallone fcc",
    "toe": "toe toes bigtoe hallux footindex zehe orteil fm2 foottip",
    "neck": "neck c7 cuello hals cou thorax sternum",
    "pelvis": "midhip pelvis root hipcenter hipcentre sacrum",
}
_PART_OF = {word: part for part, words in _PARTS.items() for word in words.split()}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CENTRES = _words("hjc kjc ajc sjc ejc wjc centre center jc joint jcenter")
_LATERAL = _words("lateral lat out outer outside ext external fle lfe fal")
_MEDIAL = _words("medial med in inner inside int internal m fme mfe tam")
_SIDES = {"l": "left", "left": "left", "lt": "left", "links": "left", "gauche": "left", "izq": "left",
          "izquierda": "left", "r": "right", "right": "right", "rt": "right", "rechts": "right", "droite": "right",
          "der": "right", "derecha": "right"}  # fmt: skip
_FILLER = _words("marker study point key keypoint mk virtual pos position tip big great greater")
_JOINED = (("big", "toe"), ("foot", "index"), ("mid", "hip"), ("hip", "center"), ("hip", "centre"), ("foot", "tip"))
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NO_WORD = re.compile(r"[^a-z0-9]+")
LONGEST_NAME = 100
"""Characters; a longer name is no name of a joint."""


@dataclass(frozen=True)
class Spotted:
    """What a name says.

    Parameters
    ----------
    part : str
        ``knee``, ``hip``, … , ``neck`` or ``pelvis``.
    side : {"left", "right"} or None
        None where the name says none.
    spot : {"centre", "plain", "lateral", "medial"}
        Where at the joint.
    """

    part: str
    side: str | None
    spot: Spot


def spotted(name: str) -> Spotted | None:
    """What a name says, or None where it is not understood as a whole.

    >>> spotted("RKnee"), spotted("r_mknee_study").spot, spotted("Kim:LAJC").side
    (Spotted(part='knee', side='right', spot='plain'), 'medial', 'left')
    >>> spotted("RKneeAngles") is None
    True
    """
    text = _CAMEL.sub(" ", name[:LONGEST_NAME].rpartition(":")[2].strip())
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = [word for word in _NO_WORD.split(text) if word]
    for first, second in _JOINED:
        if (first, second) in pairwise(words):
            at = words.index(first)
            words[at : at + 2] = [first + second]
    sides, parts, spots = [], [], list[Spot]()
    for word in words:
        side, part, spot = _word(word)
        if part is None and side is None and spot is None and word not in _FILLER:
            return None
        sides += [side] if side else []
        parts += [part] if part else []
        spots += [spot] if spot else []
    if len(set(parts)) != 1 or len(set(sides)) > 1:
        return None
    return Spotted(parts[0], sides[0] if sides else None, spots[0] if spots else "plain")


def _word(word: str) -> tuple[str | None, str | None, Spot | None]:
    """Side, part and spot that one word names, glued together (``rkne``, ``kneer``, ``rmknee``) or apart."""
    if word in _PART_OF:
        return None, _PART_OF[word], _spot(word)
    if word in _SIDES:
        return _SIDES[word], None, None
    if spot := _spot(word):
        return None, None, spot
    for side_word in ("right", "left", "r", "l"):
        for rest in (word.removeprefix(side_word), word.removesuffix(side_word)):
            if rest == word:
                continue
            if rest in _PART_OF:
                return _SIDES[side_word], _PART_OF[rest], _spot(rest)
            if rest[1:] in _PART_OF and rest[0] in "ml":
                return _SIDES[side_word], _PART_OF[rest[1:]], "medial" if rest[0] == "m" else "lateral"
    if word[1:] in _PART_OF and word[0] == "m":
        return None, _PART_OF[word[1:]], "medial"
    return None, None, None


def _spot(word: str) -> Spot | None:
    if word in _CENTRES:
        return "centre"
    if word in _LATERAL:
        return "lateral"
    return "medial" if word in _MEDIAL else None


def keypoints_by_name(
    names: Sequence[str], leg: str | None = None
) -> tuple[dict[str, tuple[int, ...]], tuple[str, ...]]:
    """The columns that make up each keypoint, and what is to be said of the choice.

    Parameters
    ----------
    names : sequence of str
        Names of points, as they stand in a file.
    leg : {"left", "right"}, optional
        The leg that names without a side mean; the right one unless given.

    Returns
    -------
    columns : dict of str to tuple of int
        By keypoint of :data:`legcurl.pose.skeleton.KEYPOINTS`; the point is the mean of the columns.
    notes : tuple of str
    """
    found: dict[tuple[str, str | None], dict[Spot, int]] = {}
    for at, name in enumerate(names):
        said = spotted(name)
        if said is not None:
            found.setdefault((said.part, said.side), {}).setdefault(said.spot, at)
    notes = []
    if found and not any(side for part, side in found if part in ("knee", "ankle")):
        own = leg if leg in ("left", "right") else "right"
        found |= {(part, own): spots for (part, side), spots in found.items() if side is None}
        notes.append(f"the names say no side; the {own} leg is assumed (--leg tells)")
    for side in ("left", "right"):
        if ("shoulder", side) not in found and ("neck", None) in found and ("hip", side) in found:
            found["shoulder", side] = found["neck", None]
            notes.append(f"the {side} shoulder is not there, the neck stands for it")
    columns: dict[str, tuple[int, ...]] = {}
    for (part, of_side), spots in found.items():
        keypoint = f"{of_side}_{part}" if of_side else part
        if keypoint in INDEX:
            columns[keypoint] = _columns(spots)
    return columns, tuple(notes)


def _columns(spots: dict[Spot, int]) -> tuple[int, ...]:
    """The centre; else the middle of both sides of the joint; else what there is."""
    if "centre" in spots:
        return (spots["centre"],)
    outer = spots.get("lateral", spots.get("plain"))
    if outer is not None and "medial" in spots:
        return (outer, spots["medial"])
    return (next(iter(spots.values())) if outer is None else spots.get("plain", outer),)
