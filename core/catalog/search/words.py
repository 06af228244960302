"""Text as the words it is indexed and searched by, the same on every engine.

Case, accents and width are folded ("Beyoncé" and "BEYONCE" are "beyonce", "ß" is "ss", "ø" is "o"). Arabic letters that
are written for each other become one; short vowels and tatweel go. Digits of any script are 0 to 9. What remains of a
word is letters, digits and the marks that some scripts write vowels with. Then:

- R.E.M. is "rem" and don't is "dont": initials with points, and one or two letters after an apostrophe, stay together.
- AC/DC is "ac" and "dc", l'amour is "l" and "amour": whatever else is no letter or digit parts words.
- 2×LP is "2xlp".
- Chinese, Japanese and Korean words cannot be told apart without a dictionary: what is written in one piece becomes its
  overlapping pairs, ビートルズ is ビー, ート, トル and ルズ, so that any part of it is found.

Queries hold what `words` gives; `spellings` is for the index, and names what else somebody may write for the same.
"""

import re
import unicodedata
from collections.abc import Iterator

LONGEST = 64  # characters of a word; the rest of it is cut

_LETTERS: dict[str, str] = dict(
    zip(
        "øłđħŧıĸŋðæœþ×ٱىیےئةہھۀۃکؤ",
        ["o", "l", "d", "h", "t", "i", "k", "n", "d", "ae", "oe", "th", "x", *"اييييهههههكو"],
        strict=True,
    )
)
_APOSTROPHES = "'’‘ʼ′`"
_JOINING = "-‐‑‒–—/_&+"
# Accents of Latin, Greek and Cyrillic, the points of Hebrew and Arabic, and what only chooses a glyph.
_DROPPED = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u08ca-\u08ff"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef]"
)
_ASIAN = (
    "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u302f\u3031-\u303c\u3040-\u309f\u30a1-\u30fa\u30fc-\u312f"
    "\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7fb\uf900-\ufaff"
    "\U0001aff0-\U0001b16f\U00020000-\U000323af"
)
_ASIAN_FIRST = re.compile(f"[{_ASIAN}]")
_RUN = re.compile(rf"[{_ASIAN}]+|[^{_ASIAN} '.\-]+")
_LETTER = r"[^\W\d]"
_INITIALS = re.compile(rf"(?<![^ \-]){_LETTER}(?:\.{_LETTER})+(?![^ .\-])")
_CONTRACTION = re.compile(r"(?<=[^ '.\-])'([^ '.\-]{1,2})(?![^ .\-])")
_PARTING = str.maketrans("'.-", "   ")
_TIMES = re.compile(r"(\d+)x(\w+)")


def words(text: str) -> tuple[str, ...]:
    """The words of a text, in its order. The words of words are themselves."""
    found = runs(text)
    return found if text.isascii() else tuple(word for run in found for word in grams(run))


def runs(text: str) -> tuple[str, ...]:
    """The words of a text as people see them: those written without spaces in one piece."""
    whole = fold(text)
    if "." in whole:
        whole = _INITIALS.sub(_without_points, whole)
    if "'" in whole:
        whole = _CONTRACTION.sub(r"\1", whole)
    found = _parts(whole)
    if max(map(len, found), default=0) > LONGEST:
        found = [run if is_asian(run) else run[:LONGEST] for run in found]
    return tuple(found)


def grams(run: str) -> tuple[str, ...]:
    """What a run is indexed by: itself or, in Chinese, Japanese and Korean, its overlapping pairs."""
    if len(run) < 2 or not is_asian(run):
        return (run,)
    return tuple(run[at : at + 2] for at in range(len(run) - 1))


def is_asian(run: str) -> bool:
    """Whether a run or word is Chinese, Japanese or Korean."""
    return not run.isascii() and _ASIAN_FIRST.match(run) is not None


def spellings(text: str) -> Iterator[str]:
    """What else a name is found by: "acdc" for AC/DC, "hiphop", "pepper" for Pepper's, "lp" for 2xLP, 京 for 東京."""
    for chunk in fold(text).split():
        if chunk.isascii() and chunk.isalpha():
            continue
        parts = _parts(chunk)
        if any(map(is_asian, parts)):
            yield from (part[-1] for part in parts if is_asian(part))
        elif len(parts) > 1:
            yield from (part[:LONGEST] for part in (*parts, "".join(parts)))
        elif times := _TIMES.fullmatch(parts[0] if parts else ""):
            yield from (part[:LONGEST] for part in times.groups())


def fold(text: str) -> str:
    """Letters and digits folded; ' - and . where they may join words, and a space for all else."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        return unicodedata.normalize("NFC", text.translate(_FOLDED))
    return text.lower().translate(_FOLDED)


def _parts(folded: str) -> list[str]:
    if folded.isascii():
        return folded.translate(_PARTING).split()  # what the pattern finds, three times as fast
    return list(_RUN.findall(folded))


def _without_points(initials: re.Match[str]) -> str:
    return str(initials[0]).replace(".", "")


class _Folded(dict[int, str]):
    """What each character becomes, worked out when it is first met. Only common ones are kept, so it cannot grow."""

    def __missing__(self, code: int) -> str:
        found = _folded(chr(code))
        if code < 0x3000:
            self[code] = found
        return found


def _folded(character: str) -> str:
    if character in _LETTERS:
        return _LETTERS[character]
    if character in _APOSTROPHES:
        return "'"
    if character in _JOINING:
        return "-"
    category = unicodedata.category(character)
    if _DROPPED.match(character) or (category == "Cf" and character != "\u200b"):  # that one stands for a space
        return ""
    if category == "Nd":
        return str(unicodedata.digit(character))
    return character if category[0] in "LMN" or character == "." else " "


_FOLDED = _Folded()
