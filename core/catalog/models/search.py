"""What the search reads. Written only by core/catalog/search."""

from django.db import models

from core.catalog.models.products import Product


class SearchDocument(models.Model):
    """The words a product is found by, folded, each once: in the first of these columns that has it.

    Every word stands between two spaces. The engine's own index hangs on these columns (migration 0003) and follows
    them by itself. Written only by core.catalog.search.
    """

    product = models.OneToOneField(Product, models.CASCADE, primary_key=True, related_name="+")
    title = models.TextField(blank=True)
    brand = models.TextField(blank=True)
    keywords = models.TextField(blank=True)
    text = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.title


class SearchWord(models.Model):
    """A word of products' titles, brands and keywords."""

    word = models.CharField(max_length=64, primary_key=True)
    products = models.PositiveIntegerField(help_text="How many have it.")

    def __str__(self) -> str:
        return self.word


class SearchSlip(models.Model):
    """What is left of a word's beginning when a letter or two are left out: where mistyped words meet right ones."""

    pk = models.CompositePrimaryKey("letters", "word")
    letters = models.CharField(max_length=7)
    word = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.letters} of {self.word}"
