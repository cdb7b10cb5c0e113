"""The glossary: entries, the file format, and the matcher that respects context."""

from cleaner.glossary.context import ContextText
from cleaner.glossary.entry import Concept, Context, Term, Wrong
from cleaner.glossary.matcher import Matcher, Proposal, Rendering
from cleaner.glossary.store import Glossary

__all__ = ["Concept", "Context", "ContextText", "Glossary", "Matcher", "Proposal", "Rendering", "Term", "Wrong"]
