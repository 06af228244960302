"""Input that may hold nothing but what is asked for."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

LARGEST_ID = 2**63 - 1


class Strict(serializers.Serializer[Any]):
    """A serializer that refuses unknown fields by name; nested ones refuse theirs."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping) and (unknown := [str(name) for name in data if name not in self.fields]):
            raise serializers.ValidationError({name: ["Unknown."] for name in unknown}, code="unknown")
        return super().to_internal_value(data)


class IdField(serializers.IntegerField):
    """An integer id that fits the database."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=LARGEST_ID, **kwargs)


class NoParams(Strict):
    """For what takes no query parameter at all."""
