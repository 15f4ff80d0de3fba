"""Nothing is prescribed past a stop, no answer makes another one milder, and no answer is not a no."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legcurl.coach.screening import OUTCOMES, WORDS, questions, screen, validity_days
from legcurl.coach.screening_file import is_screening, read_answers, read_screening, write_screening
from legcurl.errors import InputError, OutputError
from legcurl.form.standards import load_standards
from legcurl.vocabulary import VARIATIONS

HEALTHY = {q.id: "no" for q in questions().values() if q.answers != "number"} | {"pain": 0, "age": 30}
WORDED = [q for q in questions().values() if q.answers != "number"]


def grade(outcome):
    return OUTCOMES.index(outcome)


def as_mild(first, second):
    """Whether the first screening is nowhere tighter than the second."""
    one, other = first.limits, second.limits
    return (
        grade(first.outcome) <= grade(second.outcome)
        and set(first.variations) >= set(second.variations)
        and (second.outcome == "see_professional" or _holds_less(one, other))
    )


def _holds_less(one, other):
    return (
        _at_least(one.most_borg, other.most_borg)
        and _at_least(one.load_share, other.load_share)
        and (one.least_reserve or 0) <= (other.least_reserve or 0)
    )


def _at_least(first, second):
    return first is None or (second is not None and first >= second)


def answers():
    """Some questions answered, some not."""
    fields = {q.id: st.sampled_from(WORDS[q.answers]) for q in WORDED}
    return st.fixed_dictionaries({}, optional=fields | {"pain": st.integers(0, 10), "age": st.integers(5, 110)})


def test_somebody_healthy_may_do_everything():
    screening = screen(HEALTHY)
    assert (screening.outcome, screening.reasons, screening.variations) == ("go", (), VARIATIONS)
    assert screening.limits.load_share is None


@pytest.mark.parametrize("question", ["hamstring_torn_off", "pcl", "acl_hamstring_graft", "blood_clot", "surgery",
                                      "blood_pressure", "heart", "other"])  # fmt: skip
def test_clearance_comes_first_and_then_it_goes_lighter(question):
    uncleared = screen(HEALTHY | {question: "yes"})
    assert (uncleared.outcome, uncleared.variations) == ("see_professional", ())
    cleared = screen(HEALTHY | {question: "cleared"})
    assert cleared.outcome == "go_lighter"
    assert "nordic" not in cleared.variations
    assert cleared.limits.load_share < 1


@pytest.mark.parametrize("question", ["swollen_calf", "chest", "pop", "numbness", "locking"])
def test_a_sign_of_today_stops(question):
    screening = screen(HEALTHY | {question: True})
    assert (screening.outcome, screening.variations) == ("see_professional", ())
    assert screening.reasons[0].advice


def test_pain_above_the_limit_stops_and_the_limit_is_the_standards_own(tmp_path):
    limit = load_standards().of("pain_limit").value
    assert screen(HEALTHY | {"pain": limit}).outcome == "go_lighter"
    assert screen(HEALTHY | {"pain": limit + 0.5}).outcome == "see_professional"
    own = tmp_path / "own.toml"
    own.write_text("[pain_limit]\nvalue = 1\n")
    assert screen(HEALTHY | {"pain": 2}, load_standards(own)).outcome == "see_professional"


def test_pregnant_people_do_not_lie_on_the_belly_but_may_sit():
    screening = screen(HEALTHY | {"pregnancy": "yes"})
    assert screening.outcome == "go_lighter"
    assert screening.variations == ("seated", "standing")


def test_no_answer_is_not_a_no():
    assert screen({}).outcome == "see_professional"
    assert len(screen({}).reasons) == len(questions())
    for question in questions():
        screening = screen({key: value for key, value in HEALTHY.items() if key != question})
        assert screening.outcome != "go"
        (reason,) = screening.reasons
        assert (reason.question, reason.answered) == (question, False)


@settings(max_examples=60, deadline=None)
@given(answers(), st.sampled_from(WORDED), st.data())
def test_a_graver_answer_never_makes_it_milder(given_answers, question, data):
    words = WORDS[question.answers]
    k = data.draw(st.integers(0, len(words) - 2))
    milder, graver = (screen(given_answers | {question.id: word}) for word in words[k : k + 2])
    assert as_mild(milder, graver)
    unanswered = screen({key: value for key, value in given_answers.items() if key != question.id})
    assert as_mild(graver, unanswered)


@settings(max_examples=30, deadline=None)
@given(answers(), st.integers(0, 9))
def test_more_pain_never_makes_it_milder(given_answers, pain):
    assert as_mild(screen(given_answers | {"pain": pain}), screen(given_answers | {"pain": pain + 1}))


@given(answers())
@settings(max_examples=30, deadline=None)
def test_the_order_of_answers_does_not_matter(given_answers):
    assert screen(dict(reversed(given_answers.items()))) == screen(given_answers)


def test_every_question_has_reasons_with_advice_and_source():
    for question in questions().values():
        assert question.ask.endswith("?")
        assert question.then
        for consequence in question.then:
            assert consequence.why.endswith(".")
            assert consequence.advice.endswith(".")
            assert consequence.source
            assert consequence.outcome != "go_lighter" or consequence.limits.load_share
            assert consequence.answer is None or consequence.answer in WORDS[question.answers]
            assert set(consequence.without) <= set(VARIATIONS)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"knees": "no"}, "unknown question 'knees'"),
        ({"pcl": "maybe"}, "pcl = 'maybe': expected yes, cleared, no"),
        ({"pcl": 1}, "pcl = 1"),
        ({"knee": "cleared"}, "knee = 'cleared': expected yes, no"),
        ({"pain": True}, "pain = True"),
        ({"pain": 11}, "expected 0 to 10"),
        ({"pain": float("nan")}, "pain = nan"),
        ({"age": "thirty"}, "age = 'thirty'"),
        ({"age": None}, "age = None"),
    ],
)
def test_what_cannot_be_is_refused_and_named(wrong, named):
    with pytest.raises(InputError) as refused:
        screen(wrong)
    assert named in str(refused.value)
    assert len(str(refused.value).splitlines()) <= 2


def test_a_kept_screening_is_read_back_with_its_date(tmp_path):
    path, now = tmp_path / "me.json", datetime(2024, 5, 1, 18, 30, tzinfo=UTC)
    answers = HEALTHY | {"back": "yes"}
    write_screening(path, answers, screen(answers), now)
    kept = read_screening(path)
    assert (kept.screened_at, kept.screening, dict(kept.answers)) == (now, screen(answers), answers)
    assert is_screening(path)
    assert not kept.is_outdated(now + timedelta(days=validity_days()))
    assert kept.is_outdated(now + timedelta(days=validity_days(), seconds=1))
    assert read_answers(path) == (answers, screen(answers))


def test_what_a_file_claims_does_not_outweigh_its_answers(tmp_path):
    path = tmp_path / "me.json"
    write_screening(path, {**HEALTHY, "pcl": "yes"}, screen(HEALTHY), datetime(2024, 5, 1, tzinfo=UTC))
    assert json.loads(path.read_text())["outcome"] == "go"
    assert read_screening(path).screening.outcome == "see_professional"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "schema None"),
        ("pain = 0", "schema None"),
        ("[1, 2]", "TOML"),
        ("{", "TOML nor JSON"),
        ('{"schema": "legcurl.analysis/1"}', "legcurl.analysis/1"),
        ('{"schema": "legcurl.screening/1", "answers": {}, "screened_at": "yesterday"}', "yesterday"),
        ('{"schema": "legcurl.screening/1", "answers": {}, "screened_at": "2024-05-01T10:00:00"}', "with zone"),
        ('{"schema": "legcurl.screening/1", "answers": {"pcl": 3}, "screened_at": "2024-05-01T10:00:00Z"}', "pcl = 3"),
    ],
)
def test_a_file_that_is_no_screening_is_refused(tmp_path, text, named):
    path = tmp_path / "me.json"
    path.write_text(text)
    with pytest.raises(InputError) as refused:
        read_screening(path)
    assert named in str(refused.value)
    assert len(str(refused.value).splitlines()) <= 2


def test_answers_come_from_toml_too_and_bytes_are_refused(tmp_path):
    path = tmp_path / "me.toml"
    path.write_text("pain = 0\nage = 30\npcl = false\n")
    given_answers, screening = read_answers(path)
    assert given_answers["pcl"] is False
    assert screening.outcome == "see_professional"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="UTF-8"):
        read_answers(path)
    with pytest.raises(InputError, match="No such file"):
        read_answers(tmp_path / "missing.toml")
    with pytest.raises(OutputError):
        write_screening(tmp_path / "no" / "such.json", {}, screen({}), datetime(2024, 5, 1, tzinfo=UTC))
