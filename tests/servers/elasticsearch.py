"""A real Elasticsearch 8 node for tests, from Maven Central.

To try by hand: `uv run python -m tests.servers.elasticsearch --port 9200`.

It needs Java 17 (a JDK) and Maven. It is built once, under `var/servers/`, and after that without a network. It listens
on this machine only and has no security: it is nothing to keep data in.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import urllib.request
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import pytest

SOURCE = Path(__file__).with_suffix("")  # the folder beside this file: pom.xml and OneNode.java
BUILT = Path(__file__).resolve().parents[2] / "var" / "servers" / "elasticsearch"
MODULE = "transport-netty4"
TO_START = 120  # seconds; a busy machine needs many


class Node:
    """One node on 127.0.0.1. Its data stay from `stop` or `kill` to the next `start`, and are gone after `remove`."""

    def __init__(
        self, name: str = "one", *, port: int = 0, heap: str = "", settings: Mapping[str, str] | None = None
    ) -> None:
        """`settings` are Elasticsearch's own, over those here. Without `heap` it is a small node that starts quickly;
        with one ("1g") it is as fast as it can be once it is warm."""
        self.name = name
        self.memory = [f"-Xms{heap}", f"-Xmx{heap}"] if heap else ["-Xms256m", "-Xmx256m", "-XX:TieredStopAtLevel=1"]
        self.port, self.transport_port = port or free_port(), free_port()
        self.folder = Path(tempfile.mkdtemp(prefix=f"elasticsearch-{name}-"))
        self.settings = {
            "node.name": name,
            "cluster.name": "tests",
            "network.host": "127.0.0.1",
            "http.port": str(self.port),
            "transport.port": str(self.transport_port),
            "path.data": str(self.folder / "data"),
            "path.logs": str(self.folder / "logs"),
            "node.processors": "2",
            "action.auto_create_index": "false",  # a mistyped name is an error, not a new index
            "cluster.routing.allocation.disk.threshold_enabled": "false",
        }
        self.settings |= {"discovery.type": "single-node"} if settings is None else settings
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self, *, wait: bool = True) -> Node:
        """Afterwards the node answers (or, without `wait`, is on its way)."""
        home = built()
        command = [
            "java",
            *self.memory,
            "-XX:+UseSerialGC",
            "-cp",
            f"{home}/lib/*:{home}/classes",
            "OneNode",
            str(home),
        ]
        command += [f"{key}={value}" for key, value in self.settings.items()]
        with (self.folder / "output").open("ab") as output:
            self.process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=output, stderr=output, cwd=self.folder, start_new_session=True
            )
        if wait:
            self.wait_until_ready()
        return self

    def wait_until_ready(self) -> None:
        """Raises when the node ends instead, with what it said."""
        end = time.monotonic() + TO_START
        while time.monotonic() < end:
            if not self.running:
                break
            with suppress(OSError):
                address = f"{self.url}/_cluster/health?wait_for_status=yellow&timeout=1s"
                with urllib.request.urlopen(address, timeout=3) as answer:
                    if answer.status == 200:
                        return
            time.sleep(0.1)
        raise RuntimeError(f"Elasticsearch did not start:\n{self.output()[-3000:]}")

    def output(self) -> str:
        path = self.folder / "output"
        return path.read_text(errors="replace") if path.exists() else ""

    def stop(self) -> None:
        """As an operator stops it: in good order."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """As a machine that loses its power."""
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        self.stop()
        self.start()

    def freeze(self) -> None:
        """From now on connections are taken, and nothing is answered."""
        self._tell(signal.SIGSTOP)

    def thaw(self) -> None:
        self._tell(signal.SIGCONT)

    def remove(self) -> None:
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _tell(self, what: signal.Signals) -> None:
        if self.process is not None and self.running:
            self.process.send_signal(what)

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        if self.running:
            self.thaw()  # a frozen process does not hear SIGTERM
            self.process.send_signal(how)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if self.process.stdin:
            with suppress(OSError):
                self.process.stdin.close()
        self.process = None


def promised() -> Iterator[Node]:
    """For a fixture: a running node. Without Java or Maven tests are left out, or fail where REQUIRE_SERVERS is set."""
    missing = [tool for tool in ("java", "javac", "mvn") if not shutil.which(tool)]
    if missing:
        sentence = f"Elasticsearch for tests needs {', '.join(missing)} (openjdk-17-jdk-headless and maven)"
        if os.environ.get("REQUIRE_SERVERS"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    node = Node()
    try:
        yield node.start()
    finally:
        node.remove()


def cluster_of_two() -> tuple[Node, Node]:
    """Two nodes, not started, that find each other. The first one to be started alone becomes the master."""
    one, two = Node("one", settings={}), Node("two", settings={})
    seeds = ",".join(f"127.0.0.1:{node.transport_port}" for node in (one, two))
    for node in (one, two):
        node.settings |= {"discovery.seed_hosts": seeds}
    one.settings |= {"cluster.initial_master_nodes": "one"}
    return one, two


def built() -> Path:
    """The folder with the server, the class that starts it, and its one module. Built when its recipe is new."""
    recipe = b"".join((SOURCE / name).read_bytes() for name in ("pom.xml", "OneNode.java"))
    home = BUILT / hashlib.sha256(recipe).hexdigest()[:12]
    BUILT.mkdir(parents=True, exist_ok=True)
    with (BUILT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two test runs build it once
        if not (home / "done").exists():
            _build(home)
    return home


def _build(home: Path) -> None:
    shutil.rmtree(home, ignore_errors=True)
    (home / "config").mkdir(parents=True)
    _run(["mvn", "-q", "-B", "-f", str(SOURCE / "pom.xml"), f"-Dout={home}", "package"])
    module = home / "modules" / MODULE
    [archive] = module.glob(f"{MODULE}-*.jar")
    with zipfile.ZipFile(archive) as jar:
        descriptor = jar.read(f"META-INF/es-plugins/{MODULE}/plugin-descriptor.properties").decode()
    # without the Java module's name it is loaded from its folder by the class path
    lines = [line for line in descriptor.splitlines() if not line.startswith("modulename=")]
    (module / "plugin-descriptor.properties").write_text("\n".join(lines))
    _run(["javac", "-cp", f"{home}/lib/*", "-d", str(home / "classes"), str(SOURCE / "OneNode.java")])
    (home / "done").touch()


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=900)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")


def free_port() -> int:
    with socket.socket() as anybody:
        anybody.bind(("127.0.0.1", 0))
        return int(anybody.getsockname()[1])


def main() -> None:
    reader = argparse.ArgumentParser(
        prog="python -m tests.servers.elasticsearch", description="Elasticsearch to try with."
    )
    reader.add_argument("--port", type=int, default=9200)
    reader.add_argument("--heap", default="512m")
    asked = reader.parse_args()
    node = Node(port=asked.port, heap=asked.heap)
    stopped = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopped.set())
    try:
        node.start()
        print(f"Elasticsearch answers at {node.url} until you stop this (Ctrl-C). Its data are thrown away then.")
        stopped.wait()
    finally:
        node.stop()
        node.remove()


if __name__ == "__main__":
    main()
