"""What a payment becomes by what its provider says, and between which accounts money moves."""

from datetime import timedelta

from core.payments.types import Account, EntryKind, IntentState, PaymentStatus

# From which account into which; one entry moves one amount, so that all accounts together are always zero.
ACCOUNTS = {
    EntryKind.BILLED: (Account.SALES, Account.OWED),
    EntryKind.CREDITED: (Account.OWED, Account.SALES),
    EntryKind.PAID: (Account.OWED, Account.MONEY),
    EntryKind.REFUNDED: (Account.MONEY, Account.OWED),
    EntryKind.DISPUTED: (Account.MONEY, Account.DISPUTED),
    EntryKind.REINSTATED: (Account.DISPUTED, Account.MONEY),
    EntryKind.FEE: (Account.MONEY, Account.FEES),
    EntryKind.FEE_BACK: (Account.FEES, Account.MONEY),
}

_BY_STATE = {
    IntentState.NEW: PaymentStatus.PENDING,
    IntentState.PROCESSING: PaymentStatus.PENDING,
    IntentState.ACTION: PaymentStatus.ACTION,
    IntentState.AUTHORISED: PaymentStatus.AUTHORISED,
    IntentState.DECLINED: PaymentStatus.FAILED,
}
_SHORTEST_WAIT, _LONGEST_WAIT = timedelta(seconds=2), timedelta(minutes=10)


def status_after(current: PaymentStatus, state: IntentState, *, captured: int, refunded: int) -> PaymentStatus:
    """What a payment is after its provider said `state`, and that so much has come and gone back in all.

    What has come counts whatever else was said; what is closed, or authorised, is not reopened by an older answer.
    """
    if captured:
        return PaymentStatus.REFUNDED if refunded >= captured else PaymentStatus.RECEIVED
    if state is IntentState.CAPTURED:
        return PaymentStatus.RECEIVED  # of nothing: it cost nothing
    if state is IntentState.CANCELLED:
        return _cancelled(current)
    after = _BY_STATE[state]
    if current in (PaymentStatus.FAILED, PaymentStatus.CANCELLED) and after is not PaymentStatus.AUTHORISED:
        return current
    if current is PaymentStatus.AUTHORISED and not after.is_settled:
        return current
    return after


def _cancelled(current: PaymentStatus) -> PaymentStatus:
    """Given up before it came to anything, it failed; after that, it was called off."""
    if current in (PaymentStatus.AUTHORISED, PaymentStatus.CANCELLED):
        return PaymentStatus.CANCELLED
    return PaymentStatus.FAILED


def wait_to_ask(age: timedelta) -> timedelta:
    """How long to wait before a provider is asked again about what it had not decided: half as long as it has had."""
    return min(max(age / 2, _SHORTEST_WAIT), _LONGEST_WAIT)
