"""One log line an event, readable by a person, with the request's id on each, and without secrets."""

import logging

import structlog

from core.shared.scrubbing import scrub


class ScrubbingFormatter(structlog.stdlib.ProcessorFormatter):
    """The one place every line passes, ours and the libraries', tracebacks included: what is hidden here is hidden."""

    def format(self, record: logging.LogRecord) -> str:
        return scrub(super().format(record))


def formatter() -> logging.Formatter:
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.filter_by_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.stdlib.add_logger_name,
            structlog.stdlib.add_log_level,
            structlog.processors.format_exc_info,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return ScrubbingFormatter(
        foreign_pre_chain=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.stdlib.add_log_level,
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
    )
