"""What a person calls the muscles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from legcurl.vocabulary import MUSCLES, Muscle

MUSCLE_NAMES: Mapping[Muscle, str] = MappingProxyType({
    "bflh": "Biceps femoris, long head", "bfsh": "Biceps femoris, short head", "semiten": "Semitendinosus",
    "semimem": "Semimembranosus", "gasmed": "Gastrocnemius, medial head", "gaslat": "Gastrocnemius, lateral head",
    "grac": "Gracilis", "sart": "Sartorius", "popli": "Popliteus", "soleus": "Soleus", "tibant": "Tibialis anterior",
    "recfem": "Rectus femoris", "vasti": "Vasti", "glmax": "Gluteus maximus",
})  # fmt: skip

HAMSTRINGS: tuple[Muscle, ...] = ("bflh", "bfsh", "semiten", "semimem")
CALF: tuple[Muscle, ...] = ("gasmed", "gaslat")


def muscle_name(muscle: str) -> str:
    """The name of a muscle; of one that is not ours, what its model calls it."""
    return {str(key): name for key, name in MUSCLE_NAMES.items()}.get(muscle, muscle)


def in_order(muscles: Iterable[str]) -> list[str]:
    """Muscles as they are shown: the heads of the hamstrings first, those that are not ours last."""
    known = {str(name): k for k, name in enumerate(MUSCLES)}
    return sorted(muscles, key=lambda name: (known.get(name, len(known)), name))
