"""Covers for the sample shop: drawn with Pillow alone, the same every time. Knows nothing of Django or of shops."""
