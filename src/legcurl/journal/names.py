"""Which exercise of a training log is a leg curl, and which variation, by its name in a dozen languages.

Names are what people type. A phrase that can only be a leg curl decides; a word for its muscles or for "flexion"
alone does not, and is left to the person. What names another exercise beside it (leg extension, deadlift, biceps
curl) is not taken.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from legcurl.vocabulary import Leg, Variation

SURE_ENOUGH = 0.7
"""From this confidence on a name is taken for a leg curl without asking."""
EXPLICIT, USUAL, VAGUE = 0.95, 0.8, 0.4
"""Confidence of a phrase that means a leg curl, of a word that may with a posture, and without one (design choices)."""
POSTURES = ("prone", "seated")
"""Postures that tell a machine from a stretch or a squat."""


@dataclass(frozen=True, slots=True)
class NamedExercise:
    """What an exercise is by its name.

    Parameters
    ----------
    confidence : float
        That it is a leg curl, 0 to 1.
    variation : Variation or None
        None where the name does not say.
    leg : Leg or None
        Which leg, where the name says it.
    """

    confidence: float
    variation: Variation | None = None
    leg: Leg | None = None

    @property
    def is_leg_curl(self) -> bool:
        """Whether it can be taken for a leg curl without asking."""
        return self.confidence >= SURE_ENOUGH


NO_LEG_CURL = NamedExercise(0.0)


def _any(*words: str) -> re.Pattern[str]:
    """Any of the words or phrases, from the beginning of a word on; ``$`` ends one."""
    ends = (word.replace("$", r"(?!\w)") for word in words)
    return re.compile("|".join(rf"(?<!\w){word}" for word in ends))


CURLS = _any(
    "legs? ?curl", "ham(?:string|my|mie)?s? ?(?:leg )?curl", "curls? (?:of )?hamstring", "knee curl", "knee flexion$",
    "leg flexion$", "hamstring flexion$", "prone curl", "nordic (?:ham|leg|curl|knee)", "biceps femoris curl",
    "(?:bridge|slider|sliding|swiss ball|stability ball) curl",
    "bein ?curl", "beinbeug", "beinbizeps", "schenkelbeuger", r"nordisch\w* (?:curl|ham|bein)",
    "curl (?:de |del )?(?:los |las )?(?:femoral|isquio|pierna)", "camilla (?:femoral|de isquio|isquio)", "curl nordic",
    "(?:mesa|cadeira|maquina) flexora", "flexora (?:em pe|deitada|sentada)",
    "flexao nordica", "curl (?:d ?)?(?:des )?(?:ischio|jambe)",
    "curl (?:dei |per )?(?:i )?femoral", "been ?(?:curl|buig)", "lar ?curl", "ben ?curl", "bacak (?:curl|bukme)",
    "uginani[ea] (?:nog|podudzi|kolan)", "zginani[ea] nog", "zakopavan", "сгибани[ея] (?:ног|голен|колен)",
    "polven koukistu", "(?:jalkojen|reiden) koukistu", "reisikoukist",
)  # fmt: skip
"""Phrases that mean a leg curl; small letters without accents."""
CURLS_UNSPACED = re.compile(
    "レッグ ?カール|ハムストリング(?:ス)? ?カール|ノルディック|腿(?:部)?(?:后侧|後側)?(?:弯|彎)[举舉]|"
    "레그 ?컬|햄스트링 ?컬|노르딕"
)
"""The same in scripts that put no blanks between words."""
PERHAPS = _any(
    "hamstrings?$", "hammies$", "ham machine", "femoral(?:es|i)?$", "isquio", "ischio", "flexora$", "nordics?$",
    "posterior de coxa", "beinruckseite", "russian (?:ham|leg)", "razor curl", "бицепс бедра", "koukistus$",
    "flexion (?:de |des |du )?(?:la |las )?(?:pierna|rodilla|jambe|genou)", "flexao (?:de |dos )?(?:perna|joelho)",
    "flession[ei] (?:del |della |delle )?(?:gamb|ginocchi)",
)  # fmt: skip
"""Words that may mean one: a muscle, or a flexion that in some mouths is a squat or a push-up on the knees."""
OTHERS = _any(
    "extension", "extensor", "extensao", "strecker", "beinstreck", "estension", "разгибан", "prostowan", "predkopav",
    "squat", "dead ?lift", "rdl$", "peso muert", "kreuzheb", "stiff", "terra$", "good ?morning", "presse?$", "prensa",
    "lunge", "calf raise", "calves$", "reverse curl", "preacher", "hammer", "wrist", "concentration", "zottman",
    "bicep(?!s femoris)", "bizeps", "tricep", "glute ham raise", "ghr$", "step up", "leg raise", "rest timer",
    "hip (?:flexion|extension|thrust|abduction|adduction)",
)  # fmt: skip
"""Words that name another exercise."""
OTHERS_UNSPACED = re.compile("エクステンション|익스텐션|腿屈伸|伸展|デッドリフト|硬拉|深蹲|アームカール|二头")
NEVER = _any(
    "reverse nordic", "nordic (?:walk|ski|track)", r"\w* ?stretch$", "dehn", "foam", "massage", "roller", "smr$"
)
"""What is no leg curl whatever else it is called: it trains the quadriceps, or nothing."""

WORDS: dict[Variation, re.Pattern[str]] = {
    "nordic": _any("nordi", "natural ham"),
    "slider": _any("slid", "valslide", "towel", "gleit", "deslizant", "handtuch", "scivol", "glid"),
    "ball": _any(
        "(?:swiss|stability|gym|exercise|physio|fit|yoga|pilates|gymnastik|pezzi|sitz) ?ball", "ball$", "pelota",
        "fitball", "bola$", "ballon", "pallone", "palla$", "swissball", "фитбол",
    ),
    "standing": _any(
        "standing", "stehend", "im stehen", "stand$", "de pie$", "parad[oa]$", "em pe$", "debout", "in piedi", "staand",
        "staa?ende", "stojac", "na stojaco", "vestoje", "ayakta", "стоя", "seisten", "seisova",
    ),
    "seated": _any(
        "seated", "sitting", "sit$", "sitzend", "im sitzen", "sentad[oa]s?$", "assise?s?$", "sedut[oa]$", "da seduto",
        "zittend", "sittande", "sittende", "siddende", "siedzac", "na siedzaco", "vsede", "oturarak", "сидя", "istu",
        "cadeira",
    ),
    "prone": _any(
        "lying", "laying", "prone?$", "prona$", "liegend", "im liegen", "bauchlage", "tumbad[oa]s?$", "acostad[oa]s?$",
        "boca abajo", "deitad[oa]s?$", "mesa$", "allongee?s?$", "couchee?s?$", "sdraiat[oa]$", "distes[oa]$",
        "liggende?$", "liggande", "lezac", "na lezaco", "vleze", "yatarak", "лежа", "maaten", "makuu", "camilla",
        "ventral",
    ),
}  # fmt: skip
WORDS_UNSPACED: dict[Variation, re.Pattern[str]] = {
    "nordic": re.compile("ノルディック|노르딕|北欧"),
    "slider": re.compile("スライド|スライダー|滑|슬라이드"),
    "ball": re.compile("ボール|球|볼$|짐볼"),
    "standing": re.compile("スタンディング|立|站|스탠딩"),
    "seated": re.compile("シーテッド|座|坐|시티드|앉아"),
    "prone": re.compile("ライイング|うつ伏せ|プローン|俯[卧臥]|卧|趴|라잉|누워|프론"),
}
LEFT = _any(
    "left$",
    "links$",
    "linkes",
    "linke$",
    "izquierd",
    "gauche",
    "sinistr",
    "esquerd",
    "lewa$",
    "левая",
    "левои",
)
RIGHT = _any(
    "right$",
    "rechts$",
    "rechtes",
    "rechte$",
    "derech",
    "droite?$",
    "destr",
    "direit",
    "prawa$",
    "правая",
    "правои",
)


@lru_cache(maxsize=8192)
def name_exercise(name: str) -> NamedExercise:
    """What an exercise is by its name.

    Parameters
    ----------
    name : str
        As a person or an app calls it, in any case, with or without accents: ``Lying Leg Curl (Machine)``,
        ``Beinbeuger sitzend``, ``mesa flexora``.

    Returns
    -------
    NamedExercise
        With confidence 0 where it is another exercise, or nothing speaks for a leg curl.

    Examples
    --------
    >>> name_exercise("Lying Leg Curl (Machine)").variation
    'prone'
    >>> name_exercise("Leg Extension (Machine)").is_leg_curl
    False
    """
    plain = _plain(name)
    if NEVER.search(plain):
        return NO_LEG_CURL
    explicit = CURLS.search(plain) or CURLS_UNSPACED.search(plain)
    other = OTHERS.search(plain) or OTHERS_UNSPACED.search(plain)
    if not explicit and (other or not PERHAPS.search(plain)):
        return NO_LEG_CURL
    variation = _variation(plain)
    confidence = EXPLICIT if explicit and not other else USUAL if variation in POSTURES and not other else VAGUE
    sides: list[Leg] = [leg for leg, words in (("left", LEFT), ("right", RIGHT)) if words.search(plain)]  # type: ignore[misc]
    return NamedExercise(confidence, variation, sides[0] if len(sides) == 1 else None)


@lru_cache(maxsize=8192)
def exercise_key(name: str) -> str:
    """What two spellings of one exercise have in common: no case, no accents, single blanks."""
    return _plain(name)


def _variation(plain: str) -> Variation | None:
    """The variation that the words name; on a slider or ball one lies anyway; two postures are none."""
    said = [which for which, words in WORDS.items() if words.search(plain) or WORDS_UNSPACED[which].search(plain)]
    if said and said[0] in ("nordic", "slider", "ball"):
        return said[0]
    return said[0] if len(said) == 1 else None


def _plain(text: str) -> str:
    """Small letters and figures without accents, single blanks for everything else."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    # The voicing marks of kana are no accents: without them it is another letter.
    bare = "".join(c for c in folded if not unicodedata.combining(c) or c in "\u3099\u309a")
    spaced = re.sub(r"[\W_]+", " ", unicodedata.normalize("NFC", bare))
    return spaced.replace("ø", "o").replace("ł", "l").replace("ı", "i").replace("æ", "ae").strip()
