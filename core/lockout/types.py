"""What is said to somebody who has guessed too often."""

from core.shared.errors import DomainError


class TooManyAttempts(DomainError):
    """`seconds` from now the account may be tried again from there."""

    code = "too_many_attempts"
