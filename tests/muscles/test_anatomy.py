"""The leg as data: complete, sourced, and refused with one clear line where it makes no sense."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from legcurl.errors import InputError
from legcurl.muscles.anatomy import parse_anatomy, reference_anatomy
from legcurl.vocabulary import MUSCLES

TEXT = files("legcurl.muscles").joinpath("anatomy.toml").read_text(encoding="utf-8")


def test_every_muscle_of_the_vocabulary_has_a_path_over_its_joints() -> None:
    joints = {muscle.name: muscle.joints for muscle in reference_anatomy().muscles}
    assert tuple(joints) == MUSCLES
    for name in ("bflh", "semiten", "semimem", "grac", "sart", "recfem"):
        assert joints[name] == ("hip", "knee")
    for name in ("bfsh", "popli", "vasti"):
        assert joints[name] == ("knee",)
    for name in ("gasmed", "gaslat"):
        assert joints[name] == ("knee", "ankle")
    assert joints["soleus"] == joints["tibant"] == ("ankle",)
    assert joints["glmax"] == ("hip",)


def test_every_number_names_its_source() -> None:
    data = tomllib.loads(TEXT)
    for entry in (*data["segments"].values(), *data["curves"].values()):
        assert len(entry["source"]) > 10
    for name, muscle in data["muscles"].items():
        for part in ("Path", "Force", "Fibre", "Tendon", "ennation"):
            assert part in muscle["source"] or name == "popli", (name, part)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[muscles.bfsh]", "[muscles.other]", "bfsh"),
        ("max_force_n = 742", "max_force_n = -742", "'bflh' must be positive"),
        ("optimal_fiber_mm = 115", "fiber = 115", "optimal_fiber_mm"),
        ('on = "pelvis", at_mm = [-42, -41]', 'on = "rib", at_mm = [-42, -41]', "rib"),
        (', side = "behind" },\n  { on = "tibia", at_mm = [-16, -27] },', ', side = "behind" },', "begin and end"),
        ("[segments]", "[segments", "not TOML"),
    ],
)
def test_a_leg_that_makes_no_sense_is_refused(old: str, new: str, said: str) -> None:
    assert old in TEXT
    with pytest.raises(InputError, match=said) as refusal:
        parse_anatomy(TEXT.replace(old, new, 1))
    assert len(str(refusal.value).splitlines()) <= 2


def test_an_unknown_muscle_is_refused_with_the_names_that_exist() -> None:
    with pytest.raises(InputError, match="psoas"):
        reference_anatomy().muscle("psoas")
