"""`python -m tests.faults.provider`: serves until it is ended, or killed."""

import argparse
from pathlib import Path

from tests.faults.provider.server import Provider


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.provider", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=12111)
    parser.add_argument("--secret", default="whsec_tests", help="What webhooks are signed with.")
    parser.add_argument("--webhook", default="", help="Where they are sent; nowhere without it.")
    parser.add_argument("--ledger", type=Path, default=Path("provider.jsonl"), help="Read again at the next start.")
    asked = parser.parse_args()
    Provider(asked.host, asked.port, secret=asked.secret, webhook=asked.webhook, ledger=asked.ledger).serve_forever()


if __name__ == "__main__":
    main()
