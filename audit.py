"""What Planthread is built on: the licence and size of every locked package, and its known vulnerabilities.

    python3 start.py audit           print the table; exit 1 where a licence is not allowed or a vulnerability is known
    python3 start.py audit --write   write it to docs/licences.md

Licences and sizes are read from what is installed; of a package that this machine does not install (another system's,
an extra that is not here) the row of docs/licences.md is taken while its version is the same. Standard library alone.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent
PAGE = ROOT / "docs" / "licences.md"
LOCKS = {
    "run": "requirements.lock",
    **{extra: f"requirements-{extra}.lock" for extra in ("ocr", "semantic", "remote", "cluster")},
}
HEADER = ("package", "version", "licence", "MB", "for", "needed by")
_INTRO = """\
# Licences and sizes

Every package that `requirements.lock` and the locks of the extras name, as `python3 start.py audit --write` found it.
Sizes are those of the installed files (Linux, x86-64). A package whose only licence is the GPL or AGPL fails the audit.
What only the tests use is not among them.

"""
_LOCKED = re.compile(r"^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)", re.MULTILINE)
_GPL = re.compile(r"(?<![A-Za-z])A?GPL|GNU (Affero )?General Public", re.IGNORECASE)
_NAMES = {  # what packages that give no SPDX expression write
    "3-clause bsd license": "BSD-3-Clause",
    "apache 2.0": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd": "BSD",
    "bsd license": "BSD",
    "isc license (iscl)": "ISC",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "python software foundation license": "PSF-2.0",
}


@dataclass(frozen=True)
class Package:
    """A row of the table. `uses`: what it is locked for (run, or extras); `needed_by`: packages that require it."""

    name: str
    version: str
    licence: str
    megabytes: str
    uses: str
    needed_by: str


def main(argv: Sequence[str]) -> int:
    """Print or write the table; 1 where something is wrong with what is locked."""
    packages = table()
    page = _INTRO + rendered(packages)
    if "--write" in argv:
        PAGE.write_text(page, encoding="utf-8", newline="\n")
    print(rendered(packages), end="")
    unknown = [package.name for package in packages if not package.licence]
    wrong = [f"{p.name} is under {p.licence}, which is not allowed" for p in packages if forbidden(p.licence)]
    if unknown:
        extras = " ".join(name for name in LOCKS if name != "run")
        wrong.append(f"not known: {', '.join(unknown)}; install the extras first: python3 start.py extra {extras}")
    if [_what(package) for package in written()] != [_what(package) for package in packages]:
        print(f"audit: {PAGE.relative_to(ROOT)} says something else; --write writes it", file=sys.stderr)
    wrong += vulnerabilities()
    for line in wrong:
        print(f"audit: {line}", file=sys.stderr)
    return int(bool(wrong))


def _what(package: Package) -> tuple[str, ...]:
    """What does not depend on the machine."""
    return package.name, package.version, package.licence, package.uses


def locked() -> dict[tuple[str, str], list[str]]:
    """Each locked package with its version, and what it is locked for."""
    found: dict[tuple[str, str], list[str]] = {}
    for use, lock in LOCKS.items():
        for name, version in _LOCKED.findall((ROOT / lock).read_text(encoding="utf-8")):
            found.setdefault((_normal(name), version), []).append(use)
    return dict(sorted(found.items()))


def table() -> list[Package]:
    """A row for every locked package."""
    packages, known = locked(), {(p.name, p.version): p for p in written()}
    needed: dict[str, set[str]] = {}
    for name, version in packages:
        for required in _required(name, version):
            needed.setdefault(required, set()).add(name)
    rows = []
    for (name, version), uses in packages.items():
        installed, before = _installed(name, version), known.get((name, version))
        licence, size = (licence_of(installed), _megabytes(installed)) if installed else ("", "")
        if before:
            licence, size = licence or before.licence, size or before.megabytes
        said = set(before.needed_by.split(", ")) & {other for other, _ in packages} if before else set()
        by = ", ".join(sorted(needed.get(name, set()) | said))
        rows.append(Package(name, version, licence, size, ", ".join(uses), by))
    return rows


def written() -> list[Package]:
    """The rows that docs/licences.md has now."""
    if not PAGE.exists():
        return []
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")][2:]
    return [Package(*(cell.strip() for cell in line.strip("|").split("|"))) for line in lines if "**" not in line]


def rendered(packages: Sequence[Package]) -> str:
    """The table in Markdown, with the sum for each use at its end."""
    lines = [f"| {' | '.join(HEADER)} |", f"|{' --- |' * len(HEADER)}"]
    lines += [f"| {' | '.join(astuple(package))} |" for package in packages]
    for use in LOCKS:
        mine = {p.name: p for p in packages if use in p.uses.split(", ")}  # one version of each is installed
        size = sum(float(package.megabytes or 0) for package in mine.values())
        lines.append(f"| **{use}** | {len(mine)} packages | | {size:.0f} | | |")
    return "\n".join(lines) + "\n"


def licence_of(installed: importlib.metadata.Distribution) -> str:
    """Its SPDX expression, else what its classifiers say, else the first words of its licence field."""
    about: Mapping[str, str] = installed.metadata  # type: ignore[assignment]
    if expression := about.get("License-Expression"):
        return expression
    classifiers = [value for name, value in about.items() if name == "Classifier" and value.startswith("License ::")]
    said = [value.rpartition(" :: ")[2] for value in classifiers] or [about.get("License", "").strip().split("\n")[0]]
    said = [name for name in said if name not in ("", "OSI Approved")] or [about.get("License", "").split("\n")[0]]
    return " AND ".join(_NAMES.get(name.lower(), name[:60]) for name in said)


def forbidden(licence: str) -> bool:
    """Whether nothing but the GPL or AGPL lets one use it; the LGPL is allowed, and so is a choice."""
    return all(_GPL.search(choice) for choice in re.split(r"\s+OR\s+", licence))


def vulnerabilities() -> list[str]:
    """A line for each known vulnerability, by pip-audit where it is installed; what could not be asked is said."""
    program = shutil.which("pip-audit", path=str(Path(sys.executable).parent)) or shutil.which("pip-audit")
    if not program:
        print("audit: known vulnerabilities were not asked for; pip-audit is not installed", file=sys.stderr)
        return []
    found: list[str] = []
    for lock in LOCKS.values():
        command = [program, "--format", "json", "--progress-spinner", "off", "--no-deps", "--disable-pip", "-r", lock]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        try:
            answers = json.loads(done.stdout)["dependencies"]
        except (ValueError, KeyError):
            last = (done.stderr.strip().splitlines() or ["no answer"])[-1]
            print(f"audit: {lock} could not be asked about ({last[:200]}); try again with a network", file=sys.stderr)
            continue
        passed_over = [answer["name"] for answer in answers if "skip_reason" in answer]
        if passed_over:
            print(f"audit: {lock}: {len(passed_over)} of {len(answers)} packages are not known there", file=sys.stderr)
        found += [line for answer in answers for line in _said(answer)]
    return list(dict.fromkeys(found))


def _said(answer: Mapping[str, object]) -> Iterator[str]:
    for known in answer.get("vulns", ()):  # type: ignore[attr-defined]
        mended = ", ".join(known.get("fix_versions", ())) or "no version yet"
        yield f"{answer['name']} {answer['version']} has {known['id']}; mended in {mended}"


def _installed(name: str, version: str) -> importlib.metadata.Distribution | None:
    try:
        found = importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return None
    return found if found.version == version else None


def _required(name: str, version: str) -> Iterator[str]:
    """What an installed package cannot do without."""
    installed = _installed(name, version)
    for requirement in (installed.requires or ()) if installed else ():
        if "extra ==" not in requirement:
            yield _normal(re.split(r"[^\w.-]", requirement)[0])


def _megabytes(installed: importlib.metadata.Distribution) -> str:
    files = [Path(str(file.locate())) for file in installed.files or () if not file.name.endswith(".pyc")]
    return f"{sum(path.stat().st_size for path in files if path.is_file()) / 1e6:.1f}"


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
