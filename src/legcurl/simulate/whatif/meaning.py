"""What a comparison means, in one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from legcurl.simulate.whatif.compare import Difference, Pair

HEADS = {"bflh": "the long head of biceps femoris", "semiten": "semitendinosus", "semimem": "semimembranosus",
         "bfsh": "the short head"}  # fmt: skip
"""The hamstrings, as a sentence names them."""
TWO_JOINT = ("bflh", "semiten", "semimem")
"""Those that cross the hip too."""
WORDS = {
    "peak_normalized_fiber_length": ("longer fibres", "shorter fibres"),
    "impulse_ns": ("more impulse", "less impulse"),
    "mean_activation": ("higher activation", "lower activation"),
}  # fmt: skip
"""The figures that the sentence speaks of, and what more and less of them is called."""
LEAST_INERTIA = 0.05
"""A change of the inertial share below 5 % of the load is not worth a clause (design choice)."""


def meaning(pair: Pair) -> str:
    """One sentence on a side against the first; it says as much where nothing stands out.

    Parameters
    ----------
    pair : Pair
    """
    name, first = _capital(pair.other.side.label), pair.first.side.label
    for one in (pair.first, pair.other):
        if one.failed_from_the_start:
            return f"{_capital(one.side.label)} fails: the load is more than this athlete can lift from the start."
    clauses = [*_clauses(pair), *_inertia(pair.inertial_share)]
    if not clauses:
        return f"{name} against {first}: the model cannot tell a difference in any hamstring."
    counts = [one.lift.truth.complete_reps for one in (pair.other, pair.first)]
    reps = "" if counts[0] == counts[1] else f" ({counts[0]} repetitions against {counts[1]})"
    return f"{name} against {first}{reps}: {'; '.join(clauses)}."


def _clauses(pair: Pair) -> Iterator[str]:
    """Figure by figure: what is more, what is less, what the same, and where the model cannot tell."""
    heads = [head for head in HEADS if head in pair.muscles]
    for figure, words in WORDS.items():
        ones = {head: pair.muscles[head][figure] for head in heads}
        more, less = ([head for head in heads if ones[head].clear and sign * ones[head].change > 0] for sign in (1, -1))
        said = [f"{what} in {listed(which)}" for what, which in zip(words, (more, less), strict=True) if which]
        same = [head for head in heads if ones[head].none]
        within = [head for head in heads if not (ones[head].clear or ones[head].none)]
        if said:
            beside = [f"no difference in {listed(same)}"] if same else []
            if within:
                beside.append(f"the model cannot tell for {listed(within)}")
            yield " and ".join(said) + (f" ({', '.join(beside)})" if beside else "")


def listed(heads: Sequence[str]) -> str:
    """Names of heads with commas; all four, and the three that cross the hip too, by a short name."""
    if set(heads) == set(HEADS):
        return "all four hamstring heads"
    names = [HEADS[head] for head in heads]
    if set(TWO_JOINT) <= set(heads):
        names = ["the two-joint heads", *(HEADS[head] for head in heads if head not in TWO_JOINT)]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _inertia(share: Difference | None) -> Iterator[str]:
    if share is not None and share.clear and abs(share.change) >= LEAST_INERTIA:
        yield f"speeding up adds up to {100 * share.after:.0f} % to the weight instead of {100 * share.before:.0f} %"


def _capital(label: str) -> str:
    """A side as a sentence begins with it."""
    return label[:1].upper() + label[1:]
