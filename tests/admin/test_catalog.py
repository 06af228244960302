"""Products and categories at the back office: plain edits, after which lists show what was saved."""

from typing import Any

import pytest

from core.catalog.models import Category, Product, Variant
from core.catalog.selectors import category_by_id
from core.catalog.types import CategoryRef
from core.pricing.services import set_price
from tests.admin.staff import Staff, complaints
from tests.core.examples import CURRENCY, listed, listed_ids, listing_of
from tests.factories import Record, a_category, a_record


@pytest.fixture
def record(staff: Staff) -> Record:
    return a_record(title="Kind of Blue")


def page_of(record: Record) -> str:
    return f"catalog/product/{record.product_id}/change/"


# --- Products -------------------------------------------------------------------------------------


def test_a_product_saved_is_what_lists_show(staff: Staff, record: Record) -> None:
    jazz = a_category("Jazz")
    staff.save(page_of(record), {"title": "Kind of Red", "brand": "Nobody", "categories": [jazz]})
    assert [(card.title, card.brand) for card in listed(jazz)] == [("Kind of Red", "Nobody")]


def test_a_product_saved_as_it_is_stays_as_it_is(staff: Staff, record: Record) -> None:
    before = listed()
    staff.save(page_of(record))
    assert listed() == before


def test_a_product_taken_out_of_a_category_is_gone_from_its_list(staff: Staff) -> None:
    jazz = a_category("Jazz")
    record = a_record(categories=(jazz,))
    staff.save(page_of(record), {"categories": []})
    assert listed_ids(jazz) == set()
    assert listed_ids() == {record.product_id}


def test_an_archived_product_is_hidden(staff: Staff, record: Record) -> None:
    staff.save(page_of(record), {"status": "archived"})
    assert listed() == ()


def test_an_active_product_needs_a_date(staff: Staff, record: Record) -> None:
    response = staff.send(page_of(record), {"published_at_0": "", "published_at_1": ""})
    assert "product_active_is_dated" in str(complaints(response))
    assert listing_of(record.product_id).visible


def a_variant(nth: int, sku: str, options: str) -> dict[str, Any]:
    return {f"variants-{nth}-sku": sku, f"variants-{nth}-option_values": options, f"variants-{nth}-position": nth}


def test_a_new_product_is_on_show_once_it_is_priced(staff: Staff) -> None:
    changes = {
        "title": "Blue Train",
        "slug": "blue-train",
        "status": "active",
        "published_at_0": "2026-01-01",
        "published_at_1": "12:00",
        "option_names": '["Format"]',
        "variants-TOTAL_FORMS": 1,
        **a_variant(0, "BT-LP", '["LP"]'),
    }
    staff.save("catalog/product/add/", changes)
    assert listed() == ()
    set_price(variant_id=Variant.objects.get(sku="BT-LP").pk, currency=CURRENCY, amount=1)
    assert [card.title for card in listed()] == ["Blue Train"]


def test_two_variants_of_the_same_options_are_refused(staff: Staff, record: Record) -> None:
    again = staff.send(page_of(record), {"variants-TOTAL_FORMS": 2, **a_variant(1, "NEW", '["LP"]')})
    assert "Another variant has the same." in str(complaints(again))
    both = {"variants-TOTAL_FORMS": 3, **a_variant(1, "NEW-1", '["CD"]'), **a_variant(2, "NEW-2", '["CD"]')}
    assert "Another variant has the same." in str(complaints(staff.send(page_of(record), both)))
    assert Variant.objects.count() == 1


@pytest.mark.parametrize("options", ["[]", '["LP", "Red"]', '"LP"', '{"LP": 1}', "[1]", '[""]', "null", "LP", ""])
def test_a_variant_has_one_text_for_each_option(staff: Staff, record: Record, options: str) -> None:
    assert complaints(staff.send(page_of(record), a_variant(0, "NEW", options)))
    assert Variant.objects.get().option_values == ["LP"]


def test_a_product_without_options_has_one_variant_without_values(staff: Staff, record: Record) -> None:
    staff.save(page_of(record), {"option_names": "", **a_variant(0, "ONLY", "")})
    assert Product.objects.get().option_names == Variant.objects.get().option_values == []


def test_a_variant_stays_for_its_prices_stock_and_movements_hang_on_it(staff: Staff) -> None:
    record = a_record(formats=("LP", "CD"), price=1000)
    before = listed()
    staff.save(page_of(record), {"variants-0-DELETE": "on"})
    assert Variant.objects.count() == 2
    assert listed() == before


def test_a_product_that_was_listed_is_archived_not_deleted(staff: Staff, record: Record) -> None:
    assert staff.send(f"catalog/product/{record.product_id}/delete/", {"post": "yes"}).status_code == 403
    assert listed_ids() == {record.product_id}


# --- Categories -----------------------------------------------------------------------------------


def path_of(name: str) -> str:
    return Category.objects.get(name=name).url_path


def create(staff: Staff, name: str, *, slug: str | None = None, below: int | str = "") -> Any:
    fields = {"name": name, "slug": slug or name.lower(), "treebeard_position": "first-child"}
    return staff.send("catalog/category/add/", {**fields, "treebeard_ref_node": below})


def test_a_category_is_created_with_its_path(staff: Staff) -> None:
    assert create(staff, "Music").status_code == 302
    music = Category.objects.get()
    assert create(staff, "Jazz", below=music.pk).status_code == 302
    assert create(staff, "Rock", below=music.pk).status_code == 302
    assert [path_of(name) for name in ("Music", "Jazz", "Rock")] == ["music", "music/jazz", "music/rock"]
    jazz = category_by_id(Category.objects.get(name="Jazz").pk)
    assert jazz.ancestors == (CategoryRef(music.pk, "Music", "music"),)


@pytest.fixture
def tree(staff: Staff) -> dict[str, int]:
    """Music > Jazz > Bebop, and Books; with one record in Bebop."""
    music, books = a_category("Music"), a_category("Books")
    jazz = a_category("Jazz", parent=music)
    bebop = a_category("Bebop", parent=jazz)
    a_record(categories=(bebop,))
    return {"Music": music, "Books": books, "Jazz": jazz, "Bebop": bebop}


def test_a_renamed_category_renames_the_paths_below_it(staff: Staff, tree: dict[str, int]) -> None:
    staff.save(f"catalog/category/{tree['Jazz']}/change/", {"name": "Swing", "slug": "swing"})
    assert (path_of("Swing"), path_of("Bebop")) == ("music/swing", "music/swing/bebop")
    assert category_by_id(tree["Bebop"]).ancestors[1] == CategoryRef(tree["Jazz"], "Swing", "music/swing")


def test_a_category_moved_by_its_form_moves_paths_and_products(staff: Staff, tree: dict[str, int]) -> None:
    where = {"treebeard_ref_node": tree["Books"], "treebeard_position": "first-child"}
    staff.save(f"catalog/category/{tree['Jazz']}/change/", where)
    assert (path_of("Jazz"), path_of("Bebop")) == ("books/jazz", "books/jazz/bebop")
    assert len(listed(tree["Books"])) == 1
    assert listed(tree["Music"]) == ()


def drag(staff: Staff, category: int, onto: int, relation: str) -> Any:
    moved = {"node": category, "target": onto, "relation": relation}
    return staff.send("catalog/category/", moved, to="catalog/category/move/")


def test_a_category_dragged_in_the_list_moves_paths_and_products(staff: Staff, tree: dict[str, int]) -> None:
    assert drag(staff, tree["Jazz"], tree["Books"], "child").status_code == 200
    assert (path_of("Jazz"), path_of("Bebop")) == ("books/jazz", "books/jazz/bebop")
    assert len(listed(tree["Books"])) == 1
    assert listed(tree["Music"]) == ()
    assert drag(staff, tree["Bebop"], tree["Books"], "sibling").status_code == 200
    assert path_of("Bebop") == "bebop"
    assert listed(tree["Books"]) == ()


def test_two_categories_of_one_path_are_refused(staff: Staff, tree: dict[str, int]) -> None:
    a_category("Blues", parent=tree["Music"])
    twin = a_category("Jazz", parent=tree["Books"])
    refused = [
        create(staff, "Other", slug="jazz", below=tree["Music"]),
        staff.send(f"catalog/category/{tree['Jazz']}/change/", {"slug": "blues"}),
        staff.send(
            f"catalog/category/{twin}/change/",
            {"treebeard_ref_node": tree["Jazz"], "treebeard_position": "right"},
        ),
    ]
    for response, path in zip(refused, ["music/jazz", "music/blues", "music/jazz"], strict=True):
        assert f"There is a category at {path} already." in str(complaints(response))
    assert (path_of("Bebop"), category_by_id(twin).path) == ("music/jazz/bebop", "books/jazz")
    assert not Category.objects.filter(name="Other").exists()


def test_a_category_dragged_to_where_its_path_is_taken_stays_where_it_was(staff: Staff, tree: dict[str, int]) -> None:
    twin = a_category("Jazz", parent=tree["Books"])
    assert drag(staff, twin, tree["Music"], "child").status_code == 400
    said = staff.get("catalog/category/").content.decode()
    assert "There is a category of that slug already." in said
    assert "Moved node" not in said
    assert category_by_id(twin).path == "books/jazz"
    assert Category.objects.get_parent(Category.objects.get(pk=twin)).pk == tree["Books"]


def test_a_category_can_be_dragged_only_somewhere(staff: Staff, tree: dict[str, int]) -> None:
    assert drag(staff, tree["Music"], tree["Bebop"], "child").status_code == 400
    assert drag(staff, 404, tree["Bebop"], "child").status_code == 400
    assert path_of("Bebop") == "music/jazz/bebop"


def test_a_deleted_category_takes_its_products_out_of_those_above(staff: Staff, tree: dict[str, int]) -> None:
    assert len(listed(tree["Music"])) == 1
    assert staff.send(f"catalog/category/{tree['Jazz']}/delete/", {"post": "yes"}).status_code == 302
    assert set(Category.objects.values_list("name", flat=True)) == {"Music", "Books"}
    assert listed(tree["Music"]) == ()
    assert len(listed()) == Product.objects.count() == 1


def test_categories_deleted_by_the_lists_action_do_the_same(staff: Staff, tree: dict[str, int]) -> None:
    chosen = {"_selected_action": [str(tree["Jazz"])], "action": "delete_selected", "post": "yes"}
    staff.send("catalog/category/", chosen)
    assert set(Category.objects.values_list("name", flat=True)) == {"Music", "Books"}
    assert listed(tree["Music"]) == ()
