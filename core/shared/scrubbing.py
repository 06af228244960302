"""Texts without secrets: what may be logged, reported and kept.

A secret is known by its name (`password=`, `Authorization:`) or by its shape: a token, the number of a card (ISO/IEC
7812, Luhn). A person's e-mail address is hidden where it is part of a URL, for URLs are kept in many places. Strangers
have a hand in these texts, so each expression takes a time linear in their length.
"""

import re

HIDDEN = "[hidden]"

_TELLING = (
    r"passw|passphrase|pwd|secret|token|authori[sz]ation|cookie|session|csrf|signature|credential|"
    r"api_?key|private_?key|otp"
)
_NAMES_SECRET = re.compile(_TELLING, re.IGNORECASE)

# `name=value`, `name: value`, "name": "value", and the same within a text that is quoted itself.
_NAMED = re.compile(
    rf"""((?:{_TELLING})[\w-]{{0,40}}\\*["']?\s*(?:=|:|%3D)\s*\[?)"""
    r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\\+"[^"\\]*\\+"|\\+'[^'\\]*\\+'|[^\s,;&}\])'"]+)""",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"\b(Bearer|Basic|Digest)\s+[\w.~+/=:-]+", re.IGNORECASE)  # RFC 9110, 11.1
_SHAPES = re.compile(
    r"eyJ[\w-]+\.[\w-]+\.[\w-]*"  # a JWT (RFC 7519)
    r"|\b(?:sk|rk|pk|whsec|pi)_\w{8,}"  # Stripe's
    r"|(?<=//)[^/\s:@]*:[^/\s@]*(?=@)"  # who signs in, in a URL
)
_RANDOM = re.compile(r"(?<![\w.-])(?:[\da-f-]{36}\.)?[\w-]{32,}(?![\w-])")
_CARD = re.compile(r"(?<![\w.])[2-6](?:[ -]?\d){12,18}(?![\w])")
_WORD = re.compile(r"[^\s\"'<>]+")
_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]+?(?:@|%40)[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)


def scrub(text: str) -> str:
    """The text with what looks like a secret hidden."""
    text = _SCHEME.sub(rf"\1 {HIDDEN}", text)
    text = _NAMED.sub(rf"\1{HIDDEN}", text)
    text = _SHAPES.sub(HIDDEN, text)
    text = _RANDOM.sub(lambda found: HIDDEN if _is_random(found[0]) else found[0], text)
    text = _CARD.sub(lambda found: HIDDEN if _is_card(found[0]) else found[0], text)
    return _WORD.sub(lambda found: _without_people(found[0]), text)


def scrub_value(name: str, text: str) -> str:
    """The text as it may be kept under a name; all of it is hidden where the name says that it is a secret."""
    return HIDDEN if names_secret(name) else scrub(text)


def names_secret(name: str) -> bool:
    return bool(_NAMES_SECRET.search(name))


def _without_people(word: str) -> str:
    return _EMAIL.sub(HIDDEN, word) if "/" in word or "?" in word else word


def _is_random(word: str) -> bool:
    """Whether chance made it: letters and digits mixed, and more than a hexadecimal digest, which is no secret."""
    kinds = [any(map(kind, word)) for kind in (str.isdigit, str.islower, str.isupper)]
    return kinds[0] and (all(kinds) or bool(re.fullmatch(r"[a-z0-9]*[g-z][a-z0-9]*", word)))


def _is_card(number: str) -> bool:
    """Luhn's sum: every second digit, from the last but one on, counts double."""
    digits = [int(character) for character in reversed(number) if character.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
