"""Dates as apps write them: ISO, figures in either order, names of months in a dozen languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from legcurl.errors import InputError
from legcurl.journal.importers.registry import DateOrder

NOON = 12
"""Hour of a set of which the day alone is known: noon stays on that day in nearly every zone."""
CENTURY = 2000
"""Of years written with two figures; the apps are younger."""
MONTHS = (
    "january february march april may june july august september october november december",
    "januar februar marz april mai juni juli august september oktober november dezember",
    "janner feber maerz april mai juni juli august september oktober november dezember",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "januari februari mrt april maj juni juli augusti september oktober november december",
    "januar februar mars april mai juni juli august september oktober november desember",
    "styczen luty marzec kwiecien maj czerwiec lipiec sierpien wrzesien pazdziernik listopad grudzien",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia",
    "ocak subat mart nisan mayıs haziran temmuz agustos eylul ekim kasım aralık",
    "январь февраль март апрель маи июнь июль август сентябрь октябрь ноябрь декабрь",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
)
"""English, German (twice), Spanish, French, Italian, Portuguese, Dutch, Swedish, Danish and Norwegian, Polish (twice),
Turkish, Russian (twice); in small letters without accents. An abbreviation is the beginning of one of them."""
BEFORE_NOON = ("am", "a.m.", "a. m.", "午前", "上午", "오전")
AFTER_NOON = ("pm", "p.m.", "p. m.", "午後", "下午", "오후")

_HALF = "|".join(re.escape(word) for word in (*BEFORE_NOON, *AFTER_NOON))
_TIME = re.compile(
    rf"(?:(?P<before>{_HALF})\s*)?(?P<hour>\d{{1,2}})(?:[:.h](?P<minute>\d{{2}}))(?:[:.](?P<second>\d{{2}})(?:[.,]\d+)?)?"
    rf"\s*(?P<after>{_HALF})?\s*(?P<zone>z|utc|gmt|[+-]\d{{2}}:?\d{{2}})?$"
)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})\s?[-/.年년]\s?(?P<month>\d{1,2})\s?[-/.月월]\s?(?P<day>\d{1,2})[日일.]?")
_FIGURES = re.compile(
    r"(?P<first>\d{1,2})\s?(?P<sign>[-/.])\s?(?P<second>\d{1,2})\s?(?P=sign)\s?(?P<year>\d{4}|\d{2})\b\.?"
)
_DAY_MONTH = re.compile(
    r"(?P<day>\d{1,2})\.?[\s-](?:de |of )?(?P<name>[^\W\d_]{3,})\.?,?[\s-](?:de |del )?(?P<year>\d{4})\b"
)
_MONTH_DAY = re.compile(r"(?P<name>[^\W\d_]{3,})\.?\s(?P<day>\d{1,2}),?\s(?P<year>\d{4})\b")
_BETWEEN = re.compile(r"[\s,t]*(?:(?:г\.|r\.|at|um|kl\.?|a las|as|a|om|alle|o)[\s,]+)*")


@dataclass(frozen=True, slots=True)
class _Written:
    """A date as it stands there; where `figures` are given, their order decides which is the day."""

    year: int
    month: int
    day: int
    rest: str
    figures: tuple[int, int] | None = None


def date_order(texts: Iterable[str], told: DateOrder | None) -> tuple[DateOrder, str | None]:
    """The order of day and month in dates of figures, and what was assumed.

    Parameters
    ----------
    texts : iterable of str
        All dates of the file, those of other exercises too: any of them may decide.
    told : {"dmy", "mdy"} or None
        The person's word; it is needed where no date decides.

    Returns
    -------
    order : {"dmy", "mdy"}
    note : str or None
        What was assumed, None where the dates leave no choice.

    Raises
    ------
    InputError
        If the dates can be read both ways and nothing was told, or some can be read in one order only and some in
        the other.
    """
    open_date, day_first, month_first, dotted = None, None, None, None
    for text in dict.fromkeys(texts):
        written = _written(text)
        if written is None or written.figures is None:
            continue
        first, second = written.figures
        day_first = day_first or (text if 12 < first <= 31 and second <= 12 else None)
        month_first = month_first or (text if 12 < second <= 31 and first <= 12 else None)
        open_date = open_date or (text if first != second and max(first, second) <= 12 else None)
        dotted = dotted or (text if "." in text.split()[0] else None)
    if told is not None:
        return told, None
    if day_first and month_first:
        raise InputError(
            f"some dates begin with the day ({day_first}), some with the month ({month_first})",
            fix="Export the log again, or say which order holds: --date-order dmy or --date-order mdy",
        )
    if day_first or month_first or open_date is None:
        return "mdy" if month_first else "dmy", None
    if dotted:
        return "dmy", f"dates such as {open_date} are taken as day.month.year (--date-order)"
    raise InputError(
        f"dates such as {open_date} can be read with the day or the month first, and no date of the file decides",
        fix="Say which: --date-order dmy (day first) or --date-order mdy (month first)",
    )


@lru_cache(maxsize=65536)
def parse_moment(text: str, order: DateOrder, zone: tzinfo | None) -> datetime:
    """The moment that a text says.

    Parameters
    ----------
    text : str
        A date, and perhaps a time and a zone; without a time it is noon.
    order : {"dmy", "mdy"}
        Of dates in figures.
    zone : tzinfo or None
        Of times that name none, and for those in UTC; None is the machine's own.

    Raises
    ------
    ValueError
        With the reason, if it is no date.
    """
    written = _written(text)
    if written is None:
        raise ValueError(f"no date: {text[:40]!r}" if text.strip() else "the date is missing")
    month, day = written.month, written.day
    if written.figures is not None:
        day, month = written.figures if order == "dmy" else written.figures[::-1]
    try:
        moment = datetime(written.year, month, day, NOON)
    except ValueError as error:
        turned = " with the day first" if order == "dmy" else " with the month first"
        raise ValueError(f"no date{turned if written.figures else ''}: {text[:40]!r}") from error
    if not written.rest:
        return _in_zone(moment, zone)
    time = _TIME.fullmatch(written.rest)
    if time is None:
        raise ValueError(f"no time of day: {text[:40]!r}")
    try:
        moment = moment.replace(hour=_hour(time), minute=int(time["minute"]), second=int(time["second"] or 0))
        if time["zone"] is None:
            return _in_zone(moment, zone)
        stated = moment.replace(tzinfo=_offset(time["zone"]))
        return stated.astimezone(zone) if stated.tzinfo is UTC else stated
    except ValueError as error:
        raise ValueError(f"no time of day: {text[:40]!r}") from error


def _in_zone(moment: datetime, zone: tzinfo | None) -> datetime:
    """The moment with its offset; the machine's own zone knows summer and winter."""
    try:
        return moment.replace(tzinfo=zone) if zone is not None else moment.astimezone()
    except (OverflowError, OSError) as error:
        raise ValueError(f"no date that a clock shows: {moment.date()}") from error


def _hour(time: re.Match[str]) -> int:
    hour, half = int(time["hour"]), time["before"] or time["after"]
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + (12 if half in AFTER_NOON else 0)


def _offset(text: str) -> timezone:
    if not text[-1].isdigit():
        return UTC
    size = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(-size if text[0] == "-" else size)


@lru_cache(maxsize=65536)
def _written(text: str) -> _Written | None:
    """The parts of a date, None where it is none."""
    plain = _plain(text)
    for pattern in (_YEAR_FIRST, _FIGURES, _DAY_MONTH, _MONTH_DAY):
        found = pattern.match(plain)
        if found is None:
            continue
        rest = plain[found.end() :]
        rest = rest[_BETWEEN.match(rest).end() :]  # type: ignore[union-attr]  # it matches nothing, too
        year = int(found["year"]) + (CENTURY if len(found["year"]) == 2 else 0)
        if pattern is _FIGURES:
            return _Written(year, 0, 0, rest, (int(found["first"]), int(found["second"])))
        month = month_number(found["name"]) if "name" in found.groupdict() else int(found["month"])
        return None if month is None else _Written(year, month, int(found["day"]), rest)
    return None


def month_number(name: str) -> int | None:
    """Number of a month by its name or the beginning of it, None where none or several begin so."""
    numbered = [(number, month) for year in MONTHS for number, month in enumerate(year.split(), start=1)]
    exact = {number for number, month in numbered if month == name}
    fits = exact or {number for number, month in numbered if month.startswith(name)}
    return fits.pop() if len(fits) == 1 else None


def _plain(text: str) -> str:
    """Small letters without accents, all blanks alike."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(character for character in folded if not unicodedata.combining(character))
    return " ".join(unicodedata.normalize("NFC", bare).split())
