"""The WSGI application, as each worker of `lantern serve` loads it."""

import multiprocessing
import os
import threading
from multiprocessing.connection import wait

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantern.config.settings")
application = get_wsgi_application()

from lantern.config.logs.requests import scrub_what_nobody_caught  # noqa: E402  (logging is configured by now)

scrub_what_nobody_caught()


def _end_with(parent: int) -> None:
    """A worker whose parent was killed would serve on, by itself and unwatched: it ends too, and a new start finds its port."""
    wait([parent])
    os._exit(1)


if (started_by := multiprocessing.parent_process()) is not None:
    threading.Thread(target=_end_with, args=[started_by.sentinel], daemon=True).start()
