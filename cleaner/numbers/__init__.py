"""Numbers in figures or words, read as exact rationals."""
