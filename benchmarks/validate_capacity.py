"""Tables of anatomy and torque capacity against published figures, as Markdown.

Run ``python benchmarks/validate_capacity.py``. Every row says what was computed, and what it must be.
"""

from __future__ import annotations

import numpy as np

from legcurl.athlete import Athlete, body_of, normal_dorsiflexion_torque, normal_knee_flexion_torque
from legcurl.muscles.anatomy import RAD_PER_DEG, reference_anatomy
from legcurl.muscles.capacity import (
    TorqueCapacity,
    joint_angles,
    knee_torque_capacity,
    strength_scale_for,
)
from legcurl.muscles.geometry import path_length
from legcurl.muscles.model import Tendon, muscle_state, reference_leg
from legcurl.muscles.roles import roles_of
from legcurl.muscles.sharing import Ankle, share_load
from legcurl.muscles.surfaces import ANKLE, HIGH_DEG, KNEE, LOW_DEG, evaluate
from legcurl.vocabulary import FloatArray
from tables import Row, markdown, tiny

SITTING_DEG, PRONE_DEG = 85.0, 15.0
TOES_UP_DEG, TOES_DOWN_DEG = 20.0, -30.0
SUBMAXIMAL_NM, SUBMAXIMAL_KNEE_DEG = 40.0, 30.0
HAMSTRINGS = ("bflh", "bfsh", "semiten", "semimem")
KNEE_DEG = np.arange(0.0, 121.0)
PEOPLE = {
    "man, 75 kg, 1.78 m": (Athlete(75, 178, 21, "male"), {0: 90, 30: 100, 60: 90, 90: 61}, 114),
    "woman, 62 kg, 1.65 m": (Athlete(62, 165, 21, "female"), {0: 85, 30: 100, 60: 94, 90: 69}, 80),
}
FLEXORS, CALF = (
    tuple(reference_leg().muscles[index] for index in indices) for indices in roles_of(reference_leg())[:2]
)
ARM_RANGE_MM = {"bflh": (27, 37), "bfsh": (20, 39), "semiten": (38, 55), "semimem": (31, 46)}


def surface_error_mm() -> dict[str, float]:
    """Largest difference between surface and path over all postures, by muscle, mm."""
    grids = np.meshgrid(*(np.linspace(low, high, 45) for low, high in zip(LOW_DEG, HIGH_DEG, strict=True)))
    angles = np.stack([grid.ravel() for grid in grids], axis=-1) * RAD_PER_DEG
    length, _ = evaluate(reference_leg().surfaces, angles)
    anatomy = reference_anatomy()
    hip, knee, ankle = angles.T
    paths = [path_length(anatomy, muscle, (hip, knee, ankle)) for muscle in anatomy.muscles]
    errors = 1e3 * np.abs(length - np.stack(paths, axis=-1)).max(0)
    return dict(zip(reference_leg().muscles, errors.tolist(), strict=True))


def arm_error_m(step_rad: float = 1e-5) -> float:
    """Largest difference between the moment arms and −dL/dq by central differences, m."""
    model, rng = reference_leg(), np.random.default_rng(1)
    angles = rng.uniform(model.surfaces.low_rad + step_rad, model.surfaces.high_rad - step_rad, (2000, 3))
    _, arm = evaluate(model.surfaces, angles)
    worst = 0.0
    for joint in range(3):
        step = step_rad * np.eye(3)[joint]
        there, back = (evaluate(model.surfaces, angles + sign * step)[0] for sign in (1, -1))
        worst = max(worst, float(np.abs(arm[:, :, joint] + (there - back) / (2 * step_rad)).max()))
    return worst


def knee_arms_mm(hip_deg: float = SITTING_DEG) -> dict[str, FloatArray]:
    """Knee moment arms of the flexors at 0, 1 … 120 deg, mm."""
    model = reference_leg()
    angles = joint_angles(model, np.full_like(KNEE_DEG, hip_deg), KNEE_DEG, np.zeros_like(KNEE_DEG))
    _, arm = evaluate(model.surfaces, angles)
    return {name: 1e3 * arm[:, model.muscles.index(name), KNEE] for name in FLEXORS}


def short_capacity() -> dict[str, float]:
    """Smallest active capacity of each flexor, prone, knee 0–120 deg, of its maximum force."""
    model = reference_leg()
    angles = joint_angles(model, np.full_like(KNEE_DEG, PRONE_DEG), KNEE_DEG, np.zeros_like(KNEE_DEG))
    state = muscle_state(model, angles, np.zeros_like(angles))
    least = (state.active_n / model.max_force_n).min(0)
    return {name: float(least[model.muscles.index(name)]) for name in FLEXORS}


def sitting(strength: float, *, braced: bool = False, tendon: Tendon = "compliant") -> TorqueCapacity:
    """Isometric capacity at trunk–thigh 85 deg over the knee angle."""
    return knee_torque_capacity(KNEE_DEG, hip_deg=SITTING_DEG, braced=braced, strength_scale=strength, tendon=tendon)


def calf_nm(capacity: TorqueCapacity) -> FloatArray:
    """Active knee torque of the gastrocnemius."""
    return np.asarray(capacity.active_nm[..., [capacity.muscles.index(name) for name in CALF]].sum(-1))


def anatomy_rows() -> list[Row]:
    """Surfaces and moment arms."""
    surface, arm = max(surface_error_mm().values()), arm_error_m()
    rows = [
        Row("surface against path, all postures", f"{surface:.3f} mm", "at most 0.2 mm", surface <= 0.2),
        Row("r against −dL/dq by finite differences", f"{tiny(arm)} m", "at most 1e-6 m", arm <= 1e-6),
    ]
    for name, values in knee_arms_mm().items():
        found = f"{values[:61].min():.1f}–{values[:61].max():.1f} mm; {values[90]:.1f} at 90°"
        low, high = ARM_RANGE_MM.get(name, (0, 0))
        held = bool(low <= values[:61].min() and values[:61].max() <= high) if high else None
        rows.append(Row(f"{name}, knee arm 0–60°", found, f"{low}–{high} mm" if high else "printed", held))
    for name, least in short_capacity().items():
        calf = name in CALF
        must_be = "printed" if calf else "5 % or more"
        found = f"{100 * least:.1f} %"
        rows.append(Row(f"{name}, least active capacity, hip 15°", found, must_be, None if calf else least >= 0.05))
    return rows


def strength_rows() -> list[Row]:
    """Torque over angle and velocity, foot free, one strength scale a person."""
    rows = []
    for person, (athlete, shape, peak) in PEOPLE.items():
        normal = float(normal_knee_flexion_torque(body_of(athlete), KNEE_DEG * RAD_PER_DEG).max())
        scale = strength_scale_for(normal)
        effort = sitting(scale)
        torque = effort.total_active_nm
        best = int(torque.argmax())
        band = 20 if peak > 100 else 15
        near = abs(torque.max() - peak) <= band and 20 <= best <= 45
        rows.append(Row(f"{person}: strength scale", f"{scale:.3f}", "printed", None))
        rows.append(Row("peak", f"{torque.max():.1f} N·m at {best}°", f"{peak} ± {band} N·m at 20–45°", near))
        for angle, target in shape.items():
            part = float(100 * torque[angle] / torque.max())
            rows.append(Row(f"at {angle}°", f"{part:.0f} %", f"{target} ± 10 %", abs(part - target) <= 10))
        passive = effort.passive_nm.sum(-1)
        rows.append(Row("at 120°", f"{100 * torque[120] / torque.max():.0f} %", "printed", None))
        found = ", ".join(f"{passive[angle]:.1f}" for angle in (0, 30, 60, 90, 120))
        rows.append(Row("passive torque at 0, 30, 60, 90, 120°", f"{found} N·m", "printed", None))
        for velocity, low, high in ((60, 80, 90), (180, 56, 68), (-60, 99, 116)):
            fast = knee_torque_capacity(
                KNEE_DEG[:91], hip_deg=SITTING_DEG, velocity_deg_s=velocity, strength_scale=scale
            )
            ratio = float(100 * fast.total_active_nm.max() / torque.max())
            way = "concentric" if velocity > 0 else "eccentric"
            rows.append(
                Row(f"{way} {abs(velocity)}°/s", f"{ratio:.1f} %", f"{low}–{high} %", bool(low <= ratio <= high))
            )
    rigid = sitting(strength_scale_for(114.0), tendon="rigid").total_active_nm
    away = np.abs(rigid - sitting(strength_scale_for(114.0)).total_active_nm)[:91].max()
    rows.append(Row("rigid against compliant tendon, man, 0–90°", f"at most {away:.1f} N·m apart", "printed", None))
    return rows


def hip_rows() -> list[Row]:
    """Torque over the hip angle, man."""
    hips = np.array([0.0, 30.0, 60.0, 90.0, SITTING_DEG, PRONE_DEG])
    effort = knee_torque_capacity(KNEE_DEG[None, :], hip_deg=hips[:, None], strength_scale=strength_scale_for(114.0))
    total = effort.total_nm
    rows = []
    for knee in (30, 45, 60, 75, 90):
        a, b, c, d = total[:4, knee]
        found = ", ".join(f"{value:.0f}" for value in (a, b, c, d))
        rows.append(Row(f"knee {knee}°, hip 0, 30, 60, 90°", f"{found} N·m", "rises", bool(a < b <= c < d)))
    ratio = float(total[4].max() / total[5].max())
    rows.append(Row("peak sitting (85°) over peak prone (15°)", f"{ratio:.2f}", "1.1–1.5", 1.1 <= ratio <= 1.5))
    for knee in (30, 60, 90):
        rows.append(Row(f"the same at knee {knee}°", f"{total[4, knee] / total[5, knee]:.2f}", "printed", None))
    return rows


def ankle_rows() -> list[Row]:
    """Foot position, and what the calf does, man."""
    scale = strength_scale_for(114.0)
    rows = []
    for braced in (False, True):
        for hip in (PRONE_DEG, SITTING_DEG):
            toes = knee_torque_capacity(
                KNEE_DEG[None, :91],
                hip_deg=hip,
                ankle_deg=np.array([[TOES_UP_DEG], [TOES_DOWN_DEG]]),
                braced=braced,
                strength_scale=scale,
            )
            more = toes.total_nm[0] - toes.total_nm[1]
            found = f"+{more.min():.1f} to +{more.max():.1f} N·m"
            where = f"toes up against pointed, {'braced' if braced else 'free'}, hip {hip:.0f}°"
            rows.append(Row(where, found, "more torque", bool(more.min() > 0)))
    rows += submaximal_rows(scale)
    free, held = sitting(scale), sitting(scale, braced=True)
    share = float((calf_nm(free) / free.total_active_nm).max())
    rows.append(Row("gastrocnemius, foot free", f"at most {100 * share:.0f} % of the torque", "25 %", share <= 0.25))
    limited = float(free.activation[0, free.muscles.index("gasmed")])
    rows.append(Row("its activation, foot free, knee straight", f"{limited:.2f}", "limited", limited < 1))
    straight, bent = calf_nm(held)[0], calf_nm(held)[90]
    found = ", ".join(f"{calf_nm(held)[angle]:.1f}" for angle in (0, 30, 60, 90, 120))
    held_ok = bool(calf_nm(held).argmax() <= 15 and bent < 0.3 * straight)
    rows.append(Row("gastrocnemius, braced, at 0, 30, 60, 90, 120°", f"{found} N·m", "falls", held_ok))
    ankle = np.arange(-40.0, 31.0, 5.0)
    model = reference_leg().scaled(strength=scale)
    angles = joint_angles(model, np.zeros_like(ankle), np.full_like(ankle, 30.0), ankle)
    state, up = muscle_state(model, angles, np.zeros_like(angles)), model.muscles.index("tibant")
    torque = (state.active_n * state.arm_m[:, :, ANKLE])[:, up]
    man = normal_dorsiflexion_torque(body_of(PEOPLE["man, 75 kg, 1.78 m"][0]), ankle * RAD_PER_DEG)
    away = float(np.abs(torque - man).max())
    rows.append(Row("dorsiflexors against Anderson, −40 to 30°", f"at most {away:.1f} N·m apart", "2 N·m", away <= 2))
    return rows


def submaximal_rows(scale: float) -> list[Row]:
    """What the foot does to the hamstrings at an equal load below the maximum."""
    model = reference_leg().scaled(strength=scale)
    ankle = np.array([TOES_UP_DEG, TOES_DOWN_DEG])
    angles = joint_angles(model, np.full(2, SITTING_DEG), np.full(2, SUBMAXIMAL_KNEE_DEG), ankle)
    moments = np.array([[0.0, SUBMAXIMAL_NM, 0.0]] * 2)
    rows = []
    feet: tuple[Ankle, ...] = ("free", "braced")
    for foot in feet:
        effort = share_load(model, angles, np.zeros_like(angles), moments, ankle=foot, tendon="compliant")
        up, down = effort.activation[:, [model.muscles.index(name) for name in HAMSTRINGS]].mean(axis=1)
        where = f"hamstrings at {SUBMAXIMAL_NM:.0f} N·m, knee {SUBMAXIMAL_KNEE_DEG:.0f}°, {foot}, toes up and pointed"
        rows.append(Row(where, f"mean activation {up:.2f} and {down:.2f}", "printed", None))
    return rows


SECTIONS = {
    "Anatomy": anatomy_rows,
    "Knee flexion torque, trunk–thigh 85°, foot free": strength_rows,
    "Hip angle": hip_rows,
    "Foot and calf": ankle_rows,
}


if __name__ == "__main__":
    for title, rows in SECTIONS.items():
        print(markdown(title, rows()))
