"""Checks of a glossary: entries that are malformed, contradict one another, or do not do what their own examples say."""

from cleaner.glossary.lint.checks import BY_ID, CHECKS, Check, Finding
from cleaner.glossary.lint.linter import STALE, Linter, chosen

__all__ = ["BY_ID", "CHECKS", "STALE", "Check", "Finding", "Linter", "chosen"]
