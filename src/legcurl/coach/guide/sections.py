"""The guide in the order in which it is read: sections of a few kinds of blocks, the same for terminal and page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from legcurl.coach.guide.content import Chapter, Dose, Guide, Mistake, Threshold
from legcurl.vocabulary import BODYWEIGHT, VARIATIONS, Variation


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs, and small print."""

    texts: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """Points, or steps where `numbered`, under a heading."""

    heading: str
    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A term with a tag, what is said of it, what to do instead, and small print."""

    term: str
    text: str
    tag: str = ""
    instead: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """Terms one below the other."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """The variations side by side."""

    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True)
class Repetition:
    """The phases of a variation, with its pictures and how hard each muscle works."""

    chapter: Chapter


@dataclass(frozen=True, slots=True)
class Torque:
    """What the leg can give against what the variation asks for."""

    chapter: Chapter


Block = Prose | Listing | Rows | Compared | Repetition | Torque


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its blocks."""

    id: str
    title: str
    blocks: tuple[Block, ...]


def overview(guide: Guide) -> tuple[Section, ...]:
    """What the exercise is, and its six variations side by side."""
    return (
        Section("what", "What it is", (Prose(guide.summary),)),
        Section("compared", "Six ways to do it", (_compared(guide),)),
    )


def chapter(guide: Guide, variation: Variation, *, alone: bool) -> tuple[Section, ...]:
    """What is special about a variation; `alone` with the mistakes that others know too."""
    own = guide.of(variation)
    machine = "The floor and the support" if variation in BODYWEIGHT else "The machine"
    mistakes = guide.mistakes_of(variation) if alone else own.mistakes
    blocks: dict[str, tuple[str, tuple[Block, ...]]] = {
        "what": ("What it is", (Prose((*own.what, f"Choose it when {own.choose}"), _notes(guide, own.sources)),)),
        "repetition": ("The repetition", (Repetition(own),)),
        "setup": ("Setting up", (Listing(machine, own.machine, True), Listing("Your body", own.body, True))),
        "cues": ("Cues", (Listing("", own.cues),)),
        "mistakes": (
            "Common mistakes" if alone else "Its own mistakes",
            (Rows(tuple(_mistake(guide, mistake) for mistake in mistakes)),),
        ),
        "torque": ("What it asks of the leg", (Torque(own),)),
        "avoid": (
            "When not, and what instead",
            (Listing("Leave it where", own.avoid_if), Listing("Instead", (own.instead,))),
        ),
        "against": ("Against the others", (Prose((own.against,), _notes(guide, own.sources)),)),
    }
    return tuple(Section(f"{variation}-{name}", title, parts) for name, (title, parts) in blocks.items())


def common(guide: Guide, variation: Variation | None = None) -> tuple[Section, ...]:
    """What holds for every variation, as one page says it; of a single one, without what its chapter has said."""
    safety = (
        Listing("Before you begin", guide.safety.first),
        Listing("Stop, and see a professional, with", guide.safety.stop),
        Prose((f"{guide.safety.screen}.",)),
    )
    muscles = [Row(m.name, m.text, m.role, notes=_notes(guide, m.sources)) for m in guide.muscles]
    doses = [
        Row(d.name, d.text, f"{d.reps}; {d.effort}", notes=(_numbers(d), *_notes(guide, d.sources)))
        for d in guide.doses
    ]
    benefits = [Row(b.hope, b.text, f"how sure: {b.sure}", notes=_notes(guide, b.sources)) for b in guide.benefits]
    claims = [Row(f"“{c.claim}”", c.truth, notes=_notes(guide, c.sources)) for c in guide.claims]
    mistakes = [_mistake(guide, mistake, shared=True) for mistake in guide.mistakes]
    sure = Listing("How sure, in words", tuple(f"{word}: {text}" for word, text in guide.evidence.items()))
    listed = Listing("", tuple(source.full for source in guide.sources.values()))
    sections = [
        Section("muscles", "The muscles", (Rows(tuple(muscles)),)),
        *([] if variation else [Section("mistakes", "Mistakes that they share", (Rows(tuple(mistakes)),))]),
        Section("dose", "How much, for what", (Rows(tuple(doses)), Prose((f"{guide.plan}.",)))),
        Section("benefits", "What it is good for, and how sure that is", (Rows(tuple(benefits)), sure)),
        Section("safety", "Who should not, or should ask first", safety),
        *([Section("compared", "The six side by side", (_compared(guide),))] if variation else []),
        Section("extension", "And the leg extension?", (Prose(guide.leg_extension),)),
        Section("claims", "Often said, and wrong", (Rows(tuple(claims)),)),
        Section("sources", "Sources", (listed,)),
    ]
    return tuple(sections)


def _compared(guide: Guide) -> Compared:
    return Compared(tuple(guide.of(variation) for variation in VARIATIONS))


def _mistake(guide: Guide, mistake: Mistake, *, shared: bool = False) -> Row:
    """A mistake as a row; `shared` says with which variations it happens, where not with all."""
    held = tuple(_held_against(threshold) for threshold in mistake.thresholds)
    some = shared and len(mistake.variations) < len(VARIATIONS)
    where = (f"With {_listed(mistake.variations)}.",) if some else ()
    tag = f"finding: {mistake.finding.replace('_', ' ')}" if mistake.finding else ""
    return Row(mistake.title, mistake.shows, tag, mistake.avoid, (*where, *held, *_notes(guide, mistake.sources)))


def _numbers(dose: Dose) -> str:
    """Who says the numbers of a dose."""
    return f"Numbers: {'; '.join(f'{words}, {source}' for words, source in dose.bounds)}"


def _held_against(threshold: Threshold) -> str:
    bounds = [
        f"{words}{f' for {_listed(keys)}' if keys else ''} ({source})" for words, keys, source in threshold.bounds
    ]
    return f"Held against {', '.join(bounds)}: {threshold.meaning}."


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _notes(guide: Guide, sources: Iterable[str]) -> tuple[str, ...]:
    """Where it was read, as small print; nothing where no source is named."""
    cited = "; ".join(guide.sources[name].short for name in sources)
    return (f"Source: {cited}",) if cited else ()
