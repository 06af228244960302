"""A product's pictures: seen, described, put in order; new ones are taken in by the service."""

from typing import Any, ClassVar

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.forms import FileField, ValidationError
from django.http import HttpRequest

from core.catalog.admin.translations import TranslatedForm, translation_fields
from core.catalog.imaging import accept
from core.catalog.models import Product, ProductImage
from core.catalog.rules import IMAGE_TEXTS
from core.catalog.selectors import kept_image
from core.catalog.services import add_picture
from core.catalog.types import ImageTooLarge, ImageUnreadable, Picture
from core.shared.backoffice import TabularInline, inputs

THUMBNAIL = 80  # pixels


def thumbnail(row: ProductImage) -> str:
    """Where the smallest rendition is that does for a list."""
    return str(default_storage.url(kept_image(row).rendition(THUMBNAIL, "webp")))


class ImageForm(TranslatedForm):
    """One that is kept is shown; a new one is asked for, and looked at before anything is saved."""

    file = FileField(label="picture", widget=inputs.File())
    picture: Picture

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["file"].disabled = True
            self.fields["file"].widget = inputs.Picture(thumbnail(self.instance))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if not self.instance.pk:
            try:
                self.picture = accept(file)
            except ImageUnreadable:
                raise ValidationError("This is not a JPEG, PNG, WebP, GIF or AVIF that can be read.") from None
            except ImageTooLarge as refusal:
                limit, unit = refusal.details["limit"], refusal.details["unit"].replace("_", " ")
                raise ValidationError(f"A picture has at most {limit:,} {unit}.") from None
        return file

    class Meta:
        model = ProductImage
        fields: ClassVar = ["file", "alt", "position"]
        labels: ClassVar = {"alt": "Text"}


class ImageInline(TabularInline[ProductImage, Product]):
    model = ProductImage
    form = ImageForm
    ordering_field = "position"
    hide_ordering_field = True
    show_title = False
    verbose_name = "picture"

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        fields = {**translation_fields(IMAGE_TEXTS), "texts": IMAGE_TEXTS}
        form = type("ImageForm", (ImageForm,), fields)
        return super().get_formset(request, obj, **{**kwargs, "form": form})

    def get_queryset(self, request: HttpRequest) -> QuerySet[ProductImage]:
        """Not those that are still to be fetched: there is nothing to see of them."""
        return super().get_queryset(request).exclude(file="")


def save_images(formset: Any) -> None:
    """A picture is taken in by the service and never replaced; its text and place are plain edits."""
    formset.save(commit=False)
    for gone in formset.deleted_objects:
        gone.delete()
    for changed, _ in formset.changed_objects:
        changed.save(update_fields=["alt", "position", "translations"])
    for form in formset.extra_forms:
        if form.instance in formset.new_objects:
            row = form.instance
            add_picture(
                product_id=formset.instance.pk, picture=form.picture, alt=row.alt, translations=row.translations
            )
