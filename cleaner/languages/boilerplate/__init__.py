"""Per-language data of the rule `boilerplate-line`: the lines that a page puts around a story."""
