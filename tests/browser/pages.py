"""Pages without a platform behind them: Django in a thread of the test, for what needs no database."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.wsgi import get_wsgi_application
from django.test.testcases import QuietWSGIRequestHandler


@contextmanager
def served_pages() -> Iterator[str]:
    """The address of a server that lives as long as the block."""
    application = StaticFilesHandler(get_wsgi_application())
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler, connections_override={})
    server.set_app(application)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
