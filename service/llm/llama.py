"""llama.cpp's own server in this process; the only file that knows ``xllamacpp``, and light to start.

Run with ``python -m`` it is the child of ``embedded.py``: the settings come as one line of JSON on standard
input, so that no secret stands on a command line; one line with the port goes back; and the process ends when
its input ends, which the system sees to even when the parent is killed.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service.llm.weights import MODEL

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """How the server runs: ``context`` tokens for each of ``slots`` questions at once, 0 threads = all cores.

    ``port`` 0 takes a free one. ``cache_mib`` bounds the memory for prompts seen before.
    """

    context: int = 8192
    slots: int = 1
    threads: int = 0
    port: int = 0
    cache_mib: int = 256


def launch(weights: Path, options: ServerOptions, key: str) -> Any:  # noqa: ANN401 - the library has no types
    """llama.cpp's server over ``weights``; it loads in its own threads and answers 503 until it is ready."""
    import xllamacpp

    threads = options.threads or os.cpu_count() or 1
    params = xllamacpp.CommonParams()
    params.model.path = str(weights)
    params.model_alias = {MODEL}
    params.hostnames = [LOOPBACK]
    params.port = options.port
    params.api_keys = [key]
    params.n_ctx = options.context * options.slots
    params.n_parallel = options.slots
    params.cpuparams.n_threads = threads
    params.cpuparams_batch.n_threads = threads
    params.cache_ram_mib = options.cache_mib
    params.fit_params = False
    params.endpoint_slots = False
    params.ui = False
    return xllamacpp.Server(params)


def _child() -> None:
    """The child process: settings in, port out, then wait for the input to end."""
    answer = os.dup(1)
    os.dup2(2, 1)  # llama.cpp may print; its words belong into the log
    settings = json.loads(sys.stdin.readline())
    options = ServerOptions(**{name: settings[name] for name in ServerOptions.__dataclass_fields__})
    server = launch(Path(settings["weights"]), options, settings["key"])
    port = int(str(server.listening_address).rsplit(":", 1)[-1].rstrip("/"))
    os.write(answer, json.dumps({"port": port}).encode() + b"\n")
    os.close(answer)
    while sys.stdin.readline():
        pass
    os._exit(0)  # the parent stopped or died; nothing here needs unwinding


if __name__ == "__main__":
    _child()
