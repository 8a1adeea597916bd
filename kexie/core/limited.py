"""A process that can do nothing but compute: what goes wrong in there goes wrong in there alone (SEC-04).

Content that somebody sent is opened by such a process only. It is started anew for each piece of content, gets no
environment, so that no key or password of ours is in its memory, and before it looks at the content its memory and
time are limited and no further file, socket or process opens.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
START = "import sys; sys.path.append(sys.argv[1]); from kexie.core.limited import main; main()"
MEMORY = 768 * 1024**2
SECONDS = 10
PATIENCE = 20.0


class Refused(Exception):
    """The content is none that is taken; the word tells why."""


class Answer(NamedTuple):
    """What the process says, and the bytes that it made; `refused` among the facts is a word that tells why."""

    facts: dict[str, Any]
    content: bytes


def ask(
    script: Path,
    content: bytes,
    given: Mapping[str, object],
    *,
    memory: int = MEMORY,
    seconds: int = SECONDS,
    patience: float = PATIENCE,
) -> Answer:
    """Let a limited process run the script's `answer(content, given)`, which returns facts, or facts and bytes.

    The script is imported, with what it imports, and its `prepare(given)` is run where there is one, before the limits
    are set. The facts are `{"refused": "heavy"}` where memory or time ran out, `"broken"` where the script failed.
    """
    limits = {"memory": memory, "seconds": seconds}
    arguments = [str(ROOT), str(script), json.dumps(limits), json.dumps(given)]
    command = [sys.executable, "-I", "-B", "-X", "utf8", "-c", START, *arguments]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, env={}, cwd="/", timeout=patience, check=False
        )
    except subprocess.TimeoutExpired:
        return Answer({"refused": "heavy"}, b"")
    if done.returncode:  # by a signal where memory or time ran out, otherwise an error of the reader
        return Answer({"refused": "heavy" if done.returncode < 0 else "broken"}, b"")
    line, _, made = done.stdout.partition(b"\n")
    return Answer(json.loads(line), made)


# What runs in the process itself


def main() -> None:
    """Read the content from the standard input, answer on the standard output."""
    script, limits, given = sys.argv[2], json.loads(sys.argv[3]), json.loads(sys.argv[4])
    module = _load(script)
    if hasattr(module, "prepare"):
        module.prepare(given)
    content = sys.stdin.buffer.read()
    confine(limits["memory"], limits["seconds"])
    try:
        said = module.answer(content, given)
    except Refused as refused:
        said = {"refused": refused.args[0], "what": (*refused.args, "")[1]}
    except MemoryError:
        said = {"refused": "heavy"}
    facts, made = said if isinstance(said, tuple) else (said, b"")
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + made)


def _load(script: str) -> ModuleType:
    """Import a script by its path alone: the packages above it would bring Django."""
    spec = spec_from_file_location(Path(script).stem, script)
    if spec is None or spec.loader is None:
        raise ImportError(script)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def confine(memory: int, seconds: int) -> None:
    """Limit this process: memory, time, no core file, nothing written, nothing opened, no process started."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    with suppress(ValueError, OSError):  # macOS knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
