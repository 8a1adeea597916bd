"""The guard of `kexie demo`: waits for the supervisor's end and, if that was a `kill -9`, ends what it left.

Started by the supervisor, which ends it last of all. Where the guard itself was killed, the next start tidies up.
"""

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from kexie.operation import processes


def main(home: Path, supervisor: int) -> None:
    """Watch until the process that started this one is gone."""
    while os.getppid() == supervisor:
        time.sleep(0.5)
    with suppress(processes.Busy), processes.alone(home, patience=0):
        tidy(home)


def tidy(home: Path) -> None:
    """End the leftovers and the embedded database, unless another program uses that."""
    from kexie.operation.postgres import Server  # noqa: PLC0415 - a guard that only waits should be small

    processes.end_leftovers(home)
    Server(home).stop_unless_used()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
