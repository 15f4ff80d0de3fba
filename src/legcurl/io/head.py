"""The beginning of a file, by which its format is known, and its bytes and hash when it is read."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import Self

from legcurl.errors import InputError
from legcurl.io.layout import Layout, find_layout

HEAD_BYTES = 65536
"""Bytes that are looked at to know a format; any header and some dozens of rows fit."""
CONTROL_SHARE = 0.02
"""Share of control characters above which bytes are no text."""
UTF16_NUL_SHARE = 0.4
"""In UTF-16 text of figures every second byte is NUL; less than this share of one parity is no such text."""


@dataclass(frozen=True)
class Head:
    """The beginning of one file.

    Parameters
    ----------
    path : Path
        Where it lies, for messages and for reading on.
    data : bytes
        Its first :data:`HEAD_BYTES` bytes; empty for a folder.
    size : int
        Bytes in the whole file.
    is_folder : bool
        Whether the path is a folder.
    content : bytes, optional
        All bytes, where they are not a file of their own (a member of an archive).
    """

    path: Path
    data: bytes
    size: int
    is_folder: bool = False
    content: bytes | None = None

    @classmethod
    def open(cls, path: str | PathLike[str]) -> Self:
        """Look at a file.

        Raises
        ------
        InputError
            If it is missing, empty, not a regular file, or may not be read.
        """
        file = Path(path)
        try:
            if file.is_dir():
                return cls(file, b"", 0, is_folder=True)
            if file.exists() and not file.is_file():
                raise InputError("not a regular file", path=file, fix="Save it as a file first.")
            with file.open("rb") as stream:
                data = stream.read(HEAD_BYTES)
                size = stream.seek(0, 2)
        except FileNotFoundError as error:
            raise InputError("there is no such file", path=file, fix="Check the name and the folder.") from error
        except PermissionError as error:
            raise InputError(
                "may not be read (no permission)", path=file, fix="Give yourself the right to read it."
            ) from error
        except (OSError, ValueError) as error:
            raise InputError(f"cannot be opened: {error}", path=file, fix="Check the name and the folder.") from error
        return cls.of(file, data, size)

    @classmethod
    def of(cls, path: Path, data: bytes, size: int, content: bytes | None = None) -> Self:
        """Make a head from bytes at hand; empty ones are refused."""
        if not data.strip():
            raise InputError("the file is empty", path=path, fix="Record or export it again.")
        return cls(path, data, size, content=content)

    @cached_property
    def encoding(self) -> str | None:
        """Text encoding of the file, or None where it is no text."""
        if self.data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return "utf-16"
        odd, even = self.data[1::2].count(0), self.data[::2].count(0)
        half = len(self.data) / 2
        if max(odd, even) > UTF16_NUL_SHARE * half and min(odd, even) == 0:
            return "utf-16-le" if odd else "utf-16-be"
        control = len(self.data.translate(None, delete=_PRINTABLE))
        if control > CONTROL_SHARE * len(self.data) or b"\0" in self.data:
            return None
        try:
            self.data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            cut_short = error.start >= len(self.data) - 3 and len(self.data) < self.size
            return "utf-8-sig" if cut_short else "cp1252"
        return "utf-8-sig"

    @cached_property
    def text(self) -> str | None:
        """The head as text with line ends ``\\n``, or None where it is no text."""
        if self.encoding is None:
            return None
        whole = self.data[: len(self.data) // 2 * 2] if self.encoding.startswith("utf-16") else self.data
        return whole.decode(self.encoding, errors="replace").replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Lines of the head; a last one that the head cuts off is left out."""
        if self.text is None:
            return ()
        lines = self.text.split("\n")
        return tuple(lines[:-1] if len(self.data) < self.size or not lines[-1] else lines)

    @cached_property
    def layout(self) -> Layout | None:
        """How the file is laid out if it is a table of text, else None."""
        return find_layout(self.lines)

    def body(self, skip: int = 0) -> bytes:
        """Read the file from the line after `skip` lines on, in a superset of ASCII, lines ending in ``\\n``."""
        if self.encoding is not None and self.encoding.startswith("utf-16"):
            text = self.read().decode(self.encoding, errors="replace").removeprefix("\ufeff")
            return _after(text.replace("\r\n", "\n").replace("\r", "\n").encode(), skip)
        if _LONE_RETURN.search(self.data[:-1]):
            return _after(self.read().replace(b"\r\n", b"\n").replace(b"\r", b"\n"), skip)
        start = len(self.data) - len(_after(self.data, skip))
        return self.read(start)

    def read(self, start: int = 0) -> bytes:
        """All bytes from `start` on."""
        if self.content is not None:
            return self.content[start:]
        try:
            with self.path.open("rb") as stream:
                stream.seek(start)
                return stream.read()
        except (OSError, MemoryError) as error:
            raise InputError(f"cannot be read: {error or 'too large for the memory'}", path=self.path) from error


class Hashing(threading.Thread):
    """SHA-256 of files, one after the other, streamed beside the reading of them.

    Parameters
    ----------
    files : iterable of Path
        Files in the order in which their bytes are hashed.
    """

    def __init__(self, files: Iterable[Path]) -> None:
        super().__init__(daemon=True)
        self._files = tuple(files)
        self._hash = hashlib.sha256()
        self._error: OSError | None = None

    def run(self) -> None:
        """Hash the files."""
        try:
            for file in self._files:
                with file.open("rb") as stream:
                    while chunk := stream.read(1 << 20):
                        self._hash.update(chunk)
        except OSError as error:
            self._error = error

    def result(self) -> str:
        """Hash in hexadecimal digits, when all is read."""
        self.join()
        if self._error is not None:
            raise InputError(f"cannot be read: {self._error}", path=self._files[0]) from self._error
        return self._hash.hexdigest()


_LONE_RETURN = re.compile(rb"\r(?!\n)")
_PRINTABLE = bytes(code for code in range(256) if code >= 32 or code in b"\t\n\r\f")


def _after(data: bytes, lines: int) -> bytes:
    """The rest of `data` after a number of lines."""
    at = 0
    for _ in range(lines):
        at = data.find(b"\n", at) + 1
        if at == 0:
            return b""
    return data[at:]
