"""Regular expressions that are compiled when they are first used.

Compiling all expressions of all rules takes longer than cleaning an article, and an article uses
one in eight.
"""

import re
from typing import Any, AnyStr, cast

_METHODS = ("findall", "finditer", "flags", "fullmatch", "groupindex", "groups", "match", "scanner", "search", "split", "sub", "subn")


class _Late:
    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._asked = flags

    def __getattr__(self, name: str) -> Any:
        # asked once: the methods of the compiled expression are attributes from then on
        compiled = re.compile(self.pattern, self._asked)
        self.__dict__.update({each: getattr(compiled, each) for each in _METHODS})
        return getattr(compiled, name)


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The expression that `re.compile` returns, compiled when one of its methods is first used.

    Its `pattern` is known without that, so expressions can be parts of others. An error in the
    expression is raised at that use; the tests compile all of them.
    """
    return cast("re.Pattern[AnyStr]", _Late(pattern, flags))
