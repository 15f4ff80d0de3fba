"""Films, folders of their frames, and single pictures among the formats that are recognised by content."""

from __future__ import annotations

from pathlib import Path

from legcurl.errors import InputError
from legcurl.io.head import Head
from legcurl.io.registry import CERTAIN, Format, ReadOptions, register
from legcurl.pose.stills import pictures
from legcurl.recording import Recording

_FILMS: tuple[tuple[int, bytes], ...] = (
    (4, b"ftyp"), (4, b"moov"), (4, b"mdat"), (4, b"wide"), (0, b"\x1a\x45\xdf\xa3"), (0, b"GIF8"), (8, b"AVI "),
    (0, b"\x00\x00\x01\xba"), (0, b"FLV"),
)  # fmt: skip
"""Where and how files of films begin: MP4 and MOV, WebM and Matroska, GIF, AVI, MPEG, FLV."""
_PICTURES: tuple[tuple[int, bytes], ...] = (
    (0, b"\xff\xd8\xff"), (0, b"\x89PNG"), (8, b"WEBP"), (0, b"BM"), (0, b"II*\0"), (0, b"MM\0*"), (4, b"ftyphei"),
)  # fmt: skip
FEWEST = 2
"""A folder with fewer pictures is no film."""


@register
class FilmFormat(Format):
    """A film, or a folder of its frames."""

    name = "film"
    what = "videos (MP4, MOV, WebM, MKV, GIF) and folders of frames"

    def guess(self, head: Head, options: ReadOptions) -> int:
        """By its first bytes; a folder by the pictures in it."""
        if head.is_folder:
            return CERTAIN if len(pictures(head.path)) >= FEWEST else 0
        return CERTAIN if _begins(head, _FILMS) and not _begins(head, _PICTURES) else 0

    def read(self, head: Head, options: ReadOptions) -> Recording:
        """Follow the lifter through it."""
        from legcurl.pose.film import FilmOptions, read_film

        said = FilmOptions(options.roi, options.rotate, options.leg, options.pose_model, options.rate_hz)
        return read_film(head.path, said, on_frame=options.on_frame, progress=options.progress,
                         on_track=options.on_track)  # fmt: skip

    def files(self, head: Head) -> tuple[Path, ...]:
        """The file, or the pictures of the folder."""
        return tuple(pictures(head.path)) if head.is_folder else (head.path,)


@register
class PictureFormat(Format):
    """One picture: no set, but its angles are told."""

    name = "picture"
    what = "single pictures"

    def guess(self, head: Head, options: ReadOptions) -> int:
        """By its first bytes."""
        return CERTAIN if not head.is_folder and _begins(head, _PICTURES) else 0

    def read(self, head: Head, options: ReadOptions) -> Recording:
        """Say what it shows; always refused, for one picture is not a set."""
        from legcurl.pose.picture import in_words, measure_picture

        angles = measure_picture(head.path, options.leg, model=options.pose_model, rotate=options.rotate)
        raise InputError(
            f"one picture is not a set; it shows: {in_words(angles)}", path=head.path, fix="Give the video of the set."
        )


def _begins(head: Head, marks: tuple[tuple[int, bytes], ...]) -> bool:
    return any(head.data[at:].startswith(mark) for at, mark in marks)
