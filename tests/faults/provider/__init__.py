"""A payment provider of our own that speaks as Stripe does, with a ledger, and with faults that can be switched on.

Its own process: `python -m tests.faults.provider --port 12111 --secret whsec_… --webhook http://…`. What a step changes
is on disk before it is answered, so the ledger survives being killed.
"""
