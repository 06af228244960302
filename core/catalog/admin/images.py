"""A product's pictures: seen, described, put in order; new ones are taken in by the service."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from core.catalog.models import Product, ProductImage
from core.catalog.services import add_image
from core.shared.backoffice import TabularInline, inputs


class ImageForm(ModelForm[ProductImage]):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = True
        if self.instance.pk:
            self.fields["file"].disabled = True
            self.fields["file"].widget = inputs.Picture()

    class Meta:
        model = ProductImage
        fields: ClassVar = ["file", "alt", "position"]


class ImageInline(TabularInline[ProductImage, Product]):
    model = ProductImage
    form = ImageForm
    ordering_field = "position"
    hide_ordering_field = True
    show_title = False
    verbose_name = "picture"

    def get_queryset(self, request: HttpRequest) -> QuerySet[ProductImage]:
        """Not those that are still to be fetched: there is nothing to see of them."""
        return super().get_queryset(request).exclude(file="")


def save_images(formset: Any) -> None:
    """A picture is taken in by the service and never replaced; its text and place are plain edits."""
    formset.save(commit=False)
    for gone in formset.deleted_objects:
        gone.delete()
    for changed, _ in formset.changed_objects:
        changed.save(update_fields=["alt", "position"])
    for new in formset.new_objects:
        add_image(product_id=formset.instance.pk, file=new.file, alt=new.alt)
