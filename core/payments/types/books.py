"""What the ledger has entries of, and on which accounts."""

from enum import StrEnum


class EntryKind(StrEnum):
    """What moved in the ledger: from whose account into whose, see `rules.ACCOUNTS`."""

    BILLED = "billed"
    CREDITED = "credited"
    PAID = "paid"
    REFUNDED = "refunded"
    DISPUTED = "disputed"
    REINSTATED = "reinstated"
    FEE = "fee"
    FEE_BACK = "fee_back"


class Account(StrEnum):
    SALES = "sales"
    OWED = "owed"  # by shoppers to the shop; below zero where it is the other way round
    MONEY = "money"
    DISPUTED = "disputed"  # what banks have taken back, until they decide or for good
    FEES = "fees"  # what the provider takes for a dispute
