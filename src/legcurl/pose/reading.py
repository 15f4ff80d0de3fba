"""Recordings from every kind of file: importing this makes the formats of this room known beside those of ``io``."""

from legcurl.io.reading import read_recording
from legcurl.pose import film_format, formats  # noqa: F401  (each registers its formats)

__all__ = ["read_recording"]
