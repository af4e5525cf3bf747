"""Illustrative data: a fictional system, generated, so that the first command shows a dashboard.

Every practice, code and figure is invented; what is real is the handful of published summary
figures that they add up to (`data/illustrative/targets.toml`). Not for tests of readers: those
have files of their own.
"""

from pcdash.ingest.illustrative.generate import illustrate
from pcdash.ingest.illustrative.scale import illustrate_england

__all__ = ["illustrate", "illustrate_england"]
