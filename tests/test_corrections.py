"""What a person says of the repetitions found, and files that say it badly."""

import pytest

from analytic import curls, kinds, motion, moved
from legcurl import Correction, InputError, find_reps, read_corrections
from legcurl.corrections import correct_reps


def corrected(made, *corrections, variation=None):
    return correct_reps(made, find_reps(made, variation), corrections, variation)


def marks(found):
    return [rep.corrected for rep in found]


def test_without_corrections_nothing_is_touched():
    made = motion(*curls(3))
    found = find_reps(made)
    assert correct_reps(made, found, ()) is found


def test_a_dropped_repetition_is_gone_and_the_others_are_numbered_anew():
    made = motion(*curls(4))
    found, after = find_reps(made), corrected(made, Correction("drop", 2))
    assert [rep.index for rep in after] == [1, 2, 3]
    assert [rep.peak_s for rep in after] == [found[i].peak_s for i in (0, 2, 3)]
    assert marks(after) == [False] * 3


def test_the_edges_of_the_others_stay_when_one_is_dropped():
    made = motion(*curls(4))
    found, after = find_reps(made), corrected(made, Correction("drop", 4))
    assert [(rep.start_s, rep.end_s) for rep in after] == [(rep.start_s, rep.end_s) for rep in found[:3]]


def test_two_merged_repetitions_are_one_from_the_first_start_to_the_last_end():
    made = motion((5, 1), (100, 1), (60, 0.8), (98, 0.8), (5, 1), *curls(2))
    found = find_reps(made)
    assert kinds(found) == "pccc"
    after = corrected(made, Correction("merge", 1))
    assert kinds(after) == "ccc"
    assert marks(after) == [True, False, False]
    assert (after[0].start_s, after[0].top_start_s) == (found[0].start_s, found[0].top_start_s)
    assert after[0].end_s == pytest.approx(found[1].end_s, abs=0.02)


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_three_can_be_merged_in_any_order(order):
    made = motion(*curls(5))
    found, after = find_reps(made), corrected(made, *(Correction("merge", rep) for rep in order))
    assert kinds(after) == "ccc"
    assert marks(after) == [True, False, False]
    assert (after[0].start_s, after[0].end_s) == pytest.approx((found[0].start_s, found[2].end_s))


def test_one_repetition_can_be_split_where_it_dips():
    made = motion((5, 1), (100, 1), (80, 0.8), (98, 0.8), (5, 1), *curls(2))
    assert kinds(find_reps(made)) == "ccc"
    after = corrected(made, Correction("split", 1, at_s=2.8))
    assert kinds(after) == "pccc"
    assert marks(after) == [True, True, False, False]
    assert after[0].end_position == pytest.approx(80, abs=1)
    assert after[0].end_s < after[1].start_s


def test_a_split_where_nothing_turns_round_is_refused():
    made = motion(*curls(3))
    rep = find_reps(made)[0]
    for at_s in ((rep.start_s + rep.top_start_s) / 2, (rep.top_end_s + rep.end_s) / 2):
        with pytest.raises(InputError, match="turn"):
            corrected(made, Correction("split", 1, at_s=at_s))


def test_a_marked_repetition_is_what_the_person_says():
    made = motion(*curls(3))
    after = corrected(made, Correction("mark", 3, kind="partial"), Correction("mark", 1, kind="truncated"))
    assert kinds(after) == "tcp"
    assert marks(after) == [True, False, True]


def test_corrections_work_for_nordic_curls_and_any_clock():
    moves = [(90, 1)]
    for _ in range(4):
        moves += [(20, 2), (90, 1), (90, 0.5)]
    made = motion(*moves, start=90)
    after = corrected(made, Correction("drop", 1), Correction("merge", 2), variation="nordic")
    assert kinds(after) == "cc"
    assert after[0].phase_order == "eccentric_first"
    assert [moved(rep, 0.0) for rep in after] == list(after)


@pytest.mark.parametrize(
    ("correction", "complaint"),
    [
        (Correction("drop", 4), "4, which is not there; 3 were found"),
        (Correction("merge", 3), "no repetition after 3"),
        (Correction("split", 2, at_s=99.0), "outside"),
        (Correction("split", 2, at_s=float("nan")), "outside"),
        (Correction("mark", 17, kind="partial"), "17"),
    ],
)
def test_a_correction_that_fits_nothing_is_refused(correction, complaint):
    with pytest.raises(InputError, match=complaint):
        corrected(motion(*curls(3)), correction)


def test_a_dropped_repetition_cannot_be_corrected_further():
    for second in (Correction("drop", 2), Correction("mark", 2, kind="partial"), Correction("merge", 1)):
        with pytest.raises(InputError):
            corrected(motion(*curls(3)), Correction("drop", 2), second)


# The file


def test_a_file_of_corrections(tmp_path):
    file = tmp_path / "corrections.toml"
    file.write_text(
        '[[correction]]\naction = "drop"\nrep = 2\n'
        '[[correction]]\naction = "split"\nrep = 1\nat_s = 3\n'
        '[[correction]]\naction = "mark"\nrep = 3\nkind = "partial"\n'
    )
    assert read_corrections(file) == (
        Correction("drop", 2),
        Correction("split", 1, at_s=3.0),
        Correction("mark", 3, kind="partial"),
    )


BAD = {
    "empty": "",
    "not TOML": "drop 2",
    "something else": "[[note]]\ntext = 'x'",
    "something beside it": "title = 'x'\n[[correction]]\naction = 'drop'\nrep = 1",
    "no list": "correction = 3",
    "one table": "[correction]\naction = 'drop'\nrep = 1",
    "numbers": "correction = [1, 2]",
    "no action": "[[correction]]\nrep = 1",
    "unknown action": "[[correction]]\naction = 'delete'\nrep = 1",
    "no repetition": "[[correction]]\naction = 'drop'",
    "repetition 0": "[[correction]]\naction = 'drop'\nrep = 0",
    "repetition 1.0": "[[correction]]\naction = 'drop'\nrep = 1.0",
    "repetition true": "[[correction]]\naction = 'drop'\nrep = true",
    "split without time": "[[correction]]\naction = 'split'\nrep = 1",
    "split at true": "[[correction]]\naction = 'split'\nrep = 1\nat_s = true",
    "split at infinity": "[[correction]]\naction = 'split'\nrep = 1\nat_s = inf",
    "drop with time": "[[correction]]\naction = 'drop'\nrep = 1\nat_s = 1.0",
    "mark without kind": "[[correction]]\naction = 'mark'\nrep = 1",
    "mark as something": "[[correction]]\naction = 'mark'\nrep = 1\nkind = 'good'",
    "mark as a list": "[[correction]]\naction = 'mark'\nrep = 1\nkind = ['partial']",
    "misspelt key": "[[correction]]\naction = 'drop'\nrep = 1\nreason = 'x'",
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_in_two_lines_that_name_it(name, tmp_path):
    file = tmp_path / "corrections.toml"
    file.write_text(BAD[name])
    with pytest.raises(InputError) as refused:
        read_corrections(file)
    assert str(file) in str(refused.value)
    assert len(str(refused.value).splitlines()) <= 3


def test_a_file_that_is_none_is_refused(tmp_path):
    for path in (tmp_path / "missing.toml", tmp_path):
        with pytest.raises(InputError, match="cannot be read"):
            read_corrections(path)
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(InputError, match="TOML"):
        read_corrections(binary)
