"""A server that goes wrong as it is told, for what talks to it."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress

HEAD = (
    b"HTTP/1.1 %s\r\nX-Elastic-Product: Elasticsearch\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
)


class Faulty:
    """`fault` is one of: hang (accepts, and says nothing), dribble and dribble-head (a byte every 20 ms, for ever),
    unavailable (503), busy (429), garbage, closes. Counts the connections that are open in `open`."""

    def __init__(self, fault: str) -> None:
        self.fault = fault
        self.open = 0
        self.stopped = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def stop(self) -> None:
        self.stopped.set()
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self.listener.accept()
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        self.open += 1
        with connection, suppress(OSError):
            connection.recv(65536)
            self._go_wrong(connection)
        self.open -= 1

    def _go_wrong(self, connection: socket.socket) -> None:
        match self.fault:
            case "hang":
                connection.settimeout(0.05)
                while not self.stopped.is_set():
                    with suppress(TimeoutError):
                        if not connection.recv(1):
                            return  # the other side has gone
            case "dribble":
                connection.sendall(HEAD % (b"200 OK", 1_000_000))
                self._dribble(connection)
            case "dribble-head":
                connection.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
                self._dribble(connection)
            case "unavailable":
                connection.sendall(HEAD % (b"503 Service Unavailable", 2) + b"{}")
            case "busy":
                connection.sendall(HEAD % (b"429 Too Many Requests", 2) + b"{}")
            case "garbage":
                connection.sendall(HEAD % (b"200 OK", 5) + b"\x00\xff{[,")
            case "a-stranger":
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi")
            case "closes":
                pass

    def _dribble(self, connection: socket.socket) -> None:
        while not self.stopped.is_set():
            connection.sendall(b" ")
            time.sleep(0.02)
