"""One request after the other, or the same one again: idempotency keys, and the faults that are switched on."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.faults.provider.bank import Bank
from tests.faults.provider.journal import Record, Step
from tests.faults.provider.mischief import Fault, Mischief
from tests.faults.provider.refusals import Refused
from tests.faults.provider.webhooks import Postman

type Work = Callable[[Step], Record]


@dataclass(frozen=True)
class Answer:
    """`reset` is no answer at all: the connection is torn."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    reset: bool = False


class Desk:
    """Where a request becomes a step of the bank's."""

    def __init__(self, bank: Bank, mischief: Mischief, postman: Postman) -> None:
        self.bank = bank
        self.mischief = mischief
        self.postman = postman
        self.in_flight: set[str] = set()

    def serve(self, operation: str, asked: str, key: str | None, work: Work) -> Answer:
        """`asked` is what an idempotency key stands for: method, path and parameters."""
        try:
            kept = self._take(asked, key)
        except Refused as refused:
            return _refusal(refused)
        if kept is not None:
            return Answer(kept["status"], kept["body"].encode(), {"Idempotent-Replayed": "true"})
        try:
            return self._serve(operation, asked, key, work)
        finally:
            self.in_flight.discard(key or "")

    def _take(self, asked: str, key: str | None) -> Record | None:
        """The answer kept under the key, if there is one; otherwise the key is in flight."""
        if key is None:
            return None
        with self.bank.lock:
            kept = self.bank.answers.get(key)
            if kept and kept["asked"] != asked:
                message = (
                    "Keys for idempotent requests can only be used with the same parameters they were first used with."
                )
                raise Refused(400, "idempotency_error", message)
            if key in self.in_flight:
                message = "There is currently another in-progress request using this Idempotent Key."
                raise Refused(409, "idempotency_error", message, code="idempotency_key_in_use")
            if kept is None:
                self.in_flight.add(key)
            return kept

    def _serve(self, operation: str, asked: str, key: str | None, work: Work) -> Answer:
        before = self.mischief.strike(operation, "before")
        if before is not None:
            answer = _suffer(before)
            if answer is not None:
                return answer
        after = self.mischief.strike(operation, "after")
        answer = self._done(asked, key, work, after)
        return (after and _suffer(after)) or answer

    def _done(self, asked: str, key: str | None, work: Work, fault: Fault | None) -> Answer:
        step = Step()
        with self.bank.lock:
            try:
                answer = Answer(200, json.dumps(work(step)).encode())
            except Refused as refused:
                answer = _refusal(refused)
            if key is not None:
                kept = (fault and _suffer(fault, patient=False)) or answer
                told = answer if kept.reset else kept
                step.answer = {"key": key, "asked": asked, "status": told.status, "body": told.body.decode()}
            self.bank.commit(step)
        self.postman.post(step.events)
        return answer


def _suffer(fault: Fault, *, patient: bool = True) -> Answer | None:
    """What the fault answers instead; None where it only takes its time."""
    if fault.how == "hang":
        time.sleep(fault.seconds if patient else 0)
        return None
    if fault.how == "reset":
        return Answer(0, reset=True)
    kind = "rate_limit_error" if fault.how == "429" else "api_error"
    return _refusal(Refused(int(fault.how), kind, "An error that was switched on."))


def _refusal(refused: Refused) -> Answer:
    return Answer(refused.status, json.dumps({"error": refused.error}).encode())
