"""The glossary: entries, the file format, and the matcher that respects context."""

from cleaner.glossary.entry import Concept, Context, Term, Wrong
from cleaner.glossary.matcher import Matcher, Rendering
from cleaner.glossary.store import Glossary
from cleaner.glossary.surroundings import Surroundings

__all__ = ["Concept", "Context", "Glossary", "Matcher", "Rendering", "Surroundings", "Term", "Wrong"]
