"""``legcurl guide`` and ``legcurl screen`` as a person meets them."""

import json

import pytest

from legcurl.cli.screen import ask_all
from legcurl.coach.screening import questions, screen
from legcurl.errors import LegcurlError, OutputError

HEALTHY = ["0", *["n"] * (len(questions()) - 2), "30"]


def asked(*typed):
    """Answers to what is typed, and what was shown."""
    lines, shown = iter(typed), []

    def ask(_):
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    return ask_all(ask, shown.append), "\n".join(shown)


def test_the_overview_compares_all_six_and_points_on(legcurl):
    ran = legcurl("guide")
    assert ran.code == 0
    assert all(f"\n{name} " in ran.out for name in ("prone", "seated", "standing", "nordic", "slider", "ball"))
    assert "legcurl guide prone|seated|standing|nordic|slider|ball" in ran.out


def test_a_page_is_written_over_our_own_and_not_over_another_file(legcurl, tmp_path):
    assert legcurl("guide", "seated", "-o", "guide.html", "--no-render").code == 0
    page = (tmp_path / "guide.html").read_text()
    assert "<title>Seated leg curl" in page
    assert legcurl("guide", "seated", "-o", "guide.html", "--no-render").code == 0
    (tmp_path / "guide.html").write_text("<p>my own</p>")
    refused = legcurl("guide", "seated", "-o", "guide.html", "--no-render")
    assert (refused.code, refused.err.count("\n")) == (1, 2)
    assert "--overwrite" in refused.err
    assert (tmp_path / "guide.html").read_text() == "<p>my own</p>"
    assert legcurl("guide", "seated", "-o", "guide.html", "--no-render", "--overwrite").code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["guide.html"]


def test_where_nothing_can_be_drawn_in_space_the_drawings_stand_and_it_is_said(legcurl, tmp_path, monkeypatch):
    def refuse():
        raise OutputError("no OpenGL here\nInstall it")

    monkeypatch.setattr("legcurl.report.render.canvas.check_drawing", refuse)
    ran = legcurl("guide", "ball", "-o", "guide.html")
    assert ran.code == 0
    assert ran.err == "The guide has flat drawings, since no OpenGL here\nInstall it\n"
    page = (tmp_path / "guide.html").read_text()
    assert "<img" not in page
    assert "Ball leg curl, knee at 85°" in page


@pytest.mark.parametrize(
    ("arguments", "code", "named"),
    [
        (["sitting"], 2, "sitting"),
        (["seated", "-o", "guide.pdf"], 2, ".html"),
        (["seated", "-o", "no/such/folder/guide.html"], 1, "cannot be written"),
        (["--standards", "missing.toml"], 1, "missing.toml"),
    ],
)
def test_the_guide_refuses_in_a_line_or_two(legcurl, arguments, code, named):
    ran = legcurl("guide", *arguments)
    assert ran.code == code
    assert named in ran.err
    assert len(ran.err.splitlines()) <= 3
    assert "Traceback" not in ran.err


def test_own_standards_show_in_the_guide(legcurl, tmp_path):
    (tmp_path / "own.toml").write_text("[pain_limit]\nvalue = 2\n")
    assert "pain above 2 of 10" in legcurl("guide", "--standards", "own.toml").out


def test_all_questions_are_asked_one_by_one():
    answers, shown = asked(*HEALTHY)
    assert screen(answers).outcome == "go"
    assert all(f"{k}/{len(questions())}" in shown for k in range(1, len(questions()) + 1))


def test_one_can_go_back_correct_and_skip():
    answers, _ = asked("5", "b", "nine", "0", "y", "back", "", "n", *HEALTHY[2:-1], "skip")
    assert answers["pain"] == 0
    assert answers["swollen_calf"] == "no"
    assert "age" not in answers


@pytest.mark.parametrize(("typed", "why"), [(["0", "q"], "You left"), (["0"], "The input ended")])
def test_leaving_keeps_nothing(typed, why):
    with pytest.raises(LegcurlError, match=why):
        asked(*typed)


def test_a_place_that_cannot_be_written_is_refused_before_anything_is_asked(legcurl):
    ran = legcurl("screen", "-o", "no/such/folder/me.json")
    assert (ran.code, ran.out) == (1, "")
    assert "no folder" in ran.err


def test_answers_from_a_file_are_kept_with_outcome_and_date(legcurl, tmp_path):
    answers = {q.id: 0 if q.id == "pain" else 30 if q.id == "age" else False for q in questions().values()}
    (tmp_path / "me.json").write_text(json.dumps(answers | {"pcl": "cleared"}))
    ran = legcurl("screen", "--answers", "me.json", "-o", "kept.json")
    assert ran.code == 0
    assert "Go lighter" in ran.out
    assert "posterior cruciate" in ran.out
    assert ran.out.count("no medical device") == 1
    kept = json.loads((tmp_path / "kept.json").read_text())
    assert (kept["schema"], kept["outcome"], kept["answers"]["pcl"]) == ("legcurl.screening/1", "go_lighter", "cleared")
    assert legcurl("screen", "--answers", "kept.json", "-o", "kept.json").code == 0
    refused = legcurl("screen", "--answers", "me.json", "-o", "me.json")
    assert refused.code == 1
    assert "no screening" in refused.err


@pytest.mark.parametrize(
    ("text", "named"),
    [("knees = true", "'knees'"), ("pain = 12", "pain = 12"), ("pain 3", "TOML"), ('pcl = "sometimes"', "sometimes")],
)
def test_wrong_answers_are_refused_in_a_line_or_two(legcurl, tmp_path, text, named):
    (tmp_path / "me.toml").write_text(text)
    ran = legcurl("screen", "--answers", "me.toml")
    assert ran.code == 1
    assert named in ran.err
    assert len(ran.err.splitlines()) <= 2


def test_a_stop_is_said_and_nothing_is_planned(legcurl, tmp_path):
    (tmp_path / "me.toml").write_text("pain = 7\n")
    ran = legcurl("screen", "--answers", "me.toml")
    assert ran.code == 0
    assert "See a professional first" in ran.out
    assert "Not answered" in ran.out
    assert "Variations" not in ran.out
