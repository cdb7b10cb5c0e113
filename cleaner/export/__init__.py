"""Findings in formats that other tools read."""
