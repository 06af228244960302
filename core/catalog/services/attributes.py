"""What can be known of products, as those who write need it."""

from core.catalog.models import Attribute
from core.catalog.rules import Kinds
from core.catalog.types import AttributeKind


def attribute_kinds() -> Kinds:
    """Each attribute's kind and choices, by its code. One statement."""
    return {row.code: (AttributeKind(row.kind), row.choices) for row in Attribute.objects.all()}
