"""Our own file format; malformed entries are left out one by one."""

from collections.abc import Sequence

from cleaner.errors import GlossaryError
from cleaner.glossary import write as writer
from cleaner.glossary.entry import Concept
from cleaner.glossary.exchange.cells import text_of
from cleaner.glossary.exchange.reading import Draft, Reading
from cleaner.glossary.exchange.writing import Writing
from cleaner.glossary.parse import ONCE, blocks, lines


def read(data: bytes, reading: Reading) -> None:
    """Take in a glossary file."""
    data = text_of(data, reading.name).encode()
    for start, end, number in blocks(reading.name, data):
        try:
            head, *rest = lines(reading.name, data[start:end].decode(), number)
        except GlossaryError as error:
            reading.leave_out(f"the entry is malformed: {error.expected}", error.line)
            continue
        if head.key != "concept":
            reading.leave_out(f"the entry is malformed: expected `concept: id` to open an entry, not `{head.key}`", head.number)
            continue
        draft = Draft(number, head.value, [line for line in rest if line.key not in ONCE])
        for line in rest:
            if line.key in ONCE:
                reading.say_once(draft, line.key, line.value, line.number)
                if line.qualifiers:
                    reading.leave_out(f"nothing can qualify `{line.key}`", line.qualifiers[0].number, line.qualifiers[0].value)
        reading.drafts.append(draft)


def write(concepts: Sequence[Concept], _: Writing) -> bytes:
    """A glossary file, sorted."""
    return writer.file(concepts).encode()
