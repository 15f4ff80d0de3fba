"""Recordings from files and to files."""

from legcurl.io.reading import read_recording
from legcurl.io.writers import write_csv, write_mot, write_parquet

__all__ = ["read_recording", "write_csv", "write_mot", "write_parquet"]
