"""Disputes, as Stripe's documentation has them: a shopper's bank takes a charge back, and decides."""

import secrets
import time

from tests.faults.provider.events import event
from tests.faults.provider.journal import Record, Step
from tests.faults.provider.refusals import missing

FEE = 1500
TEN_DAYS = 864_000  # seconds
CONTESTS = {"needs_response", "under_review", "lost"}

type Objects = dict[str, Record]


def contests(objects: Objects, intent: str) -> bool:
    """Whether a bank has what was charged."""
    return any(
        thing["object"] == "dispute" and thing["payment_intent"] == intent and thing["status"] in CONTESTS
        for thing in objects.values()
    )


def opened(objects: Objects, step: Step, intent: Record) -> Record:
    """The money goes at once, all that was not given back, and a fee with it."""
    charge = objects[intent["latest_charge"]]
    charge["disputed"] = True
    dispute = {
        "id": f"du_{secrets.token_hex(12)}",
        "object": "dispute",
        "amount": charge["amount_captured"] - charge["amount_refunded"],
        "balance_transactions": [],
        "charge": charge["id"],
        "created": int(time.time()),
        "currency": intent["currency"],
        "evidence_details": {"due_by": int(time.time()) + TEN_DAYS, "has_evidence": False, "past_due": False},
        "is_charge_refundable": False,
        "livemode": False,
        "metadata": {},
        "payment_intent": intent["id"],
        "reason": "fraudulent",
        "status": "needs_response",
    }
    step.keep(charge)
    step.events.append(event("charge.dispute.created", dispute))
    return _moved(step, dispute, intent, -dispute["amount"], FEE)


def decided(objects: Objects, step: Step, id_: str, status: str) -> Record:
    """ "won" brings the money back, but for the fee; "lost" nothing."""
    dispute = objects.get(id_)
    if dispute is None or dispute["object"] != "dispute":
        raise missing("dispute", id_)
    dispute["status"] = status
    step.events.append(event("charge.dispute.closed", dispute))
    if status == "won":
        return _moved(step, dispute, objects[dispute["payment_intent"]], dispute["amount"], 0)
    step.keep(dispute)
    return dispute


def _moved(step: Step, dispute: Record, intent: Record, amount: int, fee: int) -> Record:
    move = {"id": f"txn_{secrets.token_hex(12)}", "object": "balance_transaction", "type": "adjustment"}
    sums = {"amount": amount, "fee": fee, "net": amount - fee, "currency": intent["currency"]}
    dispute["balance_transactions"].append(move | sums)
    step.keep(dispute)
    went = amount < 0
    step.move("disputed" if went else "reinstated", abs(amount), intent)
    step.events.append(event(f"charge.dispute.funds_{'withdrawn' if went else 'reinstated'}", dispute))
    return dispute
