"""The leg curl machine: a lever with a pad, a cam, a cable and a stack; and its generic presets."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from types import MappingProxyType

from legcurl.errors import InputError
from legcurl.vocabulary import Variation

BOUNDS: Mapping[str, tuple[float, float]] = MappingProxyType({
    "lever_m": (0.1, 1.0), "pivot_along_m": (-0.3, 0.3), "pivot_across_m": (-0.3, 0.3),
    "carriage_kg": (0.0, 60.0), "lever_mass_kg": (0.0, 60.0), "lever_center_m": (-0.5, 1.0),
    "lever_inertia_kg_m2": (0.0, 30.0), "friction_up": (0.0, 0.6), "friction_down": (0.0, 0.6),
    "thigh_tilt_deg": (-130.0, 130.0), "hip_flexion_deg": (-30.0, 130.0), "rest_lever_deg": (-60.0, 150.0),
    "plate_step_kg": (0.1, 100.0),
})  # fmt: skip
"""What a machine can plausibly be; beyond it is a typing error (design choice)."""
CAM_RADIUS_M = (0.0, 0.6)
"""The same for the cam, m of stack travel for each radian of the lever (design choice)."""
LOAD_KG = (0.0, 400.0)
"""The same for the load (design choice)."""


@dataclass(frozen=True, slots=True)
class Machine:
    """A leg curl machine, or the lack of one.

    Parameters
    ----------
    name : str
    variation : str
        ``prone``, ``seated``, ``standing`` …
    lever_m : float
        Pivot to pad.
    cam_angle_deg, cam_radius_m : tuple of float
        Travel of the stack for each radian that the lever turns, at lever angles (0 as a straight leg, increasing);
        in between along straight lines, beyond constant. All zero: no machine.
    pivot_along_m, pivot_across_m : float
        Pivot from the knee axis: along the thigh, away from the hip, and towards the back of the thigh.
    carriage_kg : float
        Mass that moves with the stack without being on its label.
    lever_mass_kg, lever_center_m, lever_inertia_kg_m2 : float
        Mass of the lever with pad, its centre of mass from the pivot (0: counterweighted), inertia about the pivot.
    friction_up, friction_down : float
        Share of the cable's tension that friction adds while lifting and takes away while lowering.
    thigh_tilt_deg : float
        Direction of the thigh from straight down, positive to the back: standing 0, prone 90, seated −90.
    hip_flexion_deg : float
        Angle between trunk and thigh that the machine holds.
    rest_lever_deg : float, optional
        Lever angle up to which the stack stands on its rest and the cable carries nothing; None: it always hangs.
    plate_step_kg : float, optional
        Smallest step of the stack, as its labels count.
    generic : bool
        Whether this is a preset that stands for no machine in particular.

    Raises
    ------
    InputError
        If an entry is impossible or entries contradict each other.
    """

    name: str
    variation: Variation
    lever_m: float
    cam_angle_deg: tuple[float, ...]
    cam_radius_m: tuple[float, ...]
    pivot_along_m: float = 0.0
    pivot_across_m: float = 0.0
    carriage_kg: float = 0.0
    lever_mass_kg: float = 0.0
    lever_center_m: float = 0.0
    lever_inertia_kg_m2: float = 0.0
    friction_up: float = 0.0
    friction_down: float = 0.0
    thigh_tilt_deg: float = 0.0
    hip_flexion_deg: float = 0.0
    rest_lever_deg: float | None = None
    plate_step_kg: float | None = None
    generic: bool = False

    def __post_init__(self) -> None:
        for name, (low, high) in BOUNDS.items():
            value = getattr(self, name)
            if value is not None and not low <= value <= high:
                raise InputError(f"machine: {name} = {value:g}, expected {low:g} to {high:g}")
        angles, radii = self.cam_angle_deg, self.cam_radius_m
        if len(angles) != len(radii) or not radii:
            raise InputError(f"machine: cam has {len(angles)} angles and {len(radii)} radii, expected as many of both")
        if any(b <= a for a, b in pairwise(angles)) or not all(map(math.isfinite, angles)):
            raise InputError("machine: cam angles must increase")
        if not all(CAM_RADIUS_M[0] <= radius <= CAM_RADIUS_M[1] for radius in radii):
            raise InputError(f"machine: cam radii must be {CAM_RADIUS_M[0]:g} to {CAM_RADIUS_M[1]:g} m")
        if math.hypot(self.pivot_along_m, self.pivot_across_m) >= self.lever_m:
            raise InputError("machine: the pivot is farther from the knee than the pad is from the pivot")
        if self.lever_inertia_kg_m2 < self.lever_mass_kg * self.lever_center_m**2:
            raise InputError(
                f"machine: lever_inertia_kg_m2 = {self.lever_inertia_kg_m2:g} is less than that of its mass at "
                f"lever_center_m, {self.lever_mass_kg * self.lever_center_m**2:.3g}"
            )


ENTRIES = tuple(field.name for field in fields(Machine) if field.name != "generic")
"""What a machine file may say."""


def checked_load(load_kg: float) -> float:
    """The load as given.

    Raises
    ------
    InputError
        If no stack can carry it.
    """
    if not LOAD_KG[0] <= load_kg <= LOAD_KG[1]:
        raise InputError(f"load = {load_kg:g} kg, expected {LOAD_KG[0]:g} to {LOAD_KG[1]:g} kg")
    return load_kg


# Generic machines: sizes of the commercial kind, none measured (design choice). The cams are round: an unknown cam is
# better flat than wrong, since real ones differ by a factor of two over the range (Lurvey 1991).
_PRONE = Machine(
    name="generic prone",
    variation="prone",
    lever_m=0.36,
    cam_angle_deg=(0.0,),
    cam_radius_m=(0.20,),
    carriage_kg=2.0,
    lever_mass_kg=6.0,
    lever_center_m=0.05,
    lever_inertia_kg_m2=0.45,
    friction_up=0.08,
    friction_down=0.08,
    thigh_tilt_deg=85.0,
    hip_flexion_deg=15.0,
    generic=True,
)
_NONE = Machine("no machine, standing", "standing", lever_m=0.36, cam_angle_deg=(0.0,), cam_radius_m=(0.0,))

PRESETS: Mapping[str, Machine] = MappingProxyType({
    "prone": _PRONE,
    "seated": replace(_PRONE, name="generic seated", variation="seated", thigh_tilt_deg=-85.0, hip_flexion_deg=85.0),
    "standing": replace(_PRONE, name="generic standing", variation="standing", thigh_tilt_deg=0.0, hip_flexion_deg=10),
    "standing-free": _NONE,
    "prone-free": replace(_NONE, name="no machine, prone", variation="prone", thigh_tilt_deg=90.0),
})  # fmt: skip
"""Generic machines by name; ``-free`` is the own leg alone."""
