"""What is bought together, as orders tells it."""

from collections.abc import Collection, Mapping

from django.db import transaction

from core.catalog.models import BoughtTogether, Product


@transaction.atomic
def write_bought_together(*, product_ids: Collection[int], scores: Mapping[tuple[int, int], int]) -> None:
    """Told by orders: in how many orders two products, by their ids, stood together; the first is one of `product_ids`.

    Whatever else was told of those is forgotten, and what is told of a product that is gone. The same again writes
    nothing. Four statements.
    """
    there = set(Product.objects.filter(id__in={id_ for pair in scores for id_ in pair}).values_list("id", flat=True))
    wanted = {pair: score for pair, score in scores.items() if there.issuperset(pair)}
    rows = BoughtTogether.objects.filter(product__in=product_ids).values_list("product_id", "other_id", "score", "id")
    known = {(product_id, other_id): (score, pk) for product_id, other_id, score, pk in rows}
    gone = [known[pair][1] for pair in known.keys() - wanted.keys()]
    BoughtTogether.objects.filter(id__in=gone).delete()
    BoughtTogether.objects.bulk_create(
        [
            BoughtTogether(product_id=product_id, other_id=other_id, score=score)
            for (product_id, other_id), score in sorted(wanted.items())
            if known.get((product_id, other_id), (None,))[0] != score
        ],
        update_conflicts=True,
        unique_fields=["product", "other"],
        update_fields=["score"],
    )
