"""An OpenSim leg as other people build them: knee flexion negative, a wrapping cylinder, a conditional point, a
coupled kneecap, two kinds of muscles, a muscle that crosses nothing, both sides.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

THIGH_M, SHANK_M = 0.4, 0.42
WRAP_RADIUS_M = 0.03
LIMITS = {"hip_flexion": (-0.5, 2.0), "knee_angle": (-2.1, 0.17), "ankle_angle": (-0.7, 0.5)}


def write_foreign_leg(path: Path, side: str = "r") -> None:
    """Write the model."""
    import opensim

    opensim.Logger.removeFileSink()
    opensim.Logger.setLevelString("off")
    model = opensim.Model()
    model.setName("foreign")
    bodies = {}
    for name in ("torso", "pelvis", "femur", "tibia", "foot", "patella"):
        bodies[name] = opensim.Body(f"{name}_{side}", 1.0, opensim.Vec3(0.0), opensim.Inertia(0.1))
        model.addBody(bodies[name])
    model.addJoint(opensim.WeldJoint("base", model.getGround(), bodies["pelvis"]))
    _pin(opensim, model, "back", bodies["pelvis"], 0.1, bodies["torso"], "lumbar_extension", (-1, 1))
    _pin(opensim, model, f"hip_{side}", bodies["pelvis"], 0.0, bodies["femur"], f"hip_flexion_{side}",
         LIMITS["hip_flexion"])  # fmt: skip
    _pin(opensim, model, f"knee_{side}", bodies["femur"], -THIGH_M, bodies["tibia"], f"knee_angle_{side}",
         LIMITS["knee_angle"])  # fmt: skip
    _pin(opensim, model, f"ankle_{side}", bodies["tibia"], -SHANK_M, bodies["foot"], f"ankle_angle_{side}",
         LIMITS["ankle_angle"])  # fmt: skip
    _pin(opensim, model, f"patellofemoral_{side}", bodies["femur"], -THIGH_M, bodies["patella"],
         f"knee_angle_{side}_beta", (-3, 3))  # fmt: skip
    coupler = opensim.CoordinateCouplerConstraint()
    names = opensim.ArrayStr()
    names.append(f"knee_angle_{side}")
    coupler.setIndependentCoordinateNames(names)
    coupler.setDependentCoordinateName(f"knee_angle_{side}_beta")
    coupler.setFunction(opensim.LinearFunction(0.5, 0.0))
    model.addConstraint(coupler)
    _muscles(opensim, model, bodies, side)
    model.finalizeConnections()
    assert model.printToXML(str(path))


def _pin(opensim: Any, model: Any, name: str, parent: Any, up: float, child: Any, coordinate: str, limits: Any) -> None:
    zero = opensim.Vec3(0.0)
    joint = opensim.PinJoint(name, parent, opensim.Vec3(0.0, up, 0.0), zero, child, zero, zero)
    one = joint.updCoordinate()
    one.setName(coordinate)
    one.setRangeMin(float(limits[0]))
    one.setRangeMax(float(limits[1]))
    one.setDefaultClamped(True)
    model.addJoint(joint)


def _muscles(opensim: Any, model: Any, bodies: dict[str, Any], side: str) -> None:
    wrap = opensim.WrapCylinder()
    wrap.setName("condyle")
    wrap.set_radius(WRAP_RADIUS_M)
    wrap.set_length(1.0)
    wrap.set_translation(opensim.Vec3(0.0, -THIGH_M, 0.0))
    wrap.set_quadrant("-x")
    bodies["femur"].addWrapObject(wrap)
    millard, thelen = opensim.Millard2012EquilibriumMuscle, opensim.Thelen2003Muscle
    vec = opensim.Vec3
    short = _muscle(model, millard, f"bifemsh_{side}", 800.0, 0.12, 0.1, 0.4)
    short.addNewPathPoint("a", bodies["femur"], vec(-0.005, -0.2, 0.0))
    short.addNewPathPoint("b", bodies["tibia"], vec(-0.01, -0.07, 0.0))
    short.updGeometryPath().addPathWrap(wrap)
    long = _muscle(model, thelen, f"bifemlh_{side}", 900.0, 0.11, 0.33, 0.0)
    long.addNewPathPoint("a", bodies["pelvis"], vec(-0.06, -0.05, 0.0))
    long.addNewPathPoint("b", bodies["tibia"], vec(-0.03, -0.05, 0.0))
    thigh = _muscle(model, millard, f"rect_fem_{side}", 1000.0, 0.11, 0.4, 0.1)
    thigh.addNewPathPoint("a", bodies["pelvis"], vec(0.04, 0.0, 0.0))
    thigh.addNewPathPoint("b", bodies["patella"], vec(0.05, 0.02, 0.0))
    thigh.addNewPathPoint("c", bodies["tibia"], vec(0.04, -0.06, 0.0))
    calf = _muscle(model, thelen, f"med_gas_{side}", 1500.0, 0.06, 0.39, 0.2)
    calf.addNewPathPoint("a", bodies["femur"], vec(-0.02, -THIGH_M + 0.02, 0.0))
    bent = opensim.ConditionalPathPoint()
    bent.setName("bent")
    bent.updSocket("parent_frame").setConnecteePath(f"/bodyset/tibia_{side}")
    bent.setLocation(vec(-0.03, -0.1, 0.0))
    bent.setRangeMin(-3.0)
    bent.setRangeMax(-1.9)
    bent.updSocket("coordinate").setConnecteePath(f"/jointset/knee_{side}/knee_angle_{side}")
    calf.updGeometryPath().updPathPointSet().cloneAndAppend(bent)
    calf.addNewPathPoint("c", bodies["foot"], vec(-0.05, -0.03, 0.0))
    shin = _muscle(model, millard, f"tib_ant_{side}", 900.0, 0.07, 0.24, 0.1)
    shin.addNewPathPoint("a", bodies["tibia"], vec(0.02, -0.15, 0.0))
    shin.addNewPathPoint("b", bodies["foot"], vec(0.06, -0.02, 0.0))
    trunk = _muscle(model, millard, f"ercspn_{side}", 900.0, 0.07, 0.04, 0.0)
    trunk.addNewPathPoint("a", bodies["pelvis"], vec(-0.05, 0.0, 0.0))
    trunk.addNewPathPoint("b", bodies["torso"], vec(-0.05, 0.1, 0.0))
    other = "l" if side == "r" else "r"
    stray = _muscle(model, millard, f"stray_{other}", 900.0, 0.07, 0.04, 0.0)
    stray.addNewPathPoint("a", bodies["pelvis"], vec(0.0))
    stray.addNewPathPoint("b", bodies["torso"], vec(0.0, 0.1, 0.0))


def _muscle(model: Any, kind: Any, name: str, force: float, fiber: float, tendon: float, pennation: float) -> Any:
    muscle = kind(name, force, fiber, tendon, pennation)
    model.addForce(muscle)
    return muscle


def straight_distance(hip: float, knee: float) -> float:
    """Length of the long head in the planar leg, from trigonometry alone."""
    x, y = -0.03, -0.05
    for turn, below in ((-knee, THIGH_M), (hip, 0.0)):
        x, y = x * np.cos(turn) - y * np.sin(turn), x * np.sin(turn) + y * np.cos(turn) - below
    return float(np.hypot(x + 0.06, y + 0.05))
