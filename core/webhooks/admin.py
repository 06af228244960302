"""Who is told, and the log of every telling."""

import json
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html

from core.outbox.admin import JobAdmin, StandingFilter
from core.shared.backoffice import ModelAdmin, column, inputs, step
from core.webhooks.models import Subscription, WebhookDelivery
from core.webhooks.services import replay
from core.webhooks.types import TOPICS


class SubscriptionForm(forms.ModelForm[Subscription]):
    topics = forms.MultipleChoiceField(
        choices=[(topic, topic) for topic in TOPICS],
        required=False,
        widget=inputs.Checkboxes(),
        help_text="None chosen: all, those of later versions too.",
    )

    class Meta:
        model = Subscription
        fields = ("url", "topics", "active")


@admin.register(Subscription)
class SubscriptionAdmin(ModelAdmin[Subscription]):
    """The secret is shown to those who may change the subscription: they hand it to whoever receives."""

    form = SubscriptionForm
    list_display = ("url", "wanted", "active")
    list_filter = ("active",)
    search_fields = ("url",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        secret = ["secret"] if obj and self.has_change_permission(request, obj) else []
        return ["url", "topics", "active", *secret]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["secret"]

    @column("topics")
    def wanted(self, row: Subscription) -> str:
        return ", ".join(row.topics) or "all"


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(JobAdmin):
    shows_people = True
    list_display = ("message", "topic", "subscription", "standing", "status", "duration", "attempts", "created_at")
    list_filter = (StandingFilter, "topic", "status", "subscription")
    list_select_related = ("subscription",)
    search_fields = ("body",)
    date_hierarchy = "created_at"
    exclude = ("body",)
    readonly_fields = ("message", "sent")
    actions_detail = ("retry", "replay")

    @column("id", order="event_id")
    def message(self, row: WebhookDelivery) -> str:
        return row.message_id

    @column("body")
    def sent(self, row: WebhookDelivery) -> str:
        return format_html("<pre>{}</pre>", json.dumps(json.loads(row.body), indent=2, ensure_ascii=False))

    def steps_of(self, row: Any) -> set[str]:
        return super().steps_of(row) or {"replay"}

    @step("Replay", asks="The receiver is told again, under the same id.", icon="replay", words={})
    def replay(self, row: WebhookDelivery, asked: Any) -> str:
        replay(delivery_id=row.pk, now=timezone.now())
        return "It is sent again."
