"""`make check`: whether a package we lock has a known vulnerability, by pip-audit over each lock.

Where the service with the advisories cannot be reached, or does not know a package, that is said aloud and passes: a
machine without it can still be worked on, and CI has it.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

LOCKS = ("requirements/run.txt", "requirements/dev.txt")
PATIENCE = 120  # seconds


@dataclass(frozen=True)
class Verdict:
    """What is known of a lock's packages, each as `name version`."""

    vulnerable: list[str]
    audited: int
    unknown: int

    def __str__(self) -> str:
        if self.vulnerable:
            return "VULNERABLE: " + "; ".join(self.vulnerable)
        if self.unknown or not self.audited:
            unheard = self.unknown or "any"
            return f"NOT AUDITED: the advisory service said nothing of {unheard} packages ({self.audited} are clean)"
        return f"{self.audited} packages, none with a known vulnerability"


def verdict(report: str) -> Verdict:
    """Of pip-audit's JSON; of an empty text, where it could not ask at all, that nothing was audited."""
    packages = json.loads(report)["dependencies"] if report.strip() else []
    vulnerable = [
        f"{package['name']} {package['version']} ({', '.join(one['id'] for one in package['vulns'])})"
        for package in packages
        if package.get("vulns")
    ]
    unknown = sum("skip_reason" in package for package in packages)
    return Verdict(vulnerable, len(packages) - unknown - len(vulnerable), unknown)


def audit(lock: str) -> Verdict:
    command = [str(Path(sys.executable).with_name("pip-audit")), "--disable-pip", "--require-hashes", "-r", lock]
    options = ["--format", "json", "--progress-spinner", "off"]
    try:
        done = subprocess.run([*command, *options], capture_output=True, text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return verdict("")
    return verdict(done.stdout)


def main() -> int:
    """1 where any lock has a package with a known vulnerability."""
    verdicts = {lock: audit(lock) for lock in LOCKS}
    for lock, found in verdicts.items():
        print(f"{lock}: {found}")
    return int(any(found.vulnerable for found in verdicts.values()))


if __name__ == "__main__":
    sys.exit(main())
