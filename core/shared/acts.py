"""What staff do in the back office, told to whoever writes it down."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.dispatch import Signal


@dataclass(frozen=True, slots=True)
class Act:
    """`what` is one word of `added changed deleted viewed listed exported step_taken step_refused action_taken`.

    `kind` is the model it was done to, such as `orders.order`; `ids` and `name` say to which, where it was to some.
    """

    what: str
    kind: str
    ids: tuple[str, ...] = ()
    name: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


staff_acted = Signal()
"""Sent with `act` and `request`, in the transaction of what is done where it has one."""
