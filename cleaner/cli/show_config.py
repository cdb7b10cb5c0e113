"""`cleaner config`: what is in force, and from where."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from cleaner import __version__
from cleaner.cli.configuration import DEFAULT, PER_PATH
from cleaner.cli.options import write
from cleaner.display import shown
from cleaner.folder.by_path import PathOptions
from cleaner.folder.globs import Globs


def run(options: argparse.Namespace) -> int:
    """Run the command; the exit status."""
    named = {key: action.dest for key, action in options.parser.configurable.items()}
    values = {key: (_plain(getattr(options, dest)), options.origins.get(dest, DEFAULT)) for key, dest in named.items()}
    found = options.configuration
    tables = found.per_path if found is not None else ()
    if options.format == "json":
        result = {
            "version": __version__,
            "configuration": found.to_dict() if found is not None else None,
            "values": {key: {"value": value, "from": origin} for key, (value, origin) in values.items()},
            PER_PATH: [_table(each) for each in tables],
        }
        write(None, [orjson.dumps(result, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)])
        return 0
    write(None, _lines(found.name if found is not None else None, values, tables))
    return 0


def _lines(name: str | None, values: dict[str, tuple[Any, str]], tables: tuple[PathOptions, ...]) -> Iterator[str]:
    """The values as a configuration file; those that are not set are comments."""
    yield f"# cleaner {__version__}; configuration: {name or 'no file'}\n"
    texts = {key: f"# {key}" if value is None else f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, (value, _) in values.items()}
    width = max(map(len, texts.values()))
    for key, (value, origin) in values.items():
        yield f"{texts[key]:<{width}}  # {'not set' if value is None else origin}\n"
    for each in tables:
        yield f"\n[[{PER_PATH}]]  # {name}\n"
        for key, value in _table(each).items():
            yield f"{key} = {json.dumps(value, ensure_ascii=False)}\n"


def _table(each: PathOptions) -> dict[str, Any]:
    """A table by path, with the keys and values of a file."""
    pages = {None: "auto", True: "yes", False: "no"}
    return {key.replace("_", "-"): pages[value] if key == "page" else value for key, value in each.to_dict().items()}


def _plain(value: Any) -> Any:
    """A value as JSON."""
    if isinstance(value, Globs):
        return list(value.patterns)
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return shown(value) if isinstance(value, Path) else value
