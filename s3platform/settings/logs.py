"""Logs as records: JSON for machines, lines for people; the same fields in both."""

from typing import Any

import structlog

PROCESSORS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
RENDERERS: dict[str, Any] = {
    "json": structlog.processors.JSONRenderer(ensure_ascii=False),
    "lines": structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
}


def logging_config(form: str, level: str) -> dict[str, Any]:
    """LOGGING for `form` "json" or "lines". What is logged the standard way comes out the same way.

    Raises KeyError for another form.
    """
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *PROCESSORS,
            structlog.processors.format_exc_info,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, RENDERERS[form]],
        "foreign_pre_chain": PROCESSORS,
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"record": formatter},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "record"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # Mentions of pages that are not there or not allowed are not news; its own line a request would be the second.
            "django.request": {"level": "ERROR"},
            "django.server": {"level": "WARNING"},
            "health_check": {"level": "ERROR"},  # the answer says it
        },
    }
