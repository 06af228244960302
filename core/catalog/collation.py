"""Titles in alphabetical order, by keys that any database compares code point by code point.

Case, accents and punctuation do not count ("L'Été" stands with "lete"), numbers go by their value ("Side 9" before
"Side 10"), spaces come before digits and digits before letters. Letters that a language has apart stand where it has
them: in Swedish "ö" follows "z", in German it is an "o". Other scripts go by their code points, as their alphabets
mostly do.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

LONGEST_SORT_KEY = 250  # the rest of a title does not count

# By language: a letter, and those that follow it and all that begins with it; of those side by side none is first.
# After CLDR's collations, without what needs two letters looked at as one.
_APART: dict[str, tuple[str, ...]] = {
    "az": ("c<ç", "e<ə", "g<ğ", "h<ı", "o<ö", "s<ş", "u<ü"),
    "be": ("и<й", "у<ў"),
    "bg": ("и<й",),
    "bs": ("c<č<ć", "d<đ", "s<š", "z<ž"),
    "cs": ("c<č", "r<ř", "s<š", "z<ž"),
    "da": ("z<æä<øö<å",),
    "es": ("n<ñ",),
    "et": ("s<š<z<ž", "w<õ<ä<ö<ü"),
    "fi": ("z<å<äæ<öø",),
    "gl": ("n<ñ",),
    "hr": ("c<č<ć", "d<đ", "s<š", "z<ž"),
    "hu": ("o<öő", "u<üű"),
    "is": ("a<á", "d<ð", "e<é", "i<í", "o<ó", "u<ú", "y<ý", "z<þ<æä<öø<å"),
    "lt": ("c<č", "s<š", "z<ž"),
    "lv": ("c<č", "g<ģ", "k<ķ", "l<ļ", "n<ņ", "s<š", "z<ž"),
    "nb": ("z<æä<øö<å",),
    "nn": ("z<æä<øö<å",),
    "no": ("z<æä<øö<å",),
    "pl": ("a<ą", "c<ć", "e<ę", "l<ł", "n<ń", "o<ó", "s<ś", "z<ź<ż"),
    "ro": ("a<ă<â", "i<î", "s<șş", "t<țţ"),
    "ru": ("и<й",),
    "sk": ("a<ä", "c<č", "o<ô", "s<š", "z<ž"),
    "sl": ("c<č<ć", "d<đ", "s<š", "z<ž"),
    "sv": ("z<å<äæ<öø",),
    "tr": ("c<ç", "g<ğ", "h<ı", "o<ö", "s<ş", "u<ü"),
    "uk": ("г<ґ", "е<є", "и<і<ї<й"),
}
_TURKIC = str.maketrans({"I": "ı", "İ": "i"})
_SAME = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ħ": "h", "ŧ": "t", "ı": "i", "ə": "e"}
)
_UNSAID = re.compile("[\u0300-\u036f'’‘ʼ′`]")  # accents and apostrophes
_PART = re.compile(r"\d+|[^\d ]+")
_LAST = "\uf8ff"  # follows the letters of all alphabets; no title's own is left by then


def sort_key(title: str, locale: str) -> str:
    """What a title is sorted by in a language (BCP 47)."""
    language = locale.partition("-")[0]
    if language in ("az", "tr"):
        title = title.translate(_TURKIC)
    folded = unicodedata.normalize("NFC", title.replace(_LAST, " ").casefold()).translate(_LETTERS.get(language, {}))
    plain = _UNSAID.sub("", unicodedata.normalize("NFKD", folded)).casefold().translate(_SAME)
    parts = _PART.findall(unicodedata.normalize("NFC", plain).translate(_SPACED))
    return " ".join(_number(part) if part[0].isdecimal() else part for part in parts)[:LONGEST_SORT_KEY]


def _number(digits: str) -> str:
    """Of two numbers the longer one is greater, of two that are as long the one whose digits come later."""
    value = str(int(digits))
    return f"{min(len(value), 99):02}{value}"


class _Spaced(dict[int, str]):
    """Letters, marks and digits as they are, and a space for all else. Only common ones are kept, so it cannot grow."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        found = character if character == _LAST or unicodedata.category(character)[0] in "LMN" else " "
        if code < 0x3000:
            self[code] = found
        return found


def _letters(chains: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What stands for the letters that a language has apart: in "z<å<äæ" za and zb, with _LAST between."""
    for anchor, *following in (chain.split("<") for chain in chains):
        for place, letters in enumerate(following):
            yield from ((letter, f"{anchor}{_LAST}{chr(ord('a') + place)}") for letter in letters)


_SPACED = _Spaced()
_LETTERS = {language: str.maketrans(dict(_letters(chains))) for language, chains in _APART.items()}
