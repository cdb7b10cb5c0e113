"""What is text in a file, and how it is put back: bytes in, bytes out."""
