"""Cleaning of files and folders, and what was made of them, read back."""
