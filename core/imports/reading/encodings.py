"""How a file's text is encoded, found out from the bytes that can tell."""

import codecs
from collections import Counter

from charset_normalizer import from_bytes

from core.imports.types import FileFault, FileRefused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What spreadsheets around the world save as, if they do not save as Unicode.
_CANDIDATES = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    *("cp932", "euc_jp", "gb18030", "big5", "cp949", "koi8_r"),
]
_NAMES = {"utf-8-sig": "UTF-8", "cp932": "Shift_JIS", "cp949": "EUC-KR"}
# charset-normalizer tells scripts apart; which Latin code page it is, the letters of a language tell.
_LATIN = {
    "cp1252": (
        *("àâæçèéêëîïôœùûüÿ", "äöüß", "áéíñóúü", "áâãàçéêíóôõú", "àèéìíîòóùú", "åäöé", "æøåé", "éëïóöü"),
        *("áéíóúýþæðö", "àçèéíïòóúü"),
    ),
    "cp1250": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîşţ"),
    "cp1254": ("âçğıîöşûü\u0307",),  # the dot of a lower İ
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äöõüšž"),
}
_MOST = 1 << 14  # bytes looked at; more do not make it surer, only slower


def encoding_name(encoding: str) -> str:
    """As people call it."""
    if encoding.startswith("cp125"):
        return encoding.replace("cp", "Windows-")
    return _NAMES.get(encoding) or encoding.replace("_", "-").upper()


def known_encoding(name: str) -> str | None:
    """The codec of a name somebody gave; None where it is none for text."""
    try:
        codec = codecs.lookup(name)
        "".encode(codec.name)
    except (LookupError, ValueError):
        return None
    return codec.name


def find_encoding(head: bytes, telling: bytes) -> tuple[str, bool]:
    """From a file's first bytes and some lines beyond ASCII; whether it is a guess. Raises FileRefused."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding, False
    if not telling or _is_utf8(telling):
        return "utf-8", False
    return _guess(telling[:_MOST]), True


def _is_utf8(text: bytes) -> bool:
    """Whether it is meant to be; then a byte that does not fit is a fault, and no reason to read all else otherwise."""
    decoded = text.decode("utf-8", errors="replace")
    bad = decoded.count("\ufffd")
    good = sum(character > "\x7f" for character in decoded) - bad
    return bad == 0 or good > bad


def _guess(text: bytes) -> str:
    best = from_bytes(text, cp_isolation=_CANDIDATES).best()
    if best is None:
        raise FileRefused(FileFault.ENCODING_UNKNOWN)
    return max(_LATIN, key=lambda page: _explained(text, page)) if best.encoding in _LATIN else best.encoding


def _explained(text: bytes, page: str) -> int:
    """How many letters belong to the one language of a code page that has most of them."""
    counted = Counter(character for character in text.decode(page, errors="replace").lower() if character > "\x7f")
    return max(sum(counted[letter] for letter in alphabet) for alphabet in _LATIN[page])
