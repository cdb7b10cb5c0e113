"""Repairs of damaged characters. They read a text before the rules, and their edits come first."""
