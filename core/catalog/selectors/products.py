"""Reads of single products."""

from django.db.models import Q

from core.catalog.models import Attribute, Product, ProductImage, Variant
from core.catalog.rows import on_show
from core.catalog.rules import attribute_words, gtin_forms, is_gtin, plain_text, variant_title
from core.catalog.selectors.categories import category_ref
from core.catalog.selectors.images import kept_image
from core.catalog.types import AttributeValue, CategoryRef, Draft, GtinInvalid, Market, ProductNotFound, ProductStatus
from core.catalog.types import Product as ProductView
from core.catalog.types import Variant as VariantView


def is_empty() -> bool:
    """Whether the shop has no product at all, of any status. One statement."""
    return not Product.objects.exists()


def product_by_slug(slug: str, *, market: Market) -> ProductView:
    """A product on show in a market. Two statements, three where it has attributes. Raises ProductNotFound."""
    return _product(Q(slug=slug), market)


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


def variants_of(product_id: int) -> tuple[VariantView, ...]:
    """Every variant of a product, in its order. One statement."""
    return tuple(variant_view(row) for row in Variant.objects.filter(product=product_id))


def variant_view(row: Variant) -> VariantView:
    """For the domains whose own rows point at a variant."""
    return VariantView(row.pk, row.sku, variant_title(row.option_values), tuple(row.option_values), row.gtin)


def _product(which: Q, market: Market) -> ProductView:
    """What a list shows has a page, and nothing else has."""
    shown = Product.objects.filter(on_show(market, to="listings__"))
    row = shown.filter(which).select_related("main_category").first()
    if row is None or row.published_at is None:
        raise ProductNotFound
    category = row.main_category
    crumbs = [CategoryRef(*step) for step in category.trail] + [category_ref(category)] if category else []
    text = plain_text(row.description)
    return ProductView(
        id=row.pk,
        slug=row.slug,
        title=row.title,
        brand=row.brand,
        description=row.description,
        text=text,
        option_names=tuple(row.option_names),
        images=tuple(kept_image(image) for image in ProductImage.objects.filter(product=row).exclude(file="")),
        category=category_ref(category) if category else None,
        breadcrumbs=tuple(crumbs),
        attributes=_attributes(row),
        tags=tuple(row.tags),
        published_at=row.published_at,
        release_at=row.release_at,
        seo_title=row.seo_title or row.title,
        seo_description=row.seo_description or text[:160],
    )


def _attributes(row: Product) -> tuple[AttributeValue, ...]:
    if not row.attributes:
        return ()
    known = Attribute.objects.filter(code__in=row.attributes)
    return tuple(
        AttributeValue(one.code, one.name, one.unit, attribute_words(row.attributes[one.code])) for one in known
    )
