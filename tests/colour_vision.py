"""How far apart colours are (ΔE), as seen normally and by red-green blind eyes."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

Three = tuple[float, float, float]
Matrix = tuple[Three, Three, Three]
NORMAL: Matrix = ((1, 0, 0), (0, 1, 0), (0, 0, 1))
SIGHTS: Mapping[str, Matrix] = {
    "normal": NORMAL,
    "deutan by Machado": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
    ),
    "protan by Machado": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    "deutan by Viénot": ((0.29275, 0.70725, 0), (0.29275, 0.70725, 0), (-0.02234, 0.02234, 1)),
    "protan by Viénot": ((0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1)),
}  # fmt: skip
"""What eyes make of linear sRGB: Machado, Oliveira and Fernandes 2009 (IEEE TVCG 15/6, severity 1.0); Viénot, Brettel
and Mollon 1999 (Color Research and Application 24/4), for sRGB."""
_XYZ: Matrix = (
    (0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041),
)  # fmt: skip
_D65 = (0.95047, 1.0, 1.08883)


def linear(colour: str) -> Three:
    """Return red, green and blue of ``#rrggbb`` as light, from 0 to 1 (IEC 61966-2-1)."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _light(red), _light(green), _light(blue)


def _light(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def seen(colour: str, sight: Matrix = NORMAL) -> Three:
    """Return a colour in CIELAB (D65) as it is seen."""
    red, green, blue = (min(1.0, max(0.0, part)) for part in _times(sight, linear(colour)))
    x, y, z = (_bent(part / white) for part, white in zip(_times(_XYZ, (red, green, blue)), _D65, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _times(matrix: Matrix, three: Three) -> Three:
    x, y, z = (sum(a * b for a, b in zip(row, three, strict=True)) for row in matrix)
    return x, y, z


def _bent(part: float) -> float:
    return part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116


def delta_e_1976(one: Three, other: Three) -> float:
    """Return the distance of two colours in CIELAB (CIE 1976)."""
    return math.dist(one, other)


def delta_e_2000(one: Three, other: Three) -> float:
    """Return the distance of two colours in CIELAB by CIEDE2000 (Sharma, Wu and Dalal 2005)."""
    (light, a, b), (light2, a2, b2) = one, other
    greyer = 1 + 0.5 * (1 - _seventh((math.hypot(a, b) + math.hypot(a2, b2)) / 2))
    chroma, chroma2 = math.hypot(a * greyer, b), math.hypot(a2 * greyer, b2)
    hue, hue2 = math.degrees(math.atan2(b, a * greyer)), math.degrees(math.atan2(b2, a2 * greyer))
    turn = (hue2 - hue + 180) % 360 - 180 if chroma * chroma2 else 0.0
    lightness, vivid = (light + light2) / 2 - 50, (chroma + chroma2) / 2
    mean = (hue + turn / 2) % 360 if chroma * chroma2 else hue + hue2
    by_light = (light2 - light) / (1 + 0.015 * lightness**2 / math.sqrt(20 + lightness**2))
    by_chroma = (chroma2 - chroma) / (1 + 0.045 * vivid)
    by_hue = 2 * math.sqrt(chroma * chroma2) * _sine(turn / 2) / (1 + 0.015 * vivid * _uneven(mean))
    rotation = -2 * _seventh(vivid) * _sine(60 * math.exp(-(((mean - 275) / 25) ** 2)))
    return math.sqrt(by_light**2 + by_chroma**2 + by_hue**2 + rotation * by_chroma * by_hue)


def _seventh(chroma: float) -> float:
    return math.sqrt(chroma**7 / (chroma**7 + 25.0**7))


def _uneven(hue: float) -> float:
    waves = ((0.17, hue - 30, -1), (0.24, 2 * hue, 1), (0.32, 3 * hue + 6, 1), (0.20, 4 * hue - 63, -1))
    return 1 + sum(sign * height * math.cos(math.radians(at)) for height, at, sign in waves)


def _sine(degrees: float) -> float:
    return math.sin(math.radians(degrees))


def nearest_pair(
    colours: Mapping[str, str], sight: Matrix, distance: Callable[[Three, Three], float]
) -> tuple[float, Sequence[str]]:
    """Return how far apart the two most alike colours are, and their names."""
    looks = {name: seen(colour, sight) for name, colour in colours.items()}
    return min((distance(looks[one], looks[other]), (one, other)) for one, other in combinations(looks, 2))
