"""What can be known of products, as those who write need it."""

from django.db import transaction

from core.catalog.models import Attribute, FacetValue
from core.catalog.rules import Kinds, facet_number
from core.catalog.types import AttributeKind


def attribute_kinds() -> Kinds:
    """Each attribute's kind and choices, by its code. One statement."""
    return {row.code: (AttributeKind(row.kind), row.choices) for row in Attribute.objects.all()}


@transaction.atomic
def renumber_facet(*, code: str) -> None:
    """Told when an attribute has become a number, or is none any more: so are the values its facet has had."""
    is_number = Attribute.objects.filter(code=code, kind=AttributeKind.NUMBER).exists()
    rows = list(FacetValue.objects.filter(code=code))
    for row in rows:
        row.number = facet_number(row.value) if is_number else None
    FacetValue.objects.bulk_update(rows, ["number"], batch_size=500)
