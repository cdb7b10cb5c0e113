"""Write `cleaner/data/traditional_phrases.txt`: the Traditional forms of the Chinese phrases, made by OpenCC.

    python training/traditional_phrases.py

To be run after a change of `cleaner/languages/data/zh.txt`; the lint of phrases says when.
"""

from cleaner.languages.lint import TRADITIONAL, traditional_phrases

if __name__ == "__main__":
    TRADITIONAL.write_text(traditional_phrases(), encoding="utf-8")
