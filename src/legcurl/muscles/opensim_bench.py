"""A bench for the muscles of an OpenSim model: each is pulled to a length at a speed, and its force is read.

OpenSim's static optimisation takes the force of a muscle whose tendon does not stretch. Measured, not recalculated,
the curves of every kind of muscle come out as OpenSim has them.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from legcurl.muscles.profile import CURVE_LENGTH, CURVE_VELOCITY
from legcurl.vocabulary import FloatArray

FLATTEST_COSINE = 1e-3
"""Fibres that stand nearly at a right angle to the tendon are not measured: they take the value of the next longer."""


def measure_curves(library: Any, muscles: list[Any]) -> tuple[FloatArray, FloatArray]:
    """Active force over length, and force factor over velocity, of every muscle.

    Parameters
    ----------
    library : module
        OpenSim.
    muscles : list
        Muscles of a model, of any kind.

    Returns
    -------
    active : ndarray, shape (muscles, 401)
        Over :data:`legcurl.muscles.profile.CURVE_LENGTH`, at rest.
    velocity : ndarray, shape (muscles, 401)
        Over :data:`legcurl.muscles.profile.CURVE_VELOCITY`, at the optimal length, 1 at rest.
    """
    active = np.empty((len(muscles), CURVE_LENGTH.size))
    velocity = np.empty((len(muscles), CURVE_VELOCITY.size))
    for index, muscle in enumerate(muscles):
        bench = _Bench(library, muscle)
        thickness = np.sin(bench.pennation)
        along = np.sqrt(np.maximum(CURVE_LENGTH**2 - thickness**2, 0.0))
        reached = along >= FLATTEST_COSINE
        forces = np.array([bench.force(one, 0.0) for one in along[reached]])
        active[index] = np.interp(CURVE_LENGTH, CURVE_LENGTH[reached], forces)
        cosine = np.cos(bench.pennation)
        at_speed = np.array([bench.force(cosine, one / cosine) for one in CURVE_VELOCITY])
        velocity[index] = at_speed / bench.force(cosine, 0.0)
    return np.maximum(active, 0.0), np.maximum(velocity, 0.0)


class _Bench:
    """One muscle between the ground and a slider that stands at its length beyond the tendon, optimal lengths."""

    def __init__(self, library: Any, muscle: Any) -> None:
        self._max_force = muscle.getMaxIsometricForce()
        self._fastest = muscle.getMaxContractionVelocity()
        self.pennation = muscle.getPennationAngleAtOptimalFiberLength()
        self._model = library.Model()
        block = library.Body("block", 1.0, library.Vec3(0.0), library.Inertia(1.0))
        slider = library.SliderJoint("slider", self._model.getGround(), block)
        slider.updCoordinate().setName("along")
        self._model.addBody(block)
        self._model.addJoint(slider)
        clone = muscle.clone()
        clone.setName("muscle")
        clone.set_path(_straight_path(library, muscle.getOptimalFiberLength(), muscle.getTendonSlackLength()))
        self._model.addForce(clone)
        self._model.finalizeConnections()
        self._state = self._model.initSystem()
        self._along = self._model.getCoordinateSet().get("along")
        self._muscle = self._model.getMuscles().get(0)

    def force(self, along: float, speed: float) -> float:
        """Active force at full activation over the maximum isometric one, along the fibre.

        `along` is the fibre's length along the tendon, optimal lengths; `speed` its change, maximum velocities.
        """
        self._along.setValue(self._state, float(along))
        self._along.setSpeedValue(self._state, float(speed * self._fastest))
        self._model.realizeVelocity(self._state)
        return float(self._muscle.calcInextensibleTendonActiveFiberForce(self._state, 1.0) / self._max_force)


def _straight_path(library: Any, optimal_fiber_m: float, tendon_slack_m: float) -> Any:
    """A path as long as the tendon and so many optimal lengths as the slider stands at."""
    function = library.MultivariatePolynomialFunction()
    function.setDimension(1)
    function.setOrder(1)
    coefficients = library.Vector(2, 0.0)
    coefficients[0], coefficients[1] = tendon_slack_m, optimal_fiber_m
    function.setCoefficients(coefficients)
    path = library.FunctionBasedPath()
    path.setLengthFunction(function)
    path.appendCoordinatePath("/jointset/slider/along")
    return path
