"""Serves the demo: pages and sockets from one process, deliveries from another."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import warnings
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management.base import BaseCommand

from portal.demo.seed.people import sign_in_lines


class Command(BaseCommand):
    help = "Serve the demo: pages, sockets, mail delivery and the search index."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1")

    def handle(self, *args: Any, **options: Any) -> None:
        # One process serves files too, which a real installation leaves to a proxy; Django remarks on it for each file.
        warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
        os.environ.setdefault("BASE_URL", f"http://localhost:{options['port']}")
        worker = subprocess.Popen([sys.executable, "manage.py", "work"], cwd=settings.ROOT)
        self.stdout.write("\n".join(["", *sign_in_lines(), ""]))
        self.stdout.write(f"Mail: {settings.VAR / 'mail'}")
        self.stdout.write(self.style.SUCCESS(f"VUM-portalen: http://localhost:{options['port']}  (Ctrl+C stopper)"))
        self.stdout.flush()
        try:
            uvicorn.run(
                "portal.asgi:application",
                host=options["host"],
                port=options["port"],
                log_level="warning",
                ws_max_size=64 * 1024,
            )
        finally:
            worker.terminate()
            worker.wait(10)
