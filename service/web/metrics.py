"""Counters of the service for Prometheus, in a registry of its own; no label ever holds a caller's words."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

SECONDS = (0.005, 0.02, 0.1, 0.5, 2, 10, 60, 300, 900)  # a health call … a long report on the embedded model


class Metrics:
    """What is counted. One instance per application, so that two in one process do not meet."""

    def __init__(self, version: str) -> None:
        registry = CollectorRegistry()
        self._registry = registry
        self.requests = Counter(
            "doichieu_http_requests_total",
            "Requests answered, by route template.",
            ("method", "route", "status"),
            registry=registry,
        )
        self.seconds = Histogram(
            "doichieu_http_request_seconds",
            "Time until the answer was sent, in seconds.",
            ("method", "route"),
            buckets=SECONDS,
            registry=registry,
        )
        self.in_flight = Gauge("doichieu_http_requests_in_flight", "Requests under way.", registry=registry)
        self.problems = Counter(
            "doichieu_problems_total", "Error answers by stable code.", ("code",), registry=registry
        )
        self.reports = Counter("doichieu_reports_accepted_total", "Reports taken in.", registry=registry)
        self.unfinished = Gauge(
            "doichieu_reports_unfinished", "Reports queued or running.", registry=registry
        )
        self.core_running = Gauge(
            "doichieu_core_running", "Checks, audits and readings being computed.", registry=registry
        )
        self.core_waiting = Gauge(
            "doichieu_core_waiting", "Checks, audits and readings that wait for a thread.", registry=registry
        )
        Gauge("doichieu_build_info", "1, labelled with the version.", ("version",), registry=registry).labels(
            version
        ).set(1)

    def text(self) -> bytes:
        """All of it in the Prometheus text format."""
        return generate_latest(self._registry)
