"""Encodings, found out from the bytes."""

import codecs

import pytest

from core.imports.reading.encodings import encoding_name, find_encoding, known_encoding
from core.imports.types import FileFault, FileRefused

# Product texts as they are around the world, and what spreadsheets there save them as.
TEXTS = {
    "french": (
        "cp1252",
        "Cafetière à piston,Théière élégante en fonte,Très bel objet créé à la main près de Besançon\n",
    ),
    "german": ("cp1252", "Stühle,Tische für draußen,Große Lampe mit Füßen aus geöltem Holz – schön, 10 €\n"),
    "spanish": ("cp1252", "Sillón pequeño,Lámpara de pie,Mesa de jardín, diseño señorial\n"),
    "swedish": ("cp1252", "Blå skål,Björkträbord från Småland,Hängande växtkruka\n"),
    "a word": ("cp1252", "Café table\n"),
    "polish": ("cp1250", "Żółty fotel z wełny,krzesło dębowe ręcznie robione, stół składany do jadalni\n"),
    "czech": ("cp1250", "Dřevěná židle pro děti,Dlouhý stůl z dubového dřeva,Žlutá lampa se stínidlem k posteli\n"),
    "russian": ("cp1251", "Стул деревянный,Стол обеденный,Лампа настольная с абажуром\n"),
    "greek": ("cp1253", "Ξύλινη καρέκλα,τραπέζι κήπου,επιτραπέζιο φωτιστικό\n"),
    "turkish": ("cp1254", "Ahşap sandalye,geniş masa ve ışıklı lamba, güzel çiçek saksısı\n"),
    "japanese": ("cp932", "東京の椅子,木製テーブル,ランプとカーテン\n"),
    "chinese": ("gb18030", "木椅子,桌子,灯具产品描述,手工制作\n"),
    "korean": ("cp949", "나무 의자,테이블,램프 설명\n"),
}


@pytest.mark.parametrize(("encoding", "text"), TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("times", [1, 50])
def test_what_spreadsheets_save_is_read_as_it_was_written(encoding: str, text: str, times: int) -> None:
    written = (text * times).encode(encoding)
    found, guessed = find_encoding(written[:64], written)
    assert written.decode(found) == text * times
    assert guessed


@pytest.mark.parametrize(("_encoding", "text"), TEXTS.values(), ids=TEXTS)
def test_unicode_is_no_guess(_encoding: str, text: str) -> None:
    assert find_encoding(b"Title", text.encode()) == ("utf-8", False)
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
        (codecs.BOM_UTF32_LE, "utf-32"),
    ):
        assert find_encoding(mark + b"T", b"") == (encoding, False)


def test_plain_ascii_is_utf8() -> None:
    assert find_encoding(b"Title,Price", b"") == ("utf-8", False)


def test_one_wrong_byte_makes_utf8_no_other_encoding() -> None:
    """Else all its letters with accents would become two wrong ones each."""
    text = TEXTS["german"][1].encode() * 3 + b"Stra\xdfe\n"
    assert find_encoding(b"", text) == ("utf-8", False)


def test_what_no_encoding_fits_is_refused() -> None:
    with pytest.raises(FileRefused) as refusal:
        find_encoding(b"", bytes(range(1, 256)) * 40)
    assert refusal.value.fault == FileFault.ENCODING_UNKNOWN


@pytest.mark.parametrize(
    ("name", "codec"),
    [("UTF8", "utf-8"), ("latin-1", "iso8859-1"), ("Windows-1252", "cp1252"), ("klingon", None), ("hex", None)],
)
def test_names_of_encodings(name: str, codec: str | None) -> None:
    assert known_encoding(name) == codec


def test_encodings_as_people_call_them() -> None:
    names = [encoding_name(name) for name in ("utf-8-sig", "utf-16", "cp1252", "cp932", "gb18030", "euc_jp")]
    assert names == ["UTF-8", "UTF-16", "Windows-1252", "Shift_JIS", "GB18030", "EUC-JP"]
