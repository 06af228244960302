"""What staff do with the catalogue beyond one product's own texts: languages, addresses, company, many at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from core.audit.models import Record as AuditRecord
from core.catalog.models import Attribute, Category, Collection, OldPath, OldSlug, Product, RelatedProduct, Variant
from core.catalog.services import add_image
from core.catalog.types import CollectionKind
from tests.admin.staff import Form, Staff, complaints
from tests.core.examples import a_picture, listed, listed_ids
from tests.factories import Record, a_category, a_record


@pytest.fixture
def record(staff: Staff) -> Record:
    return a_record(title="Kind of Blue", formats=("LP", "CD"))


def page_of(record: Record) -> str:
    return f"catalog/product/{record.product_id}/change/"


def row(record: Record) -> Product:
    return Product.objects.get(pk=record.product_id)


# --- Languages ------------------------------------------------------------------------------------


def test_a_product_is_translated_on_its_page(staff: Staff, record: Record) -> None:
    page = staff.get(page_of(record)).content.decode()
    assert "Title in German" in page
    assert "LP =\nCD =" in page.replace("\r\n", "\n"), "each value waits for what it is called"
    german = {
        "in_de_title": "Eine Art Blau",
        "in_de_description": "<p>Ja</p><script>nein</script>",
        "in_de_option_names": "Tonträger",
        "in_de_option_values": "LP = Langspielplatte\nCD =",
    }
    staff.save(page_of(record), german)
    kept = {
        "title": "Eine Art Blau",
        "description": "<p>Ja</p>",
        "option_names": ["Tonträger"],
        "option_values": {"LP": "Langspielplatte"},
    }
    assert row(record).translations == {"de": kept}
    staff.save(page_of(record))
    assert row(record).translations == {"de": kept}, "saved as it is, it stays as it is"


def test_a_translation_that_is_too_long_is_refused_where_it_stands(staff: Staff, record: Record) -> None:
    answer = staff.send(page_of(record), {"in_de_title": "x" * 251})
    assert "This is too long." in str(complaints(answer))
    assert row(record).translations == {}


@pytest.mark.parametrize("names", ["Tonträger, Farbe", ","])
def test_as_many_options_are_translated_as_there_are(staff: Staff, record: Record, names: str) -> None:
    refused = complaints(staff.send(page_of(record), {"in_de_option_names": names}))
    assert ("As many as the product has options: Format." in str(refused)) == (names != ","), "none are none said"
    assert row(record).translations == {}


def test_what_is_said_in_a_language_the_shop_has_no_more_stays(staff: Staff, record: Record) -> None:
    Product.objects.update(translations={"fr": {"title": "Bleu"}})
    staff.save(page_of(record), {"in_de_title": "Blau"})
    assert row(record).translations == {"fr": {"title": "Bleu"}, "de": {"title": "Blau"}}


def test_an_empty_list_says_whether_anything_was_asked_for(staff: Staff, record: Record) -> None:
    assert "Nothing fits" in staff.get("catalog/product/?q=nobody").content.decode()
    page = staff.get("catalog/collection/").content.decode()
    assert "Nothing here yet" in page
    assert "Add collection" in page


def test_the_untranslated_are_found(staff: Staff, record: Record) -> None:
    a_record(title="Blue Train", translations={"de": {"title": "Blauer Zug"}})
    found = staff.get("catalog/product/", {"untranslated": "de"}).content.decode()
    assert "Kind of Blue" in found
    assert "Blue Train" not in found


def test_where_a_shop_speaks_one_language_nothing_is_asked_for(staff: Staff, record: Record, settings: Any) -> None:
    settings.SHOP_LOCALES = ("en",)
    assert "in_de_" not in staff.get(page_of(record)).content.decode()
    assert "untranslated" not in staff.get("catalog/product/").content.decode()
    staff.save(page_of(record))


def test_categories_collections_and_attributes_are_translated_too(staff: Staff) -> None:
    rows: list[tuple[str, Any, dict[str, str]]] = [
        ("category", Category.objects.get(pk=a_category("Music")), {"in_de_name": "Musik"}),
        (
            "collection",
            Collection.objects.create(slug="new", name="New", kind=CollectionKind.NEWEST),
            {"in_de_name": "Neu"},
        ),
        (
            "attribute",
            Attribute.objects.create(code="mood", name="Mood", kind="choice", choices=["Calm"]),
            {"in_de_name": "Stimmung", "in_de_choices": "Calm = Ruhig"},
        ),
    ]
    for model, one, german in rows:
        staff.save(f"catalog/{model}/{one.pk}/change/", german)
        one.refresh_from_db()
        assert one.translations["de"]["name"] == german["in_de_name"]
        assert staff.get(f"catalog/{model}/", {"untranslated": "de"}).status_code == 200
    assert rows[-1][1].translations["de"]["choices"] == {"Calm": "Ruhig"}


def test_a_picture_is_described_in_each_language(staff: Staff, record: Record) -> None:
    add_image(product_id=record.product_id, file=a_picture(), alt="A sleeve")
    staff.save(page_of(record), {"images-0-in_de_alt": "Eine Hülle"})
    assert row(record).images.get().translations == {"de": {"alt": "Eine Hülle"}}


# --- Addresses and places -------------------------------------------------------------------------


def test_a_changed_slug_is_remembered(staff: Staff, record: Record) -> None:
    staff.save(page_of(record), {"slug": "kind-of-blue"})
    assert [(old.slug, old.product_id) for old in OldSlug.objects.all()] == [(record.slug, record.product_id)]
    assert record.slug in staff.get(page_of(record)).content.decode()


def test_a_category_moved_or_renamed_is_remembered(staff: Staff) -> None:
    music = a_category("Music")
    a_category("Jazz", parent=music)
    staff.save(f"catalog/category/{music}/change/", {"slug": "sounds"})
    assert set(OldPath.objects.values_list("path", flat=True)) == {"music", "music/jazz"}


def test_the_main_category_is_one_it_stands_in(staff: Staff, record: Record) -> None:
    jazz, rock = a_category("Jazz"), a_category("Rock")
    staff.save(page_of(record), {"categories": [jazz]})
    assert row(record).main_category_id == jazz, "chosen by itself"
    staff.save(page_of(record), {"categories": [rock]})
    assert row(record).main_category_id == rock, "and left with the category"
    refused = staff.send(page_of(record), {"main_category": jazz})
    assert "It does not stand in this one." in str(complaints(refused))


# --- Windows --------------------------------------------------------------------------------------


def test_a_window_that_never_opens_is_refused_in_words(staff: Staff, record: Record) -> None:
    changes = {"unpublish_at_0": "2001-01-01", "unpublish_at_1": "12:00"}
    assert "off show before it is on" in str(complaints(staff.send(page_of(record), changes)))


@pytest.mark.parametrize(
    ("state", "shown", "days"),
    [("scheduled", "Scheduled", (1, None)), ("over", "Over", (-9, -1)), ("on_show", "On show", (-9, 1))],
)
def test_the_list_says_and_finds_what_is_to_come_on_show_and_over(
    staff: Staff, record: Record, state: str, shown: str, days: tuple[int, int | None]
) -> None:
    now = timezone.now()
    on, off = (None if day is None else now + timedelta(days=day) for day in days)
    Product.objects.filter(pk=record.product_id).update(published_at=on, unpublish_at=off)
    for chosen in ("scheduled", "over", "on_show"):
        page = staff.get("catalog/product/", {"state": chosen}).content.decode()
        assert ("Kind of Blue" in page) is (chosen == state)
    assert shown in staff.get("catalog/product/", {"state": state}).content.decode()


# --- Variants and company -------------------------------------------------------------------------


def test_a_barcode_is_taken_as_it_is_printed_and_refused_where_it_is_wrong(staff: Staff, record: Record) -> None:
    staff.save(page_of(record), {"variants-0-gtin": "978-3-16-148410-0"})
    assert Variant.objects.get(pk=record.variant).gtin == "9783161484100"
    refused = staff.send(page_of(record), {"variants-0-gtin": "978-3-16-148410-1"})
    assert "This is no barcode" in str(complaints(refused))


def test_a_variant_is_given_one_of_its_products_pictures_and_no_others(staff: Staff, record: Record) -> None:
    other = a_record()
    for one in (record, other):
        add_image(product_id=one.product_id, file=a_picture(), alt="")
    own, foreign = (row(one).images.get().pk for one in (record, other))
    staff.save(page_of(record), {"variants-0-image": own})
    assert Variant.objects.get(pk=record.variant).image_id == own
    assert complaints(staff.send(page_of(record), {"variants-0-image": foreign}))


def beside(*others: Record) -> dict[str, Any]:
    picked = {f"related-{at}-other": other.product_id for at, other in enumerate(others)}
    return {"related-TOTAL_FORMS": len(others), **picked, **{f"related-{at}-position": at for at in range(len(others))}}


def test_company_is_picked_and_never_itself_or_twice(staff: Staff, record: Record) -> None:
    other = a_record()
    staff.save(page_of(record), beside(other))
    assert RelatedProduct.objects.get().other_id == other.product_id
    RelatedProduct.objects.all().delete()
    for wrong in ((record,), (other, other)):
        assert complaints(staff.send(page_of(record), beside(*wrong)))


# --- Many at once ---------------------------------------------------------------------------------


def said(staff: Staff, answer: Any) -> str:
    """What the list says of what was done."""
    assert answer.status_code == 302, answer.content.decode()
    return str(staff.client.get(answer["Location"]).content.decode())


def test_many_are_put_into_a_category(staff: Staff, record: Record) -> None:
    jazz, other = a_category("Jazz"), a_record()
    chosen = ("catalog/product/", "put_into_category", record.product_id, other.product_id)
    assert "Which category" in staff.act(*chosen).content.decode()
    assert "2 products put there." in said(staff, staff.act(*chosen, confirmed="1", category=jazz))
    assert listed_ids(jazz) == {record.product_id, other.product_id}


def test_what_is_asked_for_wrongly_is_asked_for_again(staff: Staff, record: Record) -> None:
    Attribute.objects.create(code="mood", name="Mood", kind="choice", choices=["Calm", "Dark"])
    chosen = ("catalog/product/", "tell_of_chosen", record.product_id)
    again = staff.act(*chosen, confirmed="1", attribute="mood", value="Loud")
    assert "There is Calm, Dark to choose from." in again.content.decode()
    assert "1 product told so." in said(staff, staff.act(*chosen, confirmed="1", attribute="mood", value="calm"))
    assert row(record).attributes == {"mood": "Calm"}


def test_what_the_service_refuses_of_all_is_asked_for_again_with_what_was_typed(staff: Staff, record: Record) -> None:
    Attribute.objects.create(code="year", name="Year", kind="number")
    far = {"attribute": "year", "value": "9" * 17}
    again = staff.act("catalog/product/", "tell_of_chosen", record.product_id, confirmed="1", **far).content.decode()
    assert 'role="alert">This is no value that it can have.' in again
    assert Form(again).fields["value"] == far["value"]
    assert row(record).attributes == {}


@pytest.mark.parametrize(
    ("kind", "written", "kept"),
    [
        ("number", "2,5", 2.5),
        ("number", "3", 3),
        ("boolean", "No", False),
        ("text", "Blue", "Blue"),
        ("text", "", None),
    ],
)
def test_an_attribute_is_written_as_a_person_would(
    staff: Staff, record: Record, kind: str, written: str, kept: object
) -> None:
    Attribute.objects.create(code="fact", name="Fact", kind=kind)
    staff.act("catalog/product/", "tell_of_chosen", record.product_id, confirmed="1", attribute="fact", value=written)
    assert row(record).attributes.get("fact") == kept


def test_all_of_a_list_are_chosen_at_once(staff: Staff, record: Record) -> None:
    a_record(title="Blue Train"), a_record(title="Else")
    across = {"select_across": "1", "tag": "blue", "confirmed": "1"}
    answer = staff.send("catalog/product/?q=Blue", {"action": "tag_chosen", "_selected_action": ["1"], **across})
    assert "2 products tagged." in said(staff, answer)
    assert [product.tags for product in Product.objects.order_by("id")] == [["blue"], ["blue"], []]


def test_asking_is_not_told_as_doing(staff: Staff, record: Record) -> None:
    def told() -> int:
        return AuditRecord.objects.filter(details__action="archive_chosen").count()

    staff.act("catalog/product/", "archive_chosen", record.product_id)
    assert (told(), len(listed())) == (0, 1)
    staff.act("catalog/product/", "archive_chosen", record.product_id, confirmed="1")
    assert (told(), len(listed())) == (1, 0)


def test_who_may_only_look_does_nothing_to_many(record: Record) -> None:
    looker = Staff("view_product", email="looker@example.org")
    looker.client.post(
        "/admin/catalog/product/",
        {
            **looker.fields("catalog/product/"),
            "action": "archive_chosen",
            "_selected_action": [record.product_id],
            "confirmed": "1",
        },
    )
    assert row(record).status == "active"
