"""Which rules there are, and in which order they run. A new rule is one module and one line of a table here."""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

from cleaner import repair, rules
from cleaner.annotation import Kind
from cleaner.codepoints import RepairMark
from cleaner.display import did_you_mean
from cleaner.errors import OptionError
from cleaner.repair import (
    bidi_control,
    compatibility_letter,
    control_character,
    html_entity,
    invisible_character,
    line_ending,
    mojibake,
    pinyin_ruby,
    undecodable_byte,
)
from cleaner.repair.view import RepairView
from cleaner.rule import Rule
from cleaner.rules import (
    boilerplate_line,
    decoder_loop,
    fullwidth_punctuation,
    keyword_stuffing,
    mixed_variants,
    model_residue,
    number_mismatch,
    number_slip,
    placeholder_mismatch,
    repeated_passage,
    repeated_word,
    running_head,
    segment_mismatch,
    spam_line,
    wrong_language,
)
from cleaner.rules.terms import calque, forbidden_term, foreign_viewpoint, inconsistent_term, missing_term, term_count, wrong_name
from cleaner.rules.untranslated import pinyin_leftover, untranslated_fragment, untranslated_passage
from cleaner.rules.view import View
from cleaner.rules.words import broken_word, glued_words, mixed_script_word

REPAIRS: tuple[tuple[RepairMark, Rule[RepairView]], ...] = (
    # first, because a control character may be one third of a curly quote
    (RepairMark.MOJIBAKE | RepairMark.MOJIBAKE_ALONE, mojibake.RULE),
    # every repair reads what it decodes in the next pass
    (RepairMark.ENTITY, html_entity.RULE),
    # before the control characters, which leave line ends to it
    (RepairMark.LINE_END, line_ending.RULE),
    # before the invisible ones: what reorders a line matters more than what hides in it
    (RepairMark.BIDI, bidi_control.RULE),
    (RepairMark.INVISIBLE, invisible_character.RULE),
    (RepairMark.CONTROL, control_character.RULE),
    # after the invisible characters, which may be inside a word of such letters
    (RepairMark.COMPATIBILITY, compatibility_letter.RULE),
    # last, because it reads characters that the others may have uncovered
    (RepairMark.BRACKETED, pinyin_ruby.RULE),
    # no character triggers it: undecoded bytes of the file are reported once, at the end
    (RepairMark.NONE, undecodable_byte.RULE),
)
"""The repairs, each with the marks of code points that trigger it; where two claim the same characters the earlier one wins."""

RULES: tuple[Rule[View], ...] = (
    # whole lines first: nothing inside a removed line is worth changing
    spam_line.RULE,
    boilerplate_line.RULE,
    running_head.RULE,
    # then what the glossary knows, longest match first
    untranslated_fragment.RULE,
    untranslated_passage.RULE,
    wrong_name.RULE,
    pinyin_leftover.RULE,
    calque.RULE,
    foreign_viewpoint.RULE,
    inconsistent_term.RULE,
    # terms: against the source where it is known
    forbidden_term.RULE,
    missing_term.RULE,
    term_count.RULE,
    # numbers: against the source where it is known, then against the text itself
    number_mismatch.RULE,
    number_slip.RULE,
    # what else a translation must share with its source
    placeholder_mismatch.RULE,
    segment_mismatch.RULE,
    # then spacing and marks, which a replaced fragment may have taken along
    mixed_script_word.RULE,
    broken_word.RULE,
    glued_words.RULE,
    fullwidth_punctuation.RULE,
    # then what is only reported of a text, never applied
    model_residue.RULE,
    mixed_variants.RULE,
    repeated_passage.RULE,
    decoder_loop.RULE,
    repeated_word.RULE,
    keyword_stuffing.RULE,
    wrong_language.RULE,
)
"""The rules; where two would change the same characters, whole lines win, then the longer span, then the earlier rule."""

ALL_RULES: tuple[Rule[Any], ...] = (*(rule for _, rule in REPAIRS), *RULES)
REPAIR_IDS = frozenset(rule.id for _, rule in REPAIRS)
RULE_IDS = tuple(rule.id for rule in ALL_RULES)
RULE_OF = {rule.id: rule for rule in ALL_RULES}
ORDER = {rule: number for number, rule in enumerate(RULE_IDS)}
COMPARED_IDS = ("number-conflict",)
"""Rules that need several documents, which `compare` runs; a `Cleaner` accepts their ids and finds nothing by them."""


def chosen(select: Iterable[str] | None, ignore: Iterable[str] | None) -> tuple[str, ...]:
    """Ids of the rules that `select` and `ignore` leave.

    Raises:
        OptionError: a name is neither a rule nor a kind.
    """
    chosen = set(RULE_IDS) if select is None else set(_expand(select, "select"))
    chosen -= set(_expand(ignore or (), "ignore"))
    return tuple(rule for rule in RULE_IDS if rule in chosen)


def _expand(names: Iterable[str], option: str) -> Iterator[str]:
    if isinstance(names, str):
        names = (names,)
    for name in names:
        if name in RULE_IDS or name in COMPARED_IDS:
            yield name
        elif name in set(Kind):
            yield from (rule.id for rule in ALL_RULES if rule.kind == name)
        else:
            hint = did_you_mean(name, [*RULE_IDS, *Kind]) or ";"
            raise OptionError(f"{option}: {name!r} is neither a rule nor a kind{hint} `cleaner rules` lists them")


@cache
def _modules() -> dict[str, str]:
    """Names of the modules of the repairs and rules, by the last part of the name."""
    rooms = (repair, rules)
    return {name.rpartition(".")[2]: name for room in rooms for _, name, _ in walk_packages(room.__path__, f"{room.__name__}.")}


def module(rule: str) -> ModuleType:
    """The module of a rule, which has the same name.

    Args:
        rule: id of a rule, one of `COMPARED_IDS` included.
    """
    return import_module("cleaner.comparison" if rule in COMPARED_IDS else _modules()[rule.replace("-", "_")])


def docstring(rule: str) -> str:
    """The docstring of a rule's module."""
    return module(rule).__doc__ or ""
