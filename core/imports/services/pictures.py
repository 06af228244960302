"""Owing the catalogue the pictures a file names, and fetching them: one at a time from each host."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef

from core.catalog.models import ProductImage
from core.catalog.services import take_in
from core.catalog.types import ImageTooLarge, ImageUnreadable
from core.imports.models import PictureFetch, PictureHost
from core.imports.rules.images import host_of
from core.imports.transport import fetch
from core.imports.types import Item, Notice, PictureFault, PictureNotFetched, PictureRefused, Remark
from core.imports.wording import picture_sentence
from core.outbox.services import LEASE, attempt
from core.shared.bulk import add_rows

MOST_HOSTS = 20  # visited in one go
_COLUMNS = ("image_id", "host_id", "run_id", "line", "due_at", "attempts", "last_error", "fault", "detail")


def owe_pictures(*, items: Sequence[Item], run_id: int, now: datetime) -> None:
    """Note that the pictures of these products have to be fetched, each once. In the transaction that saves them.

    A constant number of statements.
    """
    lines = _lines(items)
    if not lines:
        return
    unseen = ProductImage.objects.filter(product__slug__in={slug for slug, _ in lines}, file="")
    unowed = unseen.exclude(Exists(PictureFetch.objects.filter(image=OuterRef("pk"))))
    owed = [
        (image_id, host_of(url), run_id, lines[slug, url], now, 0, "", "", "")
        for image_id, slug, url in unowed.values_list("id", "product__slug", "source_url")
        if (slug, url) in lines
    ]
    hosts = {host for _, host, *_ in owed}
    PictureHost.objects.bulk_create((PictureHost(name=host, free_at=now) for host in hosts), ignore_conflicts=True)
    add_rows(PictureFetch, _COLUMNS, owed)


def picture_remarks(*, items: Sequence[Item], column: str) -> Iterator[Remark]:
    """What to say of the pictures that these products name and that could not be fetched so far. One statement."""
    lines = _lines(items)
    failed = PictureFetch.objects.exclude(fault="").filter(image__product__slug__in={slug for slug, _ in lines})
    fields = ("image__product__slug", "image__source_url", "fault", "detail")
    for slug, url, fault, detail in failed.values_list(*fields) if lines else ():
        if line := lines.get((slug, url)):
            yield Remark(line, Notice.IMAGE_NOT_FETCHED, slug, column, url, picture_sentence(fault, detail))


def _lines(items: Sequence[Item]) -> dict[tuple[str, str], int]:
    """Where each picture stands, by the product's slug and the picture's address."""
    return {(item.draft.slug, url): line for item in items for url, line in item.pictures.items()}


def fetch_pictures(*, clock: Callable[[], datetime]) -> int:
    """Fetch the next due picture of each host that is free, outside of any transaction; returns how many were tried."""
    due = PictureFetch.objects.filter(host=OuterRef("pk"), due_at__lte=clock())
    free = PictureHost.objects.filter(Exists(due), free_at__lte=clock()).order_by("free_at", "name")
    return sum(_visit(host.name, clock) for host in free[:MOST_HOSTS])


def _visit(host: str, clock: Callable[[], datetime]) -> bool:
    """Ask a host for one picture, unless another worker is there; whether it was asked."""
    now = clock()
    if not PictureHost.objects.filter(name=host, free_at__lte=now).update(free_at=now + LEASE):
        return False
    quiet = timedelta()

    def work(job: PictureFetch) -> None:
        nonlocal quiet
        try:
            _fetch(job)
        except PictureNotFetched as fault:
            quiet = fault.wait
            PictureFetch.objects.filter(pk=job.pk).update(fault=fault.fault, detail=fault.detail)
            raise
        PictureFetch.objects.filter(pk=job.pk).update(fault="", detail="")

    due = PictureFetch.objects.filter(host=host, due_at__lte=now).select_related("image").order_by("due_at", "pk")
    job = due.first()
    tried = job is not None and attempt(job=job, work=work, clock=clock)
    PictureHost.objects.filter(name=host).update(free_at=clock() + quiet)
    return tried


def _fetch(job: PictureFetch) -> None:
    """Raises PictureNotFetched."""
    if job.image.file:
        return
    data = fetch(job.image.source_url, private_networks=settings.PICTURES_FROM_PRIVATE_NETWORKS)
    try:
        take_in(image_id=job.image_id, data=data)
    except ImageTooLarge as refusal:
        limit, unit = refusal.details["limit"], refusal.details["unit"].replace("_", " ")
        raise PictureRefused(PictureFault.TOO_LARGE, f"{limit:,} {unit}") from None
    except ImageUnreadable:
        raise PictureRefused(PictureFault.UNREADABLE) from None
