"""A product's pictures: seen, described, put in order; new ones are taken in by the service."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.forms import FileField, ModelForm, ValidationError
from django.http import HttpRequest

from core.catalog.imaging import accept
from core.catalog.models import Product, ProductImage
from core.catalog.services import add_image
from core.catalog.types import ImageTooLarge, ImageUnreadable
from core.shared.backoffice import TabularInline, inputs


class PictureField(FileField):
    """Asks for a picture the shop takes; one that is kept is not read again at each save."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        if self.disabled:
            return initial
        upload = super().clean(data, initial)
        try:
            accept(upload)
        except ImageTooLarge as error:
            raise ValidationError(f"Too large: at most {error.details['limit']:,} {_words(error)}.") from None
        except ImageUnreadable:
            raise ValidationError("Not a picture the shop can read: JPEG, PNG, WebP, AVIF or GIF.") from None
        upload.seek(0)
        return upload


def _words(error: ImageTooLarge) -> str:
    return str(error.details["unit"]).replace("_", " ")


class ImageForm(ModelForm[ProductImage]):
    file = PictureField(label="picture", widget=inputs.File())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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
