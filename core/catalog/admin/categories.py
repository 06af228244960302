"""The category tree, whose places and paths follow every edit."""

from typing import Any, cast

from django.contrib import admin, messages
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from treebeard.forms import MoveNodeForm, movenodeform_factory

from core.catalog.admin.translations import TranslatedAdmin, TranslatedForm, language_tabs
from core.catalog.models import Category
from core.catalog.rules import CATEGORY_TEXTS, category_path
from core.catalog.services import delete_categories, place_category
from core.shared.backoffice import TreeAdmin, column, inputs


class CategoryForm(TranslatedForm, MoveNodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("treebeard_position", "treebeard_ref_node"):
            field: Any = self.fields[name]
            field.widget = inputs.Select(choices=field.choices)

    def clean(self) -> Any:
        """No two categories have one path, which is the address of its page."""
        data = super().clean()
        if "slug" in data and "treebeard_position" in data:
            path = category_path(self._path_above(data), data["slug"])
            if Category.objects.filter(url_path=path).exclude(pk=self.instance.pk).exists():
                self.add_error("slug", f"There is a category at {path} already.")
            if len(path) > Category._meta.get_field("url_path").max_length:
                self.add_error("slug", "Its path, with the slugs of all above it, is too long.")
        return data

    def _path_above(self, data: dict[str, Any]) -> str:
        where = data.get("treebeard_ref_node")
        parent = where
        if where is not None and data["treebeard_position"] != "first-child":
            parent = Category.objects.get_parent(where)
        return parent.url_path if parent else ""


@admin.register(Category)
class CategoryAdmin(TranslatedAdmin, TreeAdmin[Category]):
    texts = CATEGORY_TEXTS
    form = movenodeform_factory(Category, form=CategoryForm, exclude=["translations"])
    list_display = ("name", "path_of_page")
    readonly_fields = ("old_addresses",)
    search_fields = ("name", "url_path")

    def get_fieldsets(self, request: HttpRequest, obj: Category | None = None) -> Any:
        return (
            (None, {"fields": (("name", "slug"), "description", ("treebeard_position", "treebeard_ref_node"))}),
            *language_tabs(CATEGORY_TEXTS),
            ("For search engines", {"classes": ["tab"], "fields": ("seo_title", "seo_description", "old_addresses")}),
        )

    @admin.display(description="Old addresses")
    def old_addresses(self, row: Category) -> str:
        """They lead to the one it has now."""
        paths = row.old_paths.order_by("path").values_list("path", flat=True) if row.pk else ()
        return ", ".join(paths) or "None"

    @column("path of its page")
    def path_of_page(self, row: Category) -> str:
        return row.url_path

    def save_model(self, request: HttpRequest, obj: Category, form: ModelForm[Category], change: bool) -> None:
        super().save_model(request, obj, form, change)
        place_category(category_id=obj.pk)

    def move_node(self, request: HttpRequest) -> HttpResponse:
        """A category dragged to another place."""
        try:
            with transaction.atomic():
                response = cast(HttpResponse, super().move_node(request))
                if response.status_code == 200:
                    place_category(category_id=int(request.POST["node"]))
        except IntegrityError:
            list(messages.get_messages(request))  # what was said of a move that has been taken back
            messages.error(request, "There is a category of that slug already.")
            return HttpResponseBadRequest()
        return response

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What is below goes with it, unless a collection asks for it."""
        gone = [row for top in objs for row in (top, *Category.objects.get_descendants(top))]
        return super().get_deleted_objects(gone, request)

    def delete_model(self, request: HttpRequest, obj: Category) -> None:
        delete_categories(category_ids=[obj.pk])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Category]) -> None:
        delete_categories(category_ids=list(queryset.values_list("pk", flat=True)))
