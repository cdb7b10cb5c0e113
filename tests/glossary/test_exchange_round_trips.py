"""Export and import again: nothing is lost but what the export says the format cannot hold."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from cleaner.annotation import Safety
from cleaner.errors import CleanerError, GlossaryError
from cleaner.glossary import Concept, Context, Glossary, Term, Wrong, exchange, write
from cleaner.glossary.entry import FORMS, PARTS_OF_SPEECH, STATUSES
from cleaner.glossary.exchange import LEFT_OUT
from cleaner.glossary.parse import RULES, read_block

LOSSLESS = ("csv", "tsv", "xlsx", "tbx", "martif", "glossary")
PAIRS = ("deepl", "google", "weblate", "matecat")
AWKWARD = "=+-@＝＋－＠'\"|,;:#⟦⟧<>&\x85\u2028\u3000果敢引流abAB1é \\%_]"


def glossaries(characters: st.SearchStrategy[str]) -> st.SearchStrategy[list[Concept]]:
    """Small glossaries that use every field."""
    values = st.text(characters, min_size=1, max_size=12).map(str.strip).filter(bool)
    sometimes = st.one_of(st.just(""), values)
    words = st.lists(values.map(lambda text: text.replace(",", ".")), max_size=2).map(tuple)
    contexts = st.builds(Context, near=words, unless=words)
    sentences = st.lists(st.one_of(values, values.map(lambda text: f"⟦{text}⟧")), max_size=2).map(tuple)
    terms = st.builds(
        Term,
        text=values,
        status=st.one_of(st.just("preferred"), st.sampled_from(STATUSES)),
        pos=st.sampled_from(PARTS_OF_SPEECH),
        forms=st.dictionaries(st.sampled_from(FORMS), values, max_size=2),
        context=st.one_of(st.just(Context()), contexts),
        hits=sentences,
        misses=sentences,
        exact_case=st.booleans(),
        article=st.booleans(),
        register=sometimes,
        region=sometimes,
        source=sometimes,
        reviewed=sometimes,
        note=sometimes,
    )
    several = st.lists(terms, min_size=1, max_size=3, unique_by=lambda term: term.text).map(tuple)
    alternatives = values.map(lambda text: text.replace("|", "/"))

    @st.composite
    def wrongs(draw: st.DrawFn) -> Wrong:
        pairs = draw(st.lists(st.tuples(alternatives, alternatives), min_size=1, max_size=3))
        return Wrong(
            forms=tuple(form for form, _ in pairs),
            use=tuple(use for _, use in pairs),
            rule=draw(st.sampled_from(RULES)),
            safety=draw(st.sampled_from(Safety)),
            exact_case=draw(st.booleans()),
            context=draw(contexts),
            hits=draw(sentences),
            misses=draw(sentences),
        )

    concepts = st.builds(
        Concept,
        id=st.text("abc019-", min_size=1, max_size=8),
        terms=st.one_of(
            st.fixed_dictionaries({"zh": several, "en": several}), st.fixed_dictionaries({"en": several, "zh": several, "khm": several})
        ),
        wrongs=st.lists(wrongs(), max_size=2).map(tuple),
        domain=sometimes,
        definition=sometimes,
        source=sometimes,
        reviewed=st.one_of(st.just("2026-11-21 founding team"), sometimes),
        note=sometimes,
    )
    return st.lists(concepts, max_size=3, unique_by=lambda concept: concept.id)


printed = glossaries(st.one_of(st.sampled_from(AWKWARD), st.characters(exclude_categories=("Cs", "Cc", "Cn"))))
anything = glossaries(
    st.one_of(st.sampled_from(AWKWARD + "\x00\x01\t"), st.characters(exclude_categories=("Cs",), exclude_characters="\r\n"))
)


def as_files_hold_them(glossary: list[Concept]) -> list[Concept]:
    """Concepts as they are once they have been in a file: what they say there is all there is to keep."""
    try:
        return [read_block("", write.entry(concept)) for concept in glossary]
    except (ValueError, GlossaryError):
        assume(False)
        raise


# a shrunk example of a whole glossary takes minutes to find, and is no clearer than a whole one
thorough = settings(
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    max_examples=settings().max_examples // 3,  # each example goes through every format
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@thorough
@given(glossary=st.one_of(printed, anything))
def test_nothing_is_lost(glossary: list[Concept]) -> None:
    glossary = as_files_hold_them(glossary)
    for name in LOSSLESS:
        exported = exchange.write(glossary, name)
        if name in ("csv", "tsv", "glossary"):
            assert {loss.message for loss in exported.losses} <= {"it has a NUL character, which no text has"}
        lossy = {loss.concept for loss in exported.losses}
        imported = exchange.read(exported.data, name, name="file")
        again = {concept.id: concept for concept in imported.concepts}
        for concept in glossary:
            if concept.id not in lossy:
                assert (name, again[concept.id]) == (name, concept)
                assert list(again[concept.id].terms) == list(concept.terms)
        assert lossy or not imported.warnings


@thorough
@given(glossary=st.one_of(printed, anything))
def test_what_a_list_of_pairs_loses_is_named(glossary: list[Concept]) -> None:
    glossary = as_files_hold_them(glossary)
    for name in PAIRS:
        exported = exchange.write(glossary, name)
        imported = exchange.read(exported.data, name, name="file")
        assert imported.complete
        losses: dict[str, set[str]] = {}
        left_out: dict[str, set[str]] = {}
        for loss in exported.losses:
            if loss.kind == LEFT_OUT:
                left_out.setdefault(loss.concept, set()).add(loss.term)
            else:
                losses.setdefault(loss.concept, set()).add(loss.kind)
        for concept in glossary:
            named = left_out.get(concept.id, set())
            for term in concept.terms["zh"]:
                if term.text not in named:
                    found = [each for each in imported.concepts if term.text in {other.text for other in each.terms["zh"]}]
                    # Weblate tells two concepts with the same term apart by their context
                    again = next(each for each in found if each.id == concept.id or name != "weblate")
                    assert {name: set(differences(concept, again, named)) - losses.get(concept.id, set())} == {name: set()}


SMALL = [concept for concept in Glossary.load().concepts if concept.wrongs][:4]
WHOLE = {name: exchange.write(SMALL, name).data for name in (*LOSSLESS, *PAIRS)}


@pytest.mark.parametrize("name", [*LOSSLESS, *PAIRS])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused(name: str, data: st.DataObject) -> None:
    """Whatever is wrong with it, the user is told; nothing else is raised."""
    whole = WHOLE[name]
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 40)))
    new = data.draw(
        st.one_of(st.binary(max_size=8), st.sampled_from([b'"', b"<", b"&x;", b"\r", b"\n\n", b"cleaner:wrong: []", b",,,", b"\x00"]))
    )
    with suppress(CleanerError):
        exchange.read(whole[:start] + new + whole[end:], name, name="file")


OF_CONCEPTS = {"id": "id", "domain": "domain", "definition": "definition", "source": "source", "reviewed": "review", "note": "note"}
OF_TERMS = {
    "pos": "part of speech",
    "hits": "examples",
    "misses": "examples",
    "exact_case": "case",
    "source": "source of single terms",
    "reviewed": "review of single terms",
    "note": "note of single terms",
}


def differences(concept: Concept, again: Concept, left_out: set[str]) -> Iterator[str]:
    """The kinds of what a concept says and the same one, read back, does not; terms that were left out are none of them."""
    yield from (kind for name, kind in OF_CONCEPTS.items() if getattr(concept, name) != getattr(again, name))
    if concept.wrongs and not again.wrongs:
        yield from {"romanised forms" if wrong.rule == "pinyin-leftover" else "wrong renderings" for wrong in concept.wrongs}
    if concept.terms.keys() != again.terms.keys():
        yield "other languages"
    for language, kind in (("zh", "synonyms"), ("en", "other renderings")):
        before = {term.text: term for term in concept.terms[language] if language != "zh" or term.text not in left_out}
        after = {term.text: term for term in again.terms[language]}
        assert after.keys() <= before.keys()
        if list(before) != list(after):
            yield kind
        for text, term in after.items():
            for each in fields(Term):
                if getattr(before[text], each.name) != getattr(term, each.name):
                    yield OF_TERMS.get(each.name, each.name)


@pytest.mark.parametrize("name", LOSSLESS)
def test_the_glossary_that_ships_comes_back_whole(name: str) -> None:
    shipped = Glossary.load().concepts
    exported = exchange.write(shipped, name)
    assert exported.losses == ()
    imported = exchange.read(exported.data, name, name="file")
    assert imported.warnings == ()
    assert sorted(imported.concepts, key=lambda concept: concept.id) == list(shipped)
