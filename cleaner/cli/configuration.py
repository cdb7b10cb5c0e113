"""The configuration file: `cleaner.toml`, or `[tool.cleaner]` in `pyproject.toml`.

Its keys are the long options of the commands. The file is looked for in the folder of the first input and then upwards; the command line
wins over it, and it wins over the defaults.
"""

import argparse
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from cleaner.choices import PAGE
from cleaner.cli.argument_parser import Parser
from cleaner.display import did_you_mean, printable, reason, shown
from cleaner.errors import OptionError
from cleaner.folder.by_path import PathOptions
from cleaner.folder.globs import Globs
from cleaner.folder.inputs import CONFIGURATION, STDIN
from cleaner.formats.files import digest_of
from cleaner.languages.tags import parse
from cleaner.registry import chosen

SHARED = "pyproject.toml"
"""A file of several tools, in which this one has a table."""
PER_PATH, PATHS = "per-path", "paths"
BY_PATH = ("target", "source", "select", "ignore", "boilerplate", "page", "spam", "line-endings")
"""Options that can be set for some paths alone; the others are about the whole run."""
DEFAULT, COMMAND_LINE = "default", "command line"
"""Where a value comes from that is not in a file."""
PLACES = ("PATH", "FILE", "DIR")
"""Names of the values of options that are paths; in a file they are relative to its folder."""


@dataclass(frozen=True)
class Configuration:
    """What a configuration file says.

    Attributes:
        path: the file.
        data: its bytes.
        values: what it sets, by the destinations of the options.
        per_path: its options by path.
    """

    path: Path
    data: bytes
    values: dict[str, Any]
    per_path: tuple[PathOptions, ...]

    @property
    def name(self) -> str:
        """The file as it is shown: from the working folder where it is in that."""
        here = Path.cwd()
        return shown(self.path.relative_to(here) if self.path.is_relative_to(here) else self.path)

    def to_dict(self) -> dict[str, str]:
        """What a summary says of it."""
        return {"file": self.name, "digest": digest_of(self.data)}


def configure(options: argparse.Namespace, commands: Mapping[str, argparse.Action]) -> None:
    """Put what the configuration file says into the options, and into `options.configuration` what file that was.

    Args:
        options: of the command line, of a command that can be configured.
        commands: what a file can set, by key.

    Raises:
        OptionError: the file cannot be read, or something in it is wrong.
    """
    path = None if options.no_config else options.config or _found(_start(options))
    found = options.configuration = None if path is None else _Reader(path, commands).read()
    options.origins = dict.fromkeys(options.given, COMMAND_LINE)
    if found is None:
        return
    own = {action.dest for action in options.parser.configurable.values()}
    for dest, value in found.values.items():
        if dest in own and dest not in options.given:
            setattr(options, dest, value)
            options.origins[dest] = found.name


def _start(options: argparse.Namespace) -> Path:
    """The folder in which the search for a file begins."""
    inputs = getattr(options, "inputs", None) or []
    named = getattr(options, "stdin_filename", None) if inputs[:1] == [STDIN] else None
    first = Path(named or (inputs[0] if inputs and inputs[0] != STDIN else ""))
    whole = Path.cwd() / first
    try:
        whole = whole.resolve()
    except (OSError, RuntimeError):
        # a link that leads to itself
        return Path.cwd()
    return whole if whole.is_dir() else whole.parent


def _found(start: Path) -> Path | None:
    """The nearest configuration file."""
    for folder in (start, *start.parents):
        if (folder / CONFIGURATION).is_file():
            return folder / CONFIGURATION
        shared = folder / SHARED
        try:
            if shared.is_file() and re.search(rb"^\s*\[+\s*tool\s*\.\s*cleaner\b", shared.read_bytes(), re.MULTILINE):
                return shared
        except OSError:
            # somebody else's file
            continue
    return None


class _Reader:
    """Reads one file.

    Args:
        path: the file.
        known: what it can set, by key.
    """

    def __init__(self, path: Path, known: Mapping[str, argparse.Action]) -> None:
        self._path = path
        self._known = known
        try:
            self._data = path.read_bytes()
        except OSError as error:
            raise OptionError(f"the configuration {self._name} cannot be read: {reason(error)}") from None

    @cached_property
    def _name(self) -> str:
        return printable(shown(self._path))

    @cached_property
    def _base(self) -> Path:
        """The folder that its paths are relative to."""
        return Path.cwd() / self._path.parent

    def read(self) -> Configuration:
        """What it says.

        Raises:
            OptionError: something in it is wrong.
        """
        try:
            table: Any = tomllib.loads(self._data.decode("utf-8"))
        except UnicodeDecodeError as error:
            raise OptionError(
                f"{self._name}:{self._data[: error.start].count(10) + 1}: this is not UTF-8; save the file as UTF-8"
            ) from None
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"^(.*) \(at line (\d+), column (\d+)\)$", str(error))
            place, message = (f":{found[2]}:{found[3]}", found[1]) if found else ("", str(error))
            raise OptionError(f"{self._name}{place}: this is not TOML: {message[:1].lower()}{message[1:]}") from None
        if self._path.name == SHARED:
            tools = table.get("tool")
            table = tools.get("cleaner") if isinstance(tools, dict) else None
            if not isinstance(table, dict):
                raise OptionError(f"{self._name} has no table [tool.cleaner]; add one, or name another file with --config")
        tables = table.pop(PER_PATH, [])
        values = dict(self._values(table, self._known, (*self._known, PER_PATH)))
        self._check(values)
        if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
            raise self._wrong(PER_PATH, f"write [[{self._prefix}{PER_PATH}]], with two brackets, for each table")
        per_path = tuple(self._for_paths(each, number) for number, each in enumerate(tables))
        return Configuration(self._path, self._data, values, per_path)

    @property
    def _prefix(self) -> str:
        return "tool.cleaner." if self._path.name == SHARED else ""

    def _values(
        self, table: dict[str, Any], known: Mapping[str, argparse.Action], names: tuple[str, ...], number: int = -1
    ) -> Iterator[tuple[str, Any]]:
        for key, value in table.items():
            if key not in known:
                hint = did_you_mean(key, names) or "; `cleaner config` shows the keys there are"
                if number >= 0 and key in self._known:
                    hint = f" for some paths alone; it is for the whole run, above the first [[{self._prefix}{PER_PATH}]]"
                raise self._wrong(key, f"there is no key {key!r}{hint}", number)
            yield known[key].dest, self._value(key, value, known[key], number)

    def _value(self, key: str, value: Any, action: argparse.Action, number: int) -> Any:
        """A value as the command line would give it."""
        several = action.nargs is None and (isinstance(action, argparse._AppendAction) or _is_list(action))  # noqa: SLF001
        if action.nargs == 0:
            if not isinstance(value, bool):
                raise self._wrong(key, f"{key} must be true or false, not {value!r}", number)
            return value
        if several:
            each = [value] if isinstance(value, str) else value
            if not isinstance(each, list) or not all(isinstance(one, str) for one in each):
                raise self._wrong(key, f"{key} must be a list of strings, not {value!r}", number)
            if action.metavar == "GLOB":
                return self._made(lambda: Globs(tuple(each), self._base), key, number)
            return [self._one(one, action) for one in each]
        if action.metavar == "N":
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                raise self._wrong(key, f"{key} must be a number, not {value!r}", number)
        elif not isinstance(value, str):
            raise self._wrong(key, f"{key} must be a string, not {value!r}", number)
        if action.choices is not None and value not in action.choices:
            known = [str(each) for each in action.choices]
            raise self._wrong(key, f"{key} must be one of {', '.join(known)}, not {value!r}{did_you_mean(value, known)}", number)
        try:
            return self._one(str(value), action)
        except argparse.ArgumentTypeError as error:
            raise self._wrong(key, f"{key}: {error}", number) from None

    def _one(self, value: str, action: argparse.Action) -> Any:
        if action.metavar in PLACES:
            place = self._base / value
            return place if action.type is Path else str(place)
        convert = action.type if callable(action.type) and not _is_list(action) else str
        return convert(value)

    def _for_paths(self, table: dict[str, Any], number: int) -> PathOptions:
        paths = table.pop(PATHS, None)
        patterns = [paths] if isinstance(paths, str) else paths
        if not isinstance(patterns, list) or not patterns or not all(isinstance(each, str) for each in patterns):
            raise self._wrong(
                PATHS, f'each [[{self._prefix}{PER_PATH}]] needs {PATHS}, a list of patterns such as ["news/", "*.srt"]', number
            )
        known = {key: action for key, action in self._known.items() if key in BY_PATH}
        values = dict(self._values(table, known, (*known, PATHS), number))
        self._check(values, number)
        if "page" in values:
            values["page"] = PAGE[values["page"]]
        return PathOptions(self._made(lambda: Globs(tuple(patterns), self._base), PATHS, number), values)

    def _check(self, values: dict[str, Any], number: int = -1) -> None:
        """Refuse languages and rules that are not known."""
        for key in ("target", "source"):
            if key in values:
                self._made(partial(parse, values[key]), key, number)
        for key in ("select", "ignore"):
            if key in values:
                self._made(partial(chosen, **{"select": None, "ignore": None, key: values[key]}), key, number)

    def _made(self, make: Callable[[], Any], key: str, number: int) -> Any:
        try:
            return make()
        except OptionError as error:
            raise self._wrong(key, str(error), number) from None

    def _wrong(self, key: str, message: str, number: int = -1) -> OptionError:
        """An error about a key.

        Args:
            key: the key.
            message: what is wrong.
            number: of the table by path that it is in; less than 0 for none.
        """
        line = self._line(key, number)
        return OptionError(f"{self._name}{f':{line}' if line else ''}: {message}")

    def _line(self, key: str, number: int) -> int | None:
        """The line that a key is in, as far as the lines show it: TOML is read without places."""
        ours = self._path.name != SHARED
        tables = -1
        for at, line in enumerate(self._data.decode("utf-8").splitlines(), 1):
            if head := re.match(r"\s*\[+\s*([^\]]*?)\s*\]", line):
                by_path = head[1].endswith(PER_PATH)
                tables += by_path
                ours = by_path or (head[1] == "tool.cleaner" if self._path.name == SHARED else True)
            if (
                ours
                and (tables == number or key == PER_PATH)
                and re.match(rf"""\s*(?:\[+\s*(?:tool\.cleaner\.)?)?["']?{re.escape(key)}["']?\s*[=.\]]""", line)
            ):
                return at
        return None


def _is_list(action: argparse.Action) -> bool:
    """Whether the value of an option is a list of names separated by commas."""
    return getattr(action.type, "__name__", "") == "names"


def configurable(top: Parser) -> dict[str, argparse.Action]:
    """What a configuration file can set, by key: the options of all commands that read one."""
    found: dict[str, argparse.Action] = {}
    for command in top.commands():
        if any(action.dest == "no_config" for action in command.actions):
            found = command.configurable | found
    return found
