"""How people name what they record, and the channel that a header's words stand for.

A registry of rules, one a channel: a word that says what is measured on, and words that say what of it. A header is
understood only when nothing is left over.
"""

from __future__ import annotations

from dataclasses import dataclass

from legcurl.io.header import Header
from legcurl.io.units import dimension_of, known_unit

TIME = "time_s"
"""Name of the time among the channels."""


@dataclass(frozen=True)
class Rule:
    """What the header of a channel says.

    Parameters
    ----------
    channel : str
        The channel it stands for.
    subject : frozenset of str
        Words of which one must be there.
    quantity : frozenset of str
        Further words that may be there. No others may.
    opposite : frozenset of str
        Further words that turn the sign.
    alone : bool
        Whether the subject is enough without quantity and unit.
    needs_unit : bool
        Whether the unit must be stated, because nothing else tells it.
    """

    channel: str
    subject: frozenset[str]
    quantity: frozenset[str] = frozenset()
    opposite: frozenset[str] = frozenset()
    alone: bool = False
    needs_unit: bool = False


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FLEXION = _words("flexion flex flexo flexionswinkel")
_ANGLE = _FLEXION | _words("angle angles ang angulo angolo winkel goniometer gonio goniometro electrogoniometer")
_TILT = _words("inclination inclinacion tilt lean angle angulo winkel pitch neigung")
_TRAVEL = _words("displacement position travel height stroke encoder length")
_FILLER = _words(
    "joint the of in to since start begin elapsed relative raw measured signal sensor channel ch value data "
    "filtered filt smoothed gelenk de del la el sagittal segment machine"
)
_MUSCLE_FILLER = _words(
    "femoris femoral lateralis medialis medial lateral intermedius long head lh caput longum anterior obliquus "
    "externo interno externus internus muscle"
)
_EMG = _words("emg semg electromyography electromyogram")

RULES = (
    Rule(TIME, _words("time t timestamp timestamps zeit tiempo temps tempo zeitstempel seconds secs sec ms msec "
                      "millis milliseconds us microseconds"), _words("stamp unix epoch s"), alone=True),
    Rule("knee_flexion_deg", _words("knee knees rodilla knie genou ginocchio joelho"), _ANGLE),
    Rule("hip_flexion_deg", _words("hip hips cadera hufte hanche anca quadril"), _ANGLE),
    Rule("ankle_dorsiflexion_deg", _words("ankle tobillo sprunggelenk cheville"),
         _ANGLE | _words("dorsiflexion dorsi dorsalflexion"), _words("plantarflexion plantar")),
    Rule("trunk_inclination_deg", _words("trunk torso tronco rumpf pelvis"), _TILT),
    Rule("thigh_inclination_deg", _words("thigh femur muslo oberschenkel cuisse"), _TILT),
    Rule("shank_inclination_deg", _words("shank tibia shin pierna unterschenkel"), _TILT),
    Rule("lever_angle_deg", _words("lever hebel palanca"), _words("arm angle angulo winkel encoder position")),
    Rule("cable_m", _words("cable rope seil"), _TRAVEL, needs_unit=True),
    Rule("stack_m", _words("stack weightstack"), _TRAVEL | _words("weight plate plates"), needs_unit=True),
    Rule("stack_kg", _words("stack weightstack load"), _words("weight mass load plate plates"), needs_unit=True),
    Rule("force_n", _words("force kraft fuerza loadcell"),
         _words("cell load cable pad handle knee hip ankle flexion extension isometric"), alone=True),
    Rule("force_n", _words("load"), _words("cell"), needs_unit=True),
)  # fmt: skip

MUSCLES = {
    "emg_bflh_mv": _words("bf bflh biceps"),
    "emg_semiten_mv": _words("st semiten semitendinosus semitendinoso semit"),
    "emg_semimem_mv": _words("sm semimem semimembranosus semimembranoso"),
    "emg_recfem_mv": _words("rf recfem rectus recto"),
    "emg_vasti_mv": _words("vm vl vi vmo vasti vastus vasto"),
    "emg_gasmed_mv": _words("gasmed gaslat gas gastroc gastrocnemius gastrocnemio gl mg lg"),
    "emg_tibant_mv": _words("ta tibant tibialis tibial"),
}
"""How people name the muscle under an electrode. ``gm`` is not here: it may be gastrocnemius or gluteus."""

_KNOWN = frozenset().union(
    *(rule.subject | rule.quantity | rule.opposite for rule in RULES), *MUSCLES.values(), _MUSCLE_FILLER, _EMG
)
_SHORTEST_PART = 3
"""Letters of the shortest word that is looked for inside a compound such as ``kneeangle``."""


def channel_of(header: Header) -> tuple[str, int, str | None] | None:
    """The plain channel that a header names, its sign and its stated unit; None where the words name none.

    >>> channel_of(Header.parse("Knee angle (deg)"))
    ('knee_flexion_deg', 1, 'deg')
    >>> channel_of(Header.parse("knee_flexion_force"))
    ('force_n', 1, None)
    """
    words = frozenset(part for word in header.words for part in _parts(word))
    if words & _EMG or header.unit("voltage"):
        name = muscle_of(header)
        return (name, 1, header.unit("voltage")) if name and not header.states_other_than("voltage") else None
    words -= _FILLER
    if words & _FLEXION:
        words -= {"extension", "ext"}  # flexion-extension is one axis; extension alone would turn the sign
    for rule in RULES:
        rest = words - rule.subject
        if rest == words or not rest <= rule.quantity | rule.opposite:
            continue
        dimension = dimension_of(rule.channel)
        unit = header.unit(dimension)
        if rule.channel == TIME and unit is None:
            unit = next((known_unit(word, dimension) for word in sorted(words) if known_unit(word, dimension)), None)
        if header.states_other_than(dimension) or (rule.needs_unit and unit is None):
            continue
        if rest or unit or rule.alone:
            return rule.channel, -1 if rest & rule.opposite else 1, unit
    return None


def muscle_of(header: Header) -> str | None:
    """The EMG channel whose muscle a header names, if it says nothing else."""
    words = frozenset(part for word in header.words for part in _parts(word)) - _EMG - _FILLER
    fits = [name for name, names in MUSCLES.items() if words & names and words <= names | _MUSCLE_FILLER]
    return fits[0] if len(fits) == 1 else None


def could_be_angle(header: Header) -> bool:
    """Whether a header that names no channel still speaks of an angle."""
    return bool(header.words & _ANGLE or header.unit("angle"))


def could_be_travel(header: Header) -> bool:
    """Whether a header that names no channel still speaks of how far a machine moved."""
    return bool(header.words & (_TRAVEL | _words("lever cable rope stack hebel palanca seil pos dist distance")))


def _parts(word: str) -> tuple[str, ...]:
    """A word, or the two known words that it is made of."""
    if word not in _KNOWN:
        for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            if word[:cut] in _KNOWN and word[cut:] in _KNOWN:
                return word[:cut], word[cut:]
    return (word,)
