"""Simulated recordings whose truth is known, and the example sets made of them."""

from legcurl.simulate.example_sets import Example, examples
from legcurl.simulate.generator import SimulatedSet, simulate_inertial, simulate_set
from legcurl.simulate.inertial import InertialTable
from legcurl.simulate.others import OtherPlan
from legcurl.simulate.plans import Faults, RepPlan, Sensor, SetPlan, even_reps, vary
from legcurl.simulate.random_plans import disturbances, random_plan
from legcurl.simulate.truth import TrueRep, Truth

__all__ = [
    "Example",
    "Faults",
    "InertialTable",
    "OtherPlan",
    "RepPlan",
    "Sensor",
    "SetPlan",
    "SimulatedSet",
    "TrueRep",
    "Truth",
    "disturbances",
    "even_reps",
    "examples",
    "random_plan",
    "simulate_inertial",
    "simulate_set",
    "vary",
]
