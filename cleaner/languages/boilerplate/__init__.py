"""What pages put around a story, a module of data a language."""
