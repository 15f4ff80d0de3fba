"""The one door to OpenSim: an extra, imported where it is used, and kept quiet."""

from __future__ import annotations

import re
import textwrap
from os import PathLike
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from legcurl.errors import InputError, LegcurlError, MissingExtraError

COORDINATES = ("hip_flexion", "knee_angle", "ankle_angle")
"""Names of hip flexion, knee flexion and ankle dorsiflexion in the usual models, without their side."""
PLACES = ("Thrown at", "In Object", "In Component", "(Required", "SimTK Exception thrown")
"""Lines of an OpenSim message that only say where in OpenSim it came from."""
LONGEST = 160
"""Characters of it that are repeated."""


def opensim(purpose: str) -> Any:
    """The library, with its messages and its ``opensim.log`` switched off.

    Parameters
    ----------
    purpose : str
        What needs it, for the message where it is not installed.

    Raises
    ------
    MissingExtraError
        If it is not installed.
    LegcurlError
        If it is installed but lacks a library of the system, or a newer numpy.
    """
    try:
        import opensim as library
    except ModuleNotFoundError as error:
        raise MissingExtraError(purpose, "opensim") from error
    except ImportError as error:
        raise LegcurlError(f"OpenSim is installed but does not start: {error}\nInstall what it names.") from error
    library.Logger.removeFileSink()
    library.Logger.setLevelString("off")
    return library


def read_model(library: Any, path: str | PathLike[str]) -> Any:
    """An OpenSim model from its file, not yet initialised.

    Raises
    ------
    InputError
        If there is no such file, or it is no model that OpenSim can read.
    """
    if not Path(path).is_file():
        raise InputError("there is no such file", path=path)
    _check_document(path)
    try:
        model = library.Model(str(path))
        model.finalizeFromProperties()
    except RuntimeError as error:
        raise InputError(
            f"is not a model that OpenSim can read ({reason(error)})", path=path, fix="Open it in OpenSim and save it."
        ) from error
    return model


def _check_document(path: str | PathLike[str]) -> None:
    """Refuse what is no XML, or none of OpenSim's: OpenSim's own message would say nothing."""
    try:
        root = ElementTree.parse(path).getroot().tag
    except (ElementTree.ParseError, ValueError) as error:
        raise InputError(f"is not an OpenSim model: no XML ({error})", path=path, fix="Give an .osim file.") from error
    if root != "OpenSimDocument":
        raise InputError(f"is not an OpenSim model: begins with <{root}>, expected <OpenSimDocument>", path=path,
                         fix="Give an .osim file.")  # fmt: skip


def reason(error: RuntimeError) -> str:
    """The part of OpenSim's message that says something, in one line."""
    message = re.sub(r"^std::exception in '.*?\)( const)?': ", "", str(error))
    told = [line.strip() for line in message.splitlines() if line.strip() and not line.strip().startswith(PLACES)]
    return textwrap.shorten(" ".join(told) or message, LONGEST, placeholder=" …")
