"""Real servers for benchmarks: a PostgreSQL of their own, started empty and thrown away."""

import glob
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def postgresql() -> Iterator[str | None]:
    """The address of an empty PostgreSQL with the settings it comes with (writes are really written), or None."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
    if not found:
        yield None
        return
    programs, root = Path(found[-1]), os.geteuid() == 0
    home = tempfile.mkdtemp(prefix="bench-pg-")
    if root:
        shutil.chown(home, "postgres")
    as_owner = ["runuser", "-u", "postgres", "--"] if root else []
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def run(*command: str) -> None:
        subprocess.run([*as_owner, *command], check=True, stdout=subprocess.DEVNULL, cwd="/")

    data = f"{home}/data"
    run(str(programs / "initdb"), "-D", data, "-U", "portal", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={home}"
    run(str(programs / "pg_ctl"), "-D", data, "-w", "-l", f"{home}/log", "-o", options, "start")
    try:
        yield f"postgres://portal:portal@127.0.0.1:{port}/postgres"
    finally:
        run(str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(home, ignore_errors=True)
