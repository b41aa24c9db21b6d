"""The worker: sends what is due, on as many machines as wanted, until it is told to stop."""

from outreach.worker.metrics import Metrics
from outreach.worker.running import Worker, knock
from outreach.worker.work import Work

__all__ = ["Metrics", "Work", "Worker", "knock"]
