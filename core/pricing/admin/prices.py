"""Prices: each row as it was set, and on its page all that its variant costs, has cost and is going to cost."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from core.catalog.admin import OfVariant
from core.pricing.admin.forms import NewPriceForm, OfferForm, SetForm, draft
from core.pricing.admin.sheet import LOOKS, sheet, standing
from core.pricing.admin.words import REFUSALS, moment
from core.pricing.models import Price
from core.pricing.services import call_off, end_offer, remove_prices, schedule_prices
from core.pricing.types import PriceDraft
from core.shared.backoffice import ReadOnlyAdmin, StepForm, column, label, price, step


class StandingFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(name.lower(), name) for name in LOOKS]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        now = timezone.now()
        begun = Q(starts_at__lte=now)
        which = {
            "regular": begun & Q(ends_at__isnull=True, superseded=False),
            "offer": begun & Q(ends_at__gt=now),
            "scheduled": ~begun,
            "over": Q(ends_at__lte=now) | Q(superseded=True),
        }
        return queryset.filter(which.get(self.value() or "", Q()))


@admin.register(Price)
class PriceAdmin(OfVariant, ReadOnlyAdmin):
    """Prices are added and end; what one was is never written over."""

    list_display = ("what", "sku", "price_list", "costs", "was", "since", "until", "state")
    list_filter = ("price_list", StandingFilter, ("compare_at", admin.EmptyFieldListFilter))
    list_select_related = ("variant__product", "price_list")
    search_fields = ("variant__sku", "variant__product__title")
    autocomplete_fields = ("variant",)
    ordering = ("-id",)
    change_form_before_template = "pricing/variant.html"
    actions_detail: ClassVar = ("set", "offer", "end", "call_off", "remove")

    # --- The list ---

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        later = Price.objects.filter(
            price_list=OuterRef("price_list"),
            variant=OuterRef("variant"),
            ends_at__isnull=True,
            starts_at__gt=OuterRef("starts_at"),
            starts_at__lte=timezone.now(),
        )
        superseded = ExpressionWrapper(Q(Exists(later), ends_at__isnull=True), BooleanField())
        rows: QuerySet[Any] = super().get_queryset(request).annotate(superseded=superseded)
        return rows

    @column("price", order="amount")
    def costs(self, row: Price) -> str:
        return price(row.amount, row.price_list.currency)

    @column("compared with", order="compare_at")
    def was(self, row: Price) -> str | None:
        return None if row.compare_at is None else price(row.compare_at, row.price_list.currency)

    @column("from", order="starts_at")
    def since(self, row: Price) -> str:
        return moment(row.starts_at)

    @column("until", order="ends_at")
    def until(self, row: Price) -> str | None:
        return moment(row.ends_at) if row.ends_at else None

    @column("state")
    def state(self, row: Any) -> str:
        said = standing(row, timezone.now())
        return label(said, LOOKS[said])

    # --- The page of one: its variant's prices ---

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Of one that is there the sheet shows everything, and nothing is edited."""
        if obj is not None:
            return ()
        return ((None, {"fields": (("variant", "price_list"), ("amount", "compare_at"), ("starts_at", "ends_at"))}),)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        asks = {} if obj is not None else {"form": NewPriceForm}
        return super().get_form(request, obj, change, **asks, **kwargs)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        row = kwargs.get("obj")
        return super().render_change_form(request, context | (sheet(row) if row else {}), *args, **kwargs)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return admin.ModelAdmin.has_add_permission(self, request)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """What the form has looked at, the service refuses only where the clock has gone on."""
        schedule_prices(
            price_list_id=obj.price_list_id,
            prices={obj.variant_id: PriceDraft(obj.amount, obj.compare_at)},
            now=timezone.now(),
            starts_at=form.cleaned_data["starts_at"],
            ends_at=form.cleaned_data["ends_at"],
        )
        mine = Price.objects.filter(price_list=obj.price_list_id, variant=obj.variant_id)
        obj.pk = mine.order_by("-id").values_list("pk", flat=True)[0]

    # --- The steps ---

    def get_actions_detail(self, request: HttpRequest, object_id: int | str) -> list[Any]:
        row: Any = self.get_object(request, str(object_id))
        left = {"Offer": "call_off", "Scheduled": "end"}.get(standing(row, timezone.now())) if row else None
        without = {left} if left else {"end", "call_off"}
        return [one for one in super().get_actions_detail(request, object_id) if one.path not in without]

    @step(
        "Set the price",
        asks="What it costs regularly, until it is set again. What it was is kept.",
        icon="sell",
        words=REFUSALS,
        form=SetForm,
        look="primary",
    )
    def set(self, row: Price, asked: Any) -> str:
        return self._schedule(row, asked)

    @step(
        "Schedule an offer",
        asks="A price for a time. It begins and ends by itself, at the second.",
        icon="event",
        words=REFUSALS,
        form=OfferForm,
    )
    def offer(self, row: Price, asked: Any) -> str:
        return self._schedule(row, asked)

    @step("End the offer", asks="The regular price counts again at once.", icon="event_busy", words=REFUSALS)
    def end(self, row: Price, asked: Any) -> str:
        end_offer(price_id=row.pk, now=timezone.now())
        return "The offer is over."

    @step(
        "Call it off", asks="It has not begun, and is not going to.", icon="event_busy", words=REFUSALS, form=StepForm
    )
    def call_off(self, row: Price, asked: Any) -> str:
        call_off(price_id=row.pk, now=timezone.now())
        _lead_on(row)
        return "Called off."

    @step(
        "Take out of the list",
        asks="All its prices in this list go, past ones too. Without one in everyone's list it is not sold any more.",
        icon="delete",
        words=REFUSALS,
        look="danger",
    )
    def remove(self, row: Price, asked: Any) -> str:
        remove_prices(price_list_id=row.price_list_id, variant_ids=[row.variant_id])
        _lead_on(row)
        return "Taken out of the list."

    def _schedule(self, row: Price, asked: Any) -> str:
        new = schedule_prices(
            price_list_id=row.price_list_id,
            prices={row.variant_id: draft(asked, row.price_list.currency)},
            now=timezone.now(),
            starts_at=asked["starts_at"],
            ends_at=asked.get("ends_at"),
        )
        return "Written down." if new else "It is so already."


def _lead_on(row: Price) -> None:
    """After a step that took the row away, the page of another of its variant's is shown, if there is any."""
    left = Price.objects.filter(variant=row.variant_id).order_by("-starts_at").values_list("pk", flat=True).first()
    row.pk = left or row.pk
