"""Checks of a glossary: malformed, contradictory and failing entries."""

from cleaner.glossary.lint.checks import BY_ID, CHECKS, Check, Finding
from cleaner.glossary.lint.linter import STALE, Linter, chosen

__all__ = ["BY_ID", "CHECKS", "STALE", "Check", "Finding", "Linter", "chosen"]
