"""Reads of single products."""

from django.db.models import Q, QuerySet

from core.catalog.models import Product, ProductImage, Variant
from core.catalog.rows import on_show
from core.catalog.rules import gtin_forms, is_gtin, names_in, plain_text, translated, variant_title, words_in
from core.catalog.selectors.attributes import known_of
from core.catalog.selectors.categories import SHORT, ancestors_of, category_ref
from core.catalog.selectors.images import kept_image
from core.catalog.types import Draft, GtinInvalid, Market, ProductMoved, ProductNotFound, ProductStatus
from core.catalog.types import Product as ProductView
from core.catalog.types import Variant as VariantView


def is_empty() -> bool:
    """Whether the shop has no product at all, of any status. One statement."""
    return not Product.objects.exists()


def product_by_slug(slug: str, *, market: Market) -> ProductView:
    """A product on show in a market. Two statements, three where it has attributes.

    Raises ProductMoved, ProductNotFound.
    """
    try:
        return _product(Q(slug=slug), market)
    except ProductNotFound:
        moved = _shown(market).filter(old_slugs__slug=slug).values_list("slug", flat=True).first()
        if moved is None:
            raise
        raise ProductMoved(slug=moved) from None


def product_by_id(product_id: int, *, market: Market) -> ProductView:
    """A product on show in a market. Two statements, three where it has attributes. Raises ProductNotFound."""
    return _product(Q(id=product_id), market)


def product_by_gtin(gtin: str, *, market: Market) -> tuple[int, int]:
    """The ids of the product on show and of its variant that have a barcode, however many zeros it begins with.

    One statement. Raises GtinInvalid, ProductNotFound.
    """
    if not is_gtin(gtin):
        raise GtinInvalid
    shown = Variant.objects.filter(on_show(market, to="product__listings__"))
    found = shown.filter(gtin__in=gtin_forms(gtin)).order_by("id").values_list("product_id", "id").first()
    if found is None:
        raise ProductNotFound
    return found


def drafts(*, size: int) -> tuple[Draft, ...]:
    """Products that nobody has put on show yet, latest first. One statement."""
    rows = Product.objects.filter(status=ProductStatus.DRAFT).order_by("-id")[:size]
    return tuple(Draft(row.pk, row.title, row.brand) for row in rows.only("id", "title", "brand"))


def count_drafts() -> int:
    """One statement."""
    return Product.objects.filter(status=ProductStatus.DRAFT).count()


def variants_of(product_id: int, *, locale: str = "") -> tuple[VariantView, ...]:
    """Every variant of a product, in its order. One statement."""
    rows = Variant.objects.filter(product=product_id).select_related("product", "image")
    return tuple(variant_view(row, locale=locale) for row in rows)


def variant_view(row: Variant, *, locale: str = "") -> VariantView:
    """For the domains whose own rows point at a variant. They have read it with its product and image."""
    values = words_in(row.product.translations, locale, "option_values", row.option_values)
    image = kept_image(row.image, locale) if row.image and row.image.file else None
    return VariantView(row.pk, row.sku, variant_title(values), values, row.gtin, image)


def _shown(market: Market) -> QuerySet[Product]:
    """What a list shows has a page, and nothing else has."""
    return Product.objects.filter(on_show(market, to="listings__"))


def _product(which: Q, market: Market) -> ProductView:
    row = _shown(market).filter(which).select_related("main_category").first()
    if row is None or row.published_at is None:
        raise ProductNotFound
    locale, category = market.locale, row.main_category

    def said(field: str) -> str:
        return str(translated(row.translations, locale, field, getattr(row, field)))

    place = category_ref(category, locale) if category else None
    description = said("description")
    text = plain_text(description)
    images = ProductImage.objects.filter(product=row).exclude(file="")
    return ProductView(
        id=row.pk,
        slug=row.slug,
        title=said("title"),
        brand=row.brand,
        description=description,
        text=text,
        option_names=names_in(row.translations, locale, "option_names", row.option_names),
        images=tuple(kept_image(image, locale) for image in images),
        category=place,
        breadcrumbs=(*ancestors_of(category, locale), place) if category and place else (),
        attributes=known_of(row.attributes, locale=locale),
        tags=tuple(row.tags),
        published_at=row.published_at,
        release_at=row.release_at,
        preorder=row.preorder,
        seo_title=said("seo_title") or said("title"),
        seo_description=said("seo_description") or text[:SHORT],
    )
