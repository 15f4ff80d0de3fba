"""Leg curls by the names that people and apps give them, and their neighbours that are none."""

import pytest

from legcurl.journal.names import name_exercise

VARIATIONS = {
    "prone": """
        Lying Leg Curl (Machine); Prone Leg Curl; LYING LEG CURLS; lying hamstring curl; Leg Curl -
        Lying; Laying ham curl; Beinbeuger liegend; Leg Curls im Liegen; Beincurl Maschine
        (liegend); Curl femoral tumbado; Curl Femoral Acostado; Curl de piernas boca abajo; Camilla
        femoral; Mesa Flexora; Flexora deitada; Leg curl allongé; Leg curl couché; Leg curl
        sdraiato; Liggende leg curl; Liggande lårcurl; Uginanie nóg leżąc; Zakopávání vleže; Leg
        curl yatarak; Сгибание ног лёжа; ライイングレッグカール; 俯卧腿弯举; 라잉 레그 컬; Lying Leg Curl (Dumbbell)
    """,
    "seated": """
        Seated Leg Curl (Machine); Sitting hamstring curl; Beinbeuger sitzend; Beinbeugen im Sitzen;
        Curl femoral sentado; Cadeira flexora; Leg curl assis; Curl ischio-jambiers assis; Leg curl
        seduto; Zittende leg curl; Sittande bencurl; Uginanie nóg siedząc; Сгибание ног сидя;
        シーテッドレッグカール; 坐姿腿弯举; 시티드 레그컬; Flexión de piernas sentado; Hamstrings (seated)
    """,
    "standing": """
        Standing Leg Curl; Single Leg Standing Hamstring Curl; Beinbeuger stehend; Curl femoral de
        pie; Flexora em pé; Leg curl debout; Leg curl in piedi; Staande leg curl; Stående lårcurl;
        Сгибание ног стоя
    """,
    "nordic": """
        Nordic Hamstring Curls; Nordic curl; Nordic Ham Curl (assisted); Curl nórdico; Nordischer
        Hamstring Curl
    """,
    "slider": """
        Slider Leg Curl; Sliding Leg Curl; single leg sliding leg curl; Hamstring curl (towel)
    """,
    "ball": """
        Swiss Ball Leg Curl; Stability ball hamstring curl; swiss_ball_hip_raise_and_leg_curl; Leg
        curl con pelota
    """,
    None: """
        Leg Curl (Machine); Leg curl; legcurls; Hamstring Curl; Ham curls; Beinbeuger; Beincurls;
        Curl femoral; Leg curl (seated or lying); Kneeling Leg Curl; Cable leg curl; TRX Hamstring
        Curl; weighted_leg_curl; レッグカール; 腿弯举; 레그컬
    """,
}


def listed(names):
    return [" ".join(name.split()) for name in names.split(";")]


@pytest.mark.parametrize(
    ("name", "variation"), [(name, which) for which, names in VARIATIONS.items() for name in listed(names)]
)
def test_a_leg_curl_and_its_variation(name, variation):
    named = name_exercise(name)
    assert named.is_leg_curl
    assert named.variation == variation


OTHERS = """
    Leg Extension (Machine); Seated Leg Extension; Beinstrecker; Cadeira extensora; Extensión de
    piernas; Разгибание ног сидя; 腿屈伸; レッグエクステンション; Předkopávání; Bicep Curl (Dumbbell); Biceps curls;
    Hammer Curl (Cable); Preacher curl; Wrist Curl; Curl de bíceps; Seated Incline Curl (Dumbbell);
    Reverse Curl (EZ Bar); Romanian Deadlift (Barbell); Peso muerto rumano; Good Morning; Leg Press;
    Squat (Barbell); Kniebeuge; Reverse Nordic Curl; Nordic walking; Glute Ham Raise; Calf Raise
    (Seated); Seated hamstring stretch; Lying Leg Raise; Hip flexion; Rest Timer; Curl; 🦵
"""


@pytest.mark.parametrize("name", ["", *listed(OTHERS)])
def test_another_exercise(name):
    assert name_exercise(name).confidence == 0


@pytest.mark.parametrize(
    "name", ["Hamstrings", "Femoral", "Isquiotibiales", "Flexão de joelhos", "Leg curl + leg extension", "Nordic"]
)
def test_a_vague_name_is_left_to_the_person(name):
    assert name_exercise(name).confidence > 0
    assert not name_exercise(name).is_leg_curl


@pytest.mark.parametrize(
    ("name", "leg"),
    [
        ("Leg Curl (left)", "left"),
        ("Beinbeuger rechts", "right"),
        ("Single Leg Curl", None),
        ("left and right leg curl", None),
    ],
)
def test_the_leg_where_the_name_says_it(name, leg):
    assert name_exercise(name).leg == leg
