"""Django's development server, with the outbox worker in a thread beside it."""

import threading

from whitenoise.runserver_nostatic.management.commands.runserver import Command as RunserverCommand

from project.worker import run_forever


class Command(RunserverCommand):
    def on_bind(self, server_port: int) -> None:
        """Called once the port is ours: in the reloader's child alone, or in the only process under --noreload."""
        super().on_bind(server_port)
        # A daemon, ended with the process; the event that would stop it earlier is never set.
        threading.Thread(target=run_forever, args=(threading.Event(),), name="outbox", daemon=True).start()
