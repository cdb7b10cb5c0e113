"""Numbers by value: figures and words as exact rationals, in Chinese and English."""
