"""Run the web server, the task worker and the periodic command together; one TERM ends them all.

The web server ending ends everything; the other two are started again after a moment when they fall over.
"""

import os
import signal
import subprocess
import sys
import time

PORT = os.environ.get("PORT", "8000")
MANAGE = [sys.executable, "manage.py"]
WEB = [
    *[sys.executable, "-m", "gunicorn", "partisipasi.wsgi", "--bind", f"127.0.0.1:{PORT}"],
    *["--worker-class", "gthread", "--workers", os.environ.get("WEB_WORKERS", "2")],
    *["--threads", os.environ.get("WEB_THREADS", "4"), "--keep-alive", "30", "--log-level", "warning"],
]
DEV = [*MANAGE, "runserver", f"127.0.0.1:{PORT}"]
WORKER = [*MANAGE, "db_worker", "--queue-name", "*"]
PERIODIC = [*MANAGE, "berkala", "--loop"]


def main() -> int:
    web = DEV if "--dev" in sys.argv else WEB
    commands = [web, WORKER, PERIODIC]
    running = [subprocess.Popen(command) for command in commands]  # noqa: S603
    ending = []

    def end(signum: int, frame: object) -> None:
        ending.append(signum)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    while not ending and running[0].poll() is None:
        for index, command in enumerate(commands):
            if index and running[index].poll() is not None:
                time.sleep(2)
                running[index] = subprocess.Popen(command)  # noqa: S603
        time.sleep(0.5)
    for process in running:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + 20
    for process in running:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
    return 0 if ending else running[0].returncode or 0


if __name__ == "__main__":
    sys.exit(main())
