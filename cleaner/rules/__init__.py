"""Rules: one module a fault. Each reads a view of the repaired text and yields what it found."""
