"""Writes the audit log: hears what Django, allauth and the back office say, and knows where a request came from."""
