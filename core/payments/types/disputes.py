"""What banks take back for their customers."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DisputeStatus(StrEnum):
    """How a bank stands to a payment that its customer wants back."""

    INQUIRY = "inquiry"  # it only asks: no money has gone, and whoever gives it back ends the matter
    OPEN = "open"  # it has taken the money, and decides
    WON = "won"  # by the shop
    LOST = "lost"
    DROPPED = "dropped"  # nothing came of it

    @property
    def is_over(self) -> bool:
        return self in (DisputeStatus.WON, DisputeStatus.LOST, DisputeStatus.DROPPED)


CONTESTED = (DisputeStatus.OPEN, DisputeStatus.LOST)  # the bank has the money: it cannot be given back once more


@dataclass(frozen=True, slots=True)
class Dispute:
    """A dispute as the provider has it at one moment; amounts in minor units of the payment's currency.

    `withdrawn` and `reinstated` is all that the bank has taken and given back so far, `fee` and `fee_back` what the
    provider has taken and given back for it. `answer_by` is until when evidence is heard, None where none is wanted.
    """

    id: str
    status: DisputeStatus
    reason: str
    amount: int
    opened_at: datetime
    answer_by: datetime | None = None
    withdrawn: int = 0
    reinstated: int = 0
    fee: int = 0
    fee_back: int = 0
