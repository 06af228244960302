"""Pictures that a file names are fetched by the worker, each once, and shown in the file's order."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from core.catalog.models import Product, ProductImage
from core.catalog.selectors import product_by_slug
from core.catalog.services import add_image
from core.catalog.types import Market
from core.imports.models import PictureFetch, PictureHost
from core.imports.services import fetch_pictures
from core.outbox.services import retry
from tests.core.imports.merchant import Merchant, lamp
from tests.core.imports.picture_host import Answer, a_jpeg, a_picture_host, answer
from tests.core.imports.picture_host import PictureHost as Host

pytestmark = pytest.mark.django_db


@pytest.fixture
def host(settings: Settings) -> Iterator[Host]:
    settings.PICTURES_FROM_PRIVATE_NETWORKS = True
    with a_picture_host() as host:
        yield host


def work(*, later: timedelta = timedelta()) -> int:
    """The worker works until nothing is due; returns how many pictures it has asked for."""
    asked = 0
    while tried := fetch_pictures(clock=lambda: timezone.now() + later):
        asked += tried
    return asked


def picture(url: str, alt: str = "", position: str = "") -> dict[str, str]:
    return {"Handle": "lamp", "Image Src": url, "Image Alt Text": alt, "Image Position": position}


def shown() -> list[str]:
    return [image.alt for image in product_by_slug("lamp", market=Market("EUR")).images]


def faults() -> list[str]:
    return list(PictureFetch.objects.order_by("line").values_list("fault", flat=True))


def test_pictures_are_fetched_and_shown_in_the_files_order(merchant: Merchant, host: Host) -> None:
    first, second = host.has("/1.jpg", answer(a_jpeg("red"))), host.has("/2.jpg", answer(a_jpeg("blue")))
    merchant.brings(lamp(image_src=second, image_alt_text="second", image_position="2"), picture(first, "first", "1"))
    assert shown() == []
    assert work() == 2
    assert shown() == ["first", "second"]
    assert set(ProductImage.objects.values_list("width", "height", "renditions_due")) == {(40, 30, True)}
    assert Product.objects.get().listings.values_list("image__alt", flat=True).get() == "first"


def test_a_picture_is_fetched_and_shown_once_however_often_it_is_named(merchant: Merchant, host: Host) -> None:
    file = merchant.file(lamp(image_src=host.has("/1.jpg"), variant_image=host.url("/1.jpg")))
    merchant.imports(file)
    work()
    before = list(ProductImage.objects.values())
    assert merchant.imports(file).report == []
    assert work() == 0
    assert (host.asked, list(ProductImage.objects.values())) == (["/1.jpg"], before)


def test_two_addresses_of_one_picture_show_it_once(merchant: Merchant, host: Host) -> None:
    merchant.brings(lamp(image_src=host.has("/1.jpg"), image_alt_text="red"), picture(host.has("/1.jpg?v=2")))
    assert work() == 2
    assert shown() == ["red"]
    assert work() == 0


def test_what_staff_have_put_there_meanwhile_stays(merchant: Merchant, host: Host) -> None:
    merchant.brings(lamp(image_src=host.has("/1.jpg"), image_alt_text="from afar"))
    add_image(product_id=Product.objects.get().pk, file=a_jpeg("green"), alt="by hand")
    work()
    assert sorted(shown()) == ["by hand", "from afar"]


def test_a_dry_run_owes_nothing(merchant: Merchant, host: Host) -> None:
    merchant.imports(merchant.file(lamp(image_src=host.has("/1.jpg"))), "--dry-run")
    assert (work(), PictureFetch.objects.count(), PictureHost.objects.count()) == (0, 0, 0)


def test_a_picture_that_is_not_there_is_told_with_its_line_when_the_file_is_imported_again(
    merchant: Merchant, host: Host
) -> None:
    file = merchant.file(lamp(image_src=host.has("/1.jpg")), picture(host.url("/gone.jpg")))
    merchant.imports(file)
    work()
    assert shown() == [""]
    done = merchant.imports(file)
    assert (done.code, done.codes) == (0, [(3, "image_not_fetched")])
    (row,) = done.report
    assert (row["Column"], row["Value"]) == ("Image Src", host.url("/gone.jpg"))
    assert "404" in row["What is the matter"]


def test_a_refusal_that_would_last_is_not_tried_again_until_staff_say_so(merchant: Merchant, host: Host) -> None:
    merchant.brings(lamp(image_src=host.url("/1.jpg")))
    assert work() == 1
    assert work(later=timedelta(days=1)) == 0
    host.has("/1.jpg")
    assert retry(jobs=PictureFetch.objects.all(), now=timezone.now()) == 1
    assert work() == 1
    assert (shown(), faults()) == ([""], [""])


def test_a_host_that_fails_is_asked_again_later_and_given_up_after_about_an_hour(
    merchant: Merchant, host: Host
) -> None:
    merchant.brings(lamp(image_src=host.has("/1.jpg", answer(status=500))))
    later, tries = timedelta(), 0
    while PictureFetch.objects.filter(dead_at=None).exists():
        tries += work(later=later)
        later += timedelta(minutes=1)
    assert tries == PictureFetch.MOST_ATTEMPTS
    assert timedelta(minutes=20) < later < timedelta(hours=3)


def test_a_host_is_left_alone_as_long_as_it_asks_for(merchant: Merchant, host: Host) -> None:
    busy = answer(status=429, Retry_After="600")
    merchant.brings(lamp(image_src=host.has("/1.jpg", busy)), picture(host.has("/2.jpg")))
    assert work() == 1
    assert work(later=timedelta(seconds=500)) == 0
    host.has("/1.jpg", answer(a_jpeg("blue")))
    assert work(later=timedelta(seconds=700)) == 2
    assert host.asked == ["/1.jpg", "/2.jpg", "/1.jpg"]


def test_a_host_is_asked_for_one_picture_at_a_time_whoever_works(merchant: Merchant, host: Host) -> None:
    merchant.brings(lamp(image_src=host.has("/1.jpg")), picture(host.has("/2.jpg", answer(a_jpeg("blue")))))
    taken = PictureHost.objects.update(free_at=timezone.now() + timedelta(seconds=30))  # as whoever fetches does
    assert (taken, work()) == (1, 0)
    assert work(later=timedelta(seconds=31)) == 2


def test_a_slow_host_holds_up_no_other(merchant: Merchant, host: Host) -> None:
    merchant.brings(
        lamp(image_src=host.has("/1.jpg", answer(status=503))),
        picture(host.has("/2.jpg")),
        picture(host.url("/2.jpg", "localhost")),
    )
    work()
    assert (host.asked, shown()) == (["/1.jpg", "/2.jpg"], [""])


def test_where_nothing_is_due_the_worker_asks_the_database_once(
    merchant: Merchant, host: Host, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    merchant.brings(lamp(image_src=host.has("/1.jpg")))
    work()
    with django_assert_num_queries(1):
        assert work() == 0


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (answer(a_jpeg(), kind="text/html"), "picture_of_another_kind"),
        (answer(b"<svg xmlns='http://www.w3.org/2000/svg'/>", kind="image/svg+xml"), "picture_of_another_kind"),
        (answer(a_jpeg(), Content_Encoding="gzip"), "picture_of_another_kind"),
        (answer(b"<html><script>alert(1)</script>"), "picture_unreadable"),
        (answer(b""), "picture_unreadable"),
        (answer(status=404), "picture_not_there"),
        (answer(status=403), "picture_not_there"),
        (answer(status=206, body=a_jpeg()), "picture_not_there"),
        (answer(status=302, Location="/again"), "picture_redirected_too_often"),
        (answer(status=302, Location="ftp://127.0.0.1/"), "picture_address_refused"),
        (answer(status=302, Location="http://u:p@127.0.0.1/"), "picture_address_refused"),
    ],
)
def test_what_is_no_picture_is_refused_for_good(merchant: Merchant, host: Host, given: Answer, fault: str) -> None:
    host.has("/again", given)
    merchant.brings(lamp(image_src=host.url("/again")))
    assert work() == 1
    assert faults() == [fault]
    assert (shown(), PictureFetch.objects.filter(dead_at=None).count()) == ([], 0)


def test_a_picture_is_taken_under_no_kind_too_and_after_a_redirect(merchant: Merchant, host: Host) -> None:
    host.has("/1.jpg", answer(a_jpeg(), kind="application/octet-stream"))
    merchant.brings(lamp(image_src=host.has("/old", answer(status=301, Location="/1.jpg"))))
    work()
    assert shown() == [""]
