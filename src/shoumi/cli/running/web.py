"""gunicorn inside this program: one process, because a unit's journal has one door."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication

from shoumi.server.wsgi import application


class _Web(BaseApplication):  # type: ignore[misc] # it ships no types
    """Our application with our settings; nothing is read from files or the command line."""

    def __init__(self, options: dict[str, Any]) -> None:
        """Keep the options until gunicorn asks."""
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Hand the options over."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., object]:
        """The application that answers."""
        return application


def serve(host: str, port: int, threads: int, ready: Callable[[], None]) -> int:
    """Answer requests until stopped; `ready` is called once when that begins."""
    bound = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    options = {
        "bind": bound,
        "workers": 1,
        "worker_class": "gthread",
        "threads": threads,
        "timeout": 120,
        "loglevel": "warning",
        "when_ready": lambda _server: ready(),
    }
    try:
        _Web(options).run()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0
