"""Where the time of a test run goes: seconds by folder, and the slowest files."""

from collections import Counter
from pathlib import PurePosixPath

SLOWEST = 8  # files


def pytest_terminal_summary(terminalreporter) -> None:
    """Print a table after a run of a minute or more; of all processes together."""
    folders, files = Counter(), Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if hasattr(report, "duration"):
                file = report.nodeid.partition("::")[0]
                files[file] += report.duration
                folders[str(PurePosixPath(file).parent)] += report.duration
    if folders.total() >= 60:
        terminalreporter.section("where the time went (seconds in all processes)")
        for times in (sorted(folders.items()), files.most_common(SLOWEST)):
            for name, seconds in times:
                terminalreporter.write_line(f"{seconds:7.0f}  {name}")
            terminalreporter.write_line("")
        terminalreporter.write_line(f"{folders.total():7.0f}  in all")
