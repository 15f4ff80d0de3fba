"""What a file looks like that no format can read, and what its owner can do."""

from __future__ import annotations

from legcurl.io.head import Head

_TABLE = "Export the table as CSV."
_MAGIC: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"\x1f\x8b", "a gzip archive", "Unpack it first."),
    (0, b"Rar!", "a RAR archive", "Unpack it first."),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive", "Unpack it first."),
    (0, b"%PDF", "a PDF", _TABLE),
    (0, b"\xd0\xcf\x11\xe0", "an old Excel workbook", _TABLE),
    (0, b"\x89HDF", "an HDF5 file", _TABLE),
    (0, b"MATLAB 5.0", "a MATLAB file", _TABLE),
    (0, b"\x89PNG", "a picture", "Give the recording itself."),
    (0, b"\xff\xd8\xff", "a picture", "Give the recording itself."),
    (4, b"ftyp", "a video", "Take the angles out of it first, and give them as a table."),
    (8, b".FIT", "a FIT training log", "It holds no angles; give the recording itself."),
    (0, b"PathFileType", "a TRC file of marker positions", "Run inverse kinematics on it and give the .mot file."),
    (0, b"{", "JSON", _TABLE),
    (0, b"[", "JSON", _TABLE),
    (0, b"<", "XML or HTML", _TABLE),
)


def clue(head: Head) -> tuple[str, str | None]:
    """What is wrong with a file that no format can read, and a remedy where there is a special one.

    Returns
    -------
    problem : str
    fix : str or None
    """
    if head.is_folder:
        return (
            "a folder in which no recording was found",
            "Give the file itself, or a phyphox folder with Raw Data.csv.",
        )
    if head.data.startswith(b"PK"):
        if b"xl/" in head.data:
            return "an Excel workbook", _TABLE
        return "an archive in which no phyphox recording was found", "Unpack it and give the file itself."
    for offset, magic, what, fix in _MAGIC:
        if head.data.lstrip(b"\xef\xbb\xbf \r\n\t")[offset:].startswith(magic):
            return f"this is {what}, not a table of angles", fix
    if head.data[1:2] == b"\x50":
        return "this is perhaps a C3D file, not a table of angles", "Export the joint angles as CSV or .mot."
    if head.text is None:
        return "neither text nor any binary format that Legcurl knows", None
    return "a text without rows of figures", "Give a table: a header line, and rows of figures below it."
