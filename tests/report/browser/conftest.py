"""Real Chromium, and folders that were really cleaned."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from cleaner.cli import main
from cleaner.report.folder import write_report

SEEDS = Path(__file__).parents[3] / "seeds"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FALLBACKS = (Path("/usr/bin/chromium"), Path("/usr/lib/chromium/chromium"), Path("/opt/google/chrome/chrome"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests in a browser as slow: they take a minute, most of it to start Chromium and to check accessibility."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.slow)


def executable() -> str | None:
    """The browser of this machine."""
    named = next(filter(None, map(shutil.which, NAMES)), None)
    return named or next((str(path) for path in FALLBACKS if path.exists()), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A browser, for all tests."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = executable()
    if path is None:
        pytest.skip("no Chromium here; apt-get install chromium")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Watched:
    """A page, with everything it asked for and complained of."""

    page: Any
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@pytest.fixture
def open_report(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Open a file in a browser context of its own; at the end nothing may have been requested, and nothing complained of."""
    watched: list[tuple[Watched, Path]] = []
    contexts = []

    def opened(path: Path, fragment: str = "", **options: Any) -> Any:
        context = chromium.new_context(viewport=options.pop("viewport", {"width": 1280, "height": 900}), **options)
        contexts.append(context)
        page = context.new_page()
        each = Watched(page)
        watched.append((each, path))
        page.on("console", lambda message: each.complaints.append(message.text))
        page.on("pageerror", lambda error: each.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (each.complaints.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: each.requests.append(request.url))
        page.goto(path.as_uri() + fragment)
        if options.get("java_script_enabled", True):
            page.wait_for_selector("html[data-ready]")
        return page

    yield opened
    for each, path in watched:
        assert not each.complaints
        allowed = (path.parent.as_uri(), "blob:", "data:")
        assert not [url for url in each.requests if not url.startswith(allowed)]
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five articles, cleaned into English, with their report."""
    folder = tmp_path_factory.mktemp("seeds") / "out"
    assert main(["clean", str(SEEDS), "-o", str(folder), "--target", "en", "--quiet"]) == 0
    write_report(folder)
    return folder
