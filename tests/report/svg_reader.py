"""Reads back what a drawing shows."""

import re
import xml.etree.ElementTree as ET

import numpy as np

from legcurl.report.svg import NAMESPACE, standalone


def tree_of(svg):
    """The element tree; fails where the text is not well formed."""
    return ET.fromstring(standalone(svg))


def elements(svg, tag, *classes):
    """All elements of a tag that have all of these classes."""
    found = tree_of(svg).iter(f"{{{NAMESPACE}}}{tag}")
    return [element for element in found if set(classes) <= set(element.get("class", "").split())]


def texts(svg):
    return [element.text for element in elements(svg, "text")]


def lines(data):
    """The corners of every piece of path data made of M, l and z."""
    pieces = []
    for start, steps in re.findall(r"M([^lzM]*)(?:l([^zM]*))?z?", data):
        numbers = [
            np.array([float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", part)]).reshape(-1, 2)
            for part in (start, steps)
        ]
        pieces.append(np.cumsum(np.concatenate(numbers), axis=0))
    return pieces


def points(element):
    """The corners of a path element that is one line."""
    (line,) = lines(element.get("d"))
    return line


def length(line):
    return float(np.hypot(*np.diff(line, axis=0).T).sum())
