"""One mathematics for every array library: numpy, and whatever follows the Python array API standard.

The readable forms of :mod:`~legcurl.muscles.surfaces`, :mod:`~legcurl.muscles.hill` and
:mod:`~legcurl.muscles.recruitment` take their functions from the library that their arguments come from, so the same
lines run on a graphics processor (JAX, PyTorch, CuPy). They use only what both the standard and numpy 1.26 have, and
write into no array. Other libraries need double precision: the tolerances are those of 64 bits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any, TypeAlias, TypeVar

import numpy as np

Array: TypeAlias = Any
"""An array of numpy, or of any library that follows the array API standard."""
Data = TypeVar("Data")
State = TypeVar("State", bound=tuple[Array, ...])


def namespace(*arrays: Array) -> Any:
    """The functions of the library that arrays come from; numpy where all are numpy's."""
    foreign = [array for array in arrays if not isinstance(array, np.ndarray | np.generic | float)]
    if not foreign:
        return np
    from array_api_compat import array_namespace

    return array_namespace(*foreign)


def like(values: Array, array: Array) -> Array:
    """Numbers of numpy in the library, and on the device, of another array."""
    xp = namespace(array)
    if xp is np:
        return values
    from array_api_compat import device, is_jax_array

    # JAX moves what it needs by itself, and an array that it is still tracing is nowhere yet.
    return xp.asarray(values) if is_jax_array(array) else xp.asarray(values, device=device(array))


def moved(data: Data, array: Array) -> Data:
    """A dataclass with its numpy arrays in the library, and on the device, of another array."""
    if namespace(array) is np:
        return data
    values = {field.name: getattr(data, field.name) for field in fields(data)}  # type: ignore[arg-type]
    return replace(  # type: ignore[type-var]
        data, **{name: like(value, array) for name, value in values.items() if isinstance(value, np.ndarray)}
    )


def repeat(step: Callable[[State], State], state: State, unfinished: Callable[[State], Array], most: int) -> State:
    """Step from state to state while it is unfinished, at most so often.

    Parameters
    ----------
    step : callable
        From a tuple of arrays to the next, of the same shapes.
    state : tuple of ndarray
    unfinished : callable
        From a state to one truth value.
    most : int

    Returns
    -------
    tuple of ndarray
    """
    if namespace(*state) is not np:
        from array_api_compat import is_jax_array

        if is_jax_array(state[0]):  # has a loop of its own, which it can compile
            from jax.lax import while_loop

            last: State = while_loop(
                lambda at: (at[0] < most) & unfinished(at[1]), lambda at: (at[0] + 1, step(at[1])), (0, state)
            )[1]
            return last
    for _ in range(most):
        if not bool(unfinished(state)):
            break
        state = step(state)
    return state
