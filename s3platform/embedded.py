"""The worker and the beat inside the web process, for a machine without Redis."""

import threading

from celery.beat import EmbeddedService, Scheduler

from s3platform.celery import app


class EmbeddedWorker:
    """Starts and stops with the web server; tasks that die with the process are found again by the sweep."""

    def start(self) -> None:
        self.worker = app.WorkController(
            pool="threads", concurrency=2, loglevel="WARNING", without_mingle=True, without_gossip=True
        )
        self.beat = EmbeddedService(app, thread=True, scheduler_cls=Scheduler)
        threading.Thread(target=self.worker.start, name="embedded-worker", daemon=True).start()
        self.beat.start()

    def stop(self) -> None:
        self.beat.stop()
        self.worker.stop()
