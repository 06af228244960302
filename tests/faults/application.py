"""The shop's application as fault tests run it: killed where KILL_AT has tokens, and WITHOUT the defences named there.

`python -m tests.faults.application work` is the shop's worker in the same condition.
"""

import os
import sys

from project.wsgi import application  # isort: skip -- it sets Django up, which the others need

from django.core.management import execute_from_command_line

from tests.faults import armed, unguarded

__all__ = ["application"]

armed.arm(os.environ.get("KILL_AT", ""))
for name in os.environ.get("WITHOUT", "").split():
    unguarded.DEFENCES[name]()

if __name__ == "__main__":
    execute_from_command_line(["manage.py", *sys.argv[1:]])
