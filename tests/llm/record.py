"""Make the cassettes anew: ``python -m tests.llm.record [tan-hong-2022 anchored …]``, with pulled weights.

Starts the embedded model at the fixed address of the cassettes and runs the replay tests in recording mode.
"""

import subprocess
import sys
from pathlib import Path

from service.errors import DoichieuError
from service.llm.embedded import EmbeddedServer
from service.llm.llama import ServerOptions
from service.main import weights_file
from service.settings import load_settings
from tests.llm.replay import KEY, PORT

HERE = Path(__file__).resolve().parent


def main(words: list[str]) -> int:
    settings = load_settings()
    server = EmbeddedServer(
        weights_file(settings),
        options=ServerOptions(port=PORT, threads=settings.threads),
        api_key=KEY,
    )
    try:
        server.ensure()
        chosen = " ".join(["as_it_was_recorded", *(f"and {word}" for word in words)])
        command = [sys.executable, "-m", "pytest", str(HERE / "test_replay.py"), "--record-mode=rewrite"]
        command += ["-m", "vcr", "-q", "--durations=0", "-k", chosen]
        return subprocess.run(command, check=False).returncode
    except DoichieuError as failure:
        sys.stderr.write(f"{failure.message}\n{failure.hint}\n")
        return 3
    finally:
        server.stop()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
