"""What all tests share: one cleaner for English, the seeds, and Hypothesis profiles."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from cleaner import Cleaner

ROOT = Path(__file__).parent.parent

settings.register_profile("default", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def english() -> Cleaner:
    """A cleaner into English with all rules."""
    return Cleaner(target="en")


@pytest.fixture(scope="session")
def seeds() -> dict[str, str]:
    """The five articles by their numbers, line endings as they are."""
    return {path.name[:3]: path.read_bytes().decode() for path in sorted((ROOT / "seeds").glob("*.txt"))}
