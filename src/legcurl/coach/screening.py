"""May this person train the leg curl, and how hard? Answers in; go, go lighter, or see a professional first, out.

The questions and what follows from each answer stand in ``screening.toml``. A missing answer counts as the gravest
one, and no answer can make another one milder: outcomes only add up to the worst of them, limits to the tightest.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, get_args

from legcurl.errors import InputError
from legcurl.form.standards import Standards, load_standards
from legcurl.vocabulary import VARIATIONS, Variation

Outcome = Literal["go", "go_lighter", "see_professional"]
Topic = Literal["today", "history", "you"]
AnswerKind = Literal["yes_no", "clearance", "number"]
Answer = bool | float | str

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
"""From the mildest to the gravest."""
WORDS: Mapping[AnswerKind, tuple[str, ...]] = MappingProxyType(
    {"yes_no": ("no", "yes"), "clearance": ("no", "cleared", "yes"), "number": ()}
)
"""What can be answered, from the mildest to the gravest; ``cleared`` is yes, with a professional's clearance."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How a plan is held back; None where it is not.

    Parameters
    ----------
    most_borg : float or None
        Most effort, on Borg's 6–20 scale.
    least_reserve : float or None
        Fewest repetitions left in reserve.
    load_share : float or None
        Most load, as a share of what would be planned otherwise.
    source : str
    """

    most_borg: float | None = None
    least_reserve: float | None = None
    load_share: float | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows from an answer.

    Parameters
    ----------
    outcome : Outcome
    why, advice, source : str
        The reason, what to do about it, and who says so.
    without : tuple of Variation
        Variations that are out.
    limits : Limits
    answer : str or None
        The word that it follows from.
    above, below : float, str or None
        Or the number that the answer lies above or below; a text names an entry of the standards.
    """

    outcome: Outcome
    why: str
    source: str
    advice: str = ""
    without: tuple[Variation, ...] = ()
    limits: Limits = Limits()
    answer: str | None = None
    above: float | str | None = None
    below: float | str | None = None

    def follows(self, given: str | float, standards: Standards) -> bool:
        """Whether it follows from an answer that was checked."""
        if isinstance(given, str):
            return given == self.answer
        return (self.above is not None and given > _bound(self.above, standards)) or (
            self.below is not None and given < _bound(self.below, standards)
        )


@dataclass(frozen=True, slots=True)
class Question:
    """A question and what follows from its answers.

    Parameters
    ----------
    id : str
    ask : str
    topic : {"today", "history", "you"}
    answers : {"yes_no", "clearance", "number"}
    then : tuple of Consequence
    lowest, highest : float
        Of a number.
    unit : str
    """

    id: str
    ask: str
    topic: Topic
    answers: AnswerKind
    then: tuple[Consequence, ...]
    lowest: float = math.nan
    highest: float = math.nan
    unit: str = ""

    @property
    def choices(self) -> str:
        """What can be answered, in words."""
        if self.answers == "number":
            return f"{self.lowest:g} to {self.highest:g} {self.unit}".rstrip()
        return ", ".join(WORDS[self.answers][::-1])

    def checked(self, answer: object) -> str | float:
        """The answer as a word or a number.

        Raises
        ------
        InputError
            If it is none that this question takes.
        """
        if self.answers == "number":
            number = float(answer) if isinstance(answer, int | float) and not isinstance(answer, bool) else math.nan
            if self.lowest <= number <= self.highest:
                return number
        else:
            word = {True: "yes", False: "no"}.get(answer, "") if isinstance(answer, bool) else answer
            if isinstance(word, str) and word.strip().lower() in WORDS[self.answers]:
                return word.strip().lower()
        raise InputError(f"{self.id} = {answer!r}: expected {self.choices}")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the outcome is what it is.

    Parameters
    ----------
    question : str
        Id of the question.
    outcome : Outcome
        What this answer alone leads to.
    why, advice, source : str
    answered : bool
        False where there was no answer, and the gravest was taken.
    """

    question: str
    outcome: Outcome
    why: str
    source: str
    advice: str = ""
    answered: bool = True


@dataclass(frozen=True, slots=True)
class Screening:
    """What the answers lead to.

    Parameters
    ----------
    outcome : {"go", "go_lighter", "see_professional"}
    reasons : tuple of Reason
        Gravest first; empty where there is nothing to say.
    variations : tuple of Variation
        Those that may be done; none where a professional has to be seen first.
    limits : Limits
        How a plan is held back; not at all where there is none.
    """

    outcome: Outcome
    reasons: tuple[Reason, ...]
    variations: tuple[Variation, ...]
    limits: Limits


def screen(answers: Mapping[str, Answer], standards: Standards | None = None) -> Screening:
    """Go, go lighter, or see a professional first, with every reason.

    Parameters
    ----------
    answers : mapping of str to bool, float or str
        By question id, see :func:`questions`: yes or no (true or false), ``cleared`` where a professional has cleared
        resisted knee flexion, or a number. A question that is left out counts as its gravest answer.
    standards : Standards, optional
        Where the limit of pain comes from; the project's own unless given.

    Raises
    ------
    InputError
        If a key is no question, or an answer does not fit its question; it is named.
    """
    standards = standards or load_standards()
    known = questions()
    for key in answers:
        if key not in known:
            raise InputError(f"unknown question {key!r}", fix=f"Known are {', '.join(known)}")
    found: list[tuple[Reason, Consequence]] = []
    for question in known.values():
        if question.id in answers:
            given = question.checked(answers[question.id])
            matching = [c for c in question.then if c.follows(given, standards)]
            gravest = max(matching, key=_grade, default=None)
            if gravest is not None:
                reason = Reason(question.id, gravest.outcome, gravest.why, gravest.source, gravest.advice)
                found += [(reason, consequence) for consequence in matching]
        else:
            matching = [c for c in question.then if c.answer in (None, "yes")]
            found += [(_unanswered(question, max(matching, key=_grade)), consequence) for consequence in matching]
    return _together(found)


@cache
def questions() -> Mapping[str, Question]:
    """Every question by id, in the order in which they are asked."""
    content = _content()
    limits = {name: Limits(**table) for name, table in content["limits"].items()}
    return MappingProxyType({name: _question(name, table, limits) for name, table in content["questions"].items()})


@cache
def validity_days() -> int:
    """Days after which the questions should be asked again."""
    return int(_content()["validity"]["days"])


@cache
def _content() -> dict[str, Any]:
    return tomllib.loads((files("legcurl.coach") / "screening.toml").read_text("utf-8"))


def _question(name: str, table: Mapping[str, Any], limits: Mapping[str, Limits]) -> Question:
    then = []
    for given in table["then"]:
        held = limits[given["limits"]] if "limits" in given else Limits()
        then.append(Consequence(**given | {"limits": held, "without": tuple(given.get("without", ()))}))
    return Question(**{**table, "id": name, "then": tuple(then)})


def _unanswered(question: Question, gravest: Consequence) -> Reason:
    why = f"Not answered, and no answer is not a no: {question.ask}"
    return Reason(question.id, gravest.outcome, why, "design choice", "Answer it.", answered=False)


def _together(found: Sequence[tuple[Reason, Consequence]]) -> Screening:
    """All reasons as one outcome: the gravest, with the tightest limits."""
    reasons = dict.fromkeys(reason for reason, _ in found)
    outcome = OUTCOMES[max((OUTCOMES.index(reason.outcome) for reason in reasons), default=0)]
    out = {variation for _, consequence in found for variation in consequence.without}
    left = () if outcome == "see_professional" else tuple(v for v in VARIATIONS if v not in out)
    return Screening(
        outcome,
        tuple(sorted(reasons, key=lambda reason: (not reason.answered, -OUTCOMES.index(reason.outcome)))),
        left,
        Limits() if outcome == "see_professional" else _tightest([consequence.limits for _, consequence in found]),
    )


def _tightest(limits: Sequence[Limits]) -> Limits:
    borg = [held.most_borg for held in limits if held.most_borg is not None]
    reserve = [held.least_reserve for held in limits if held.least_reserve is not None]
    load = [held.load_share for held in limits if held.load_share is not None]
    if not (borg or reserve or load):
        return Limits()
    tightest = Limits(min(borg, default=None), max(reserve, default=None), min(load, default=None))
    source = next((held.source for held in limits if held.most_borg == tightest.most_borg), "design choice")
    return Limits(tightest.most_borg, tightest.least_reserve, tightest.load_share, source)


def _grade(consequence: Consequence) -> int:
    return OUTCOMES.index(consequence.outcome)


def _bound(bound: float | str, standards: Standards) -> float:
    return standards.of(bound).value if isinstance(bound, str) else bound
