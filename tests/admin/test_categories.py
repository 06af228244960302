"""Categories at the back office: made, renamed, moved and deleted, and lists follow."""

from typing import Any

import pytest

from core.catalog.models import Category, Collection, Product
from core.catalog.selectors import category_by_id
from core.catalog.types import CategoryRef
from tests.admin.staff import Staff, complaints
from tests.core.examples import listed
from tests.factories import a_category, a_record


def path_of(name: str) -> str:
    return str(Category.objects.get(name=name).url_path)


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


def test_a_category_that_a_collection_asks_for_stays_with_all_above_it(staff: Staff, tree: dict[str, int]) -> None:
    Collection.objects.create(slug="x", name="Horns", kind="filtered", category_id=tree["Bebop"])
    page = staff.send(f"catalog/category/{tree['Jazz']}/delete/", {"post": "yes"})
    assert (page.status_code, "Horns" in page.content.decode()) == (200, True)
    chosen = {"_selected_action": [str(tree["Music"])], "action": "delete_selected", "post": "yes"}
    staff.send("catalog/category/", chosen)
    assert Category.objects.count() == len(tree)
