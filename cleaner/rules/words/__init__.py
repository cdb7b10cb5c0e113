"""Words that are damaged: broken, glued together, or written with letters of two scripts."""
