"""Input that may hold nothing but what is asked for."""

from collections.abc import Iterable, Mapping
from typing import Any

from rest_framework import serializers

LARGEST_ID = 2**63 - 1


class Strict(serializers.Serializer[Any]):
    """A serializer that refuses unknown fields by name, and what a query says twice; nested ones refuse theirs."""

    def knows(self, name: str) -> bool:
        """Whether something of this name may be sent."""
        return name in self.fields

    def repeats(self, name: str) -> bool:
        """Whether a query may have it several times."""
        return isinstance(self.fields.get(name), serializers.ListField)

    def _may_be_blank(self, name: str) -> bool:
        """A query's empty value is none of its own accord: Django REST framework takes it for a missing one."""
        return name not in self.fields or getattr(self.fields[name], "allow_blank", False)

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            _refuse([str(name) for name in data if not self.knows(str(name))], "Unknown.", "unknown")
        if hasattr(data, "getlist"):
            twice = [name for name in data if len(data.getlist(name)) > 1 and not self.repeats(name)]
            _refuse(twice, "Given more than once.", "repeated")
            _refuse([name for name in data if data[name] == "" and not self._may_be_blank(name)], "Empty.", "blank")
        return super().to_internal_value(data)


def _refuse(names: Iterable[str], message: str, code: str) -> None:
    if names:
        raise serializers.ValidationError({name: [message] for name in names}, code=code)


class IdField(serializers.IntegerField):
    """An integer id that fits the database."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=LARGEST_ID, **kwargs)


class WholeField(serializers.IntegerField):
    """An integer that every JSON client can say exactly (RFC 8259, 6); what it may be besides, core knows."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=-(2**53), max_value=2**53, **kwargs)


class NoParams(Strict):
    """For what takes no query parameter at all."""
