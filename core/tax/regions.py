"""Regions of countries whose taxes differ by them, by the codes of ISO 3166-2 and as people write them."""

from collections.abc import Mapping

_UNITED_STATES = """
AL Alabama; AK Alaska; AZ Arizona; AR Arkansas; CA California; CO Colorado; CT Connecticut; DE Delaware;
DC District of Columbia; FL Florida; GA Georgia; HI Hawaii; ID Idaho; IL Illinois; IN Indiana; IA Iowa; KS Kansas;
KY Kentucky; LA Louisiana; ME Maine; MD Maryland; MA Massachusetts; MI Michigan; MN Minnesota; MS Mississippi;
MO Missouri; MT Montana; NE Nebraska; NV Nevada; NH New Hampshire; NJ New Jersey; NM New Mexico; NY New York;
NC North Carolina; ND North Dakota; OH Ohio; OK Oklahoma; OR Oregon; PA Pennsylvania; RI Rhode Island;
SC South Carolina; SD South Dakota; TN Tennessee; TX Texas; UT Utah; VT Vermont; VA Virginia; WA Washington;
WV West Virginia; WI Wisconsin; WY Wyoming; AS American Samoa; GU Guam; MP Northern Mariana Islands; PR Puerto Rico;
UM United States Minor Outlying Islands; VI Virgin Islands; AA Armed Forces Americas; AE Armed Forces Europe;
AP Armed Forces Pacific; DC Washington DC; DC Washington D.C.; VI U.S. Virgin Islands
"""
_CANADA = """
AB Alberta; BC British Columbia; MB Manitoba; NB New Brunswick; NL Newfoundland and Labrador; NL Newfoundland;
NS Nova Scotia; NT Northwest Territories; NU Nunavut; ON Ontario; PE Prince Edward Island; QC Quebec; QC Québec;
SK Saskatchewan; YT Yukon; NL Terre-Neuve-et-Labrador; NS Nouvelle-Écosse; NB Nouveau-Brunswick;
BC Colombie-Britannique; PE Île-du-Prince-Édouard; NT Territoires du Nord-Ouest
"""


def _known(listed: str) -> Mapping[str, str]:
    """Codes by what they, and the names beside them, are written like."""
    pairs = [entry.split(maxsplit=1) for entry in listed.split(";")]
    return {_plain(name): code for code, name in pairs} | {_plain(code): code for code, _ in pairs}


def _plain(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


# Complete: an address there is in one of these.
REGIONS: Mapping[str, Mapping[str, str]] = {"US": _known(_UNITED_STATES), "CA": _known(_CANADA)}


def region_code(country: str, text: str) -> str:
    """The code of a region as an address has it: "california", "Calif-ornia", "us-ca" and "CA" are CA of US.

    Empty where the country's regions are known and this is none of them. Elsewhere what is written is the code, with or
    without the country's before it.
    """
    text = text.strip().upper().removeprefix(f"{country}-")
    return REGIONS[country].get(_plain(text), "") if country in REGIONS else text
