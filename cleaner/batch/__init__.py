"""Many texts at once: worker processes, and Arrow record batches for other tools."""
