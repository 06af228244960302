"""Price lists: whose prices, in which currency, and how many; changed many at a time."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from core.catalog.admin import name_groups
from core.catalog.models import Category, Variant
from core.customers.models import CustomerGroup
from core.pricing.admin.forms import AdjustForm, CopyForm, ListForm, adjustment
from core.pricing.admin.words import REFUSALS
from core.pricing.models import PriceList
from core.pricing.services import adjust_prices, close_list, copy_list, make_list
from core.shared.backoffice import PricedAdmin, StepForm, column, label, link, step


@admin.register(PriceList)
class PriceListAdmin(PricedAdmin[PriceList]):
    form = ListForm
    list_display = ("name", "currency", "whose", "many", "tax_included", "standing")
    list_filter = ("currency", "group")
    list_select_related = ("group",)
    search_fields = ("name",)
    actions_detail = ("adjust", "copy", "close")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).annotate(count=Count("prices__variant", distinct=True))

    @column("for", order="group__name")
    def whose(self, row: PriceList) -> str:
        return row.group.name if row.group else "Everyone"

    @column("variants", order="count")
    def many(self, row: Any) -> str:
        """How many have a price in it, leading to their prices."""
        return link(f"{reverse('admin:pricing_price_changelist')}?price_list__id__exact={row.pk}", f"{row.count:,}")

    @column("state")
    def standing(self, row: PriceList) -> str:
        if row.closed_at is not None:
            return label("Being taken away", "warning")
        waits = row.group_id is not None and row.listed_at is None
        return (
            label("Being listed: everyone's prices are valid meanwhile", "info") if waits else label("Valid", "success")
        )

    def get_readonly_fields(self, request: HttpRequest, obj: PriceList | None = None) -> tuple[str, ...]:
        return ("currency", "whose", "many", "standing") if obj else ()

    def get_fieldsets(self, request: HttpRequest, obj: PriceList | None = None) -> Any:
        """Of one that is there: whose it is, which stays, and how it stands."""
        if obj is None:
            return ((None, {"fields": (("name", "currency"), ("group", "tax_included"))}),)
        return (
            (None, {"fields": (("name", "tax_included"), ("whose", "currency"))}),
            ("Now", {"fields": (("many", "standing"),)}),
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A list is closed, by a step: lists of products have to follow."""
        return False

    def save_model(self, request: HttpRequest, obj: PriceList, form: Any, change: bool) -> None:
        """Only what staff can edit: the worker may have gone on since the page was opened."""
        if change:
            obj.save(update_fields=["name", "tax_included"])
        else:
            obj.pk = make_list(
                name=obj.name, currency=obj.currency, group_id=obj.group_id or 0, tax_included=obj.tax_included
            )

    # --- The steps ---

    def get_actions_detail(self, request: HttpRequest, object_id: int | str) -> list[Any]:
        row: Any = self.get_object(request, str(object_id))
        steps = super().get_actions_detail(request, object_id)
        if not isinstance(row, PriceList) or row.closed_at is not None:
            return []
        return [one for one in steps if one.path != "close" or row.group_id is not None]

    @step(
        "Adjust prices",
        asks="New prices are reckoned from the regular ones of this list. What was is kept.",
        icon="percent",
        words=REFUSALS,
        form=AdjustForm,
        look="primary",
    )
    def adjust(self, row: PriceList, asked: Any) -> str:
        count = adjust_prices(
            price_list_id=row.pk,
            variant_ids=_chosen(row, asked["category"], asked["brand"]),
            how=adjustment(asked),
            now=timezone.now(),
            starts_at=asked["starts_at"],
            ends_at=asked["ends_at"],
        )
        return _so_many(count)

    @step(
        "Copy from another",
        asks="Prices are reckoned from another list's regular ones. What was is kept.",
        icon="content_copy",
        words=REFUSALS,
        form=CopyForm,
    )
    def copy(self, row: PriceList, asked: Any) -> str:
        count = copy_list(
            source_id=asked["source"].pk,
            target_id=row.pk,
            how=adjustment(asked),
            now=timezone.now(),
            starts_at=asked["starts_at"],
        )
        return _so_many(count)

    @step(
        "Close",
        asks="From now on the group pays what everyone does. The prices in this list are forgotten.",
        icon="delete",
        words=REFUSALS,
        form=StepForm,
        look="danger",
    )
    def close(self, row: PriceList, asked: Any) -> str:
        close_list(price_list_id=row.pk, now=timezone.now())
        return "Closed. The worker takes away what there is of it."


def _so_many(count: int) -> str:
    return f"{count:,} new price{'' if count == 1 else 's'}."


def _chosen(price_list: PriceList, category: Category | None, brand: str) -> list[int] | None:
    """The variants of a list in a category or below it, and of a brand; None where it is all of them."""
    if category is None and not brand:
        return None
    variants = Variant.objects.filter(prices__price_list=price_list)
    if category is not None:
        variants = variants.filter(product__categories__path__startswith=category.path)
    if brand:
        variants = variants.filter(product__brand__iexact=brand.strip())
    return list(variants.values_list("id", flat=True).distinct())


name_groups(CustomerGroup.objects.all())
