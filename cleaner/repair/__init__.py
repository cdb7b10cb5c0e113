"""Repairs: damage to the characters themselves. They read plain text, before any rule, and their edits come first."""
