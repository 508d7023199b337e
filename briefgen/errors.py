"""The errors a user can meet, each of which says its subject, what is wrong and the remedy.

The tree::

    BriefgenError
    ├── ConfigError(problems, path)         the profile is wrong; all its problems at once
    ├── ExtensionError(kind, name, choices) a name that leads to no callable
    ├── LanguageError(subject, problem)     the language pack or a named pipeline cannot be used
    ├── ReadError(source, problem)          one source cannot be read (becomes Skipped)
    ├── EmptyBriefError(reasons)            nothing is left to make a brief from
    ├── BriefError(path, problem)           a file that should hold a brief does not
    ├── RenderError(template, line, cause)  a template or the page engine failed
    ├── TemplateError(faults)               templates do not pass their check
    ├── DeliveryError(target, cause)        a result cannot be written or sent
    ├── ArchiveError(path, problem)         the archive of a series cannot be used
    ├── EditionError(edition, problem)      an edition has no place in its series, or is frozen
    ├── RefusedError(edition, reasons)      an edition may not go out: marking, sign-off, sent before
    ├── UndeliveredError(edition, counts)   a sending ended, and not everybody has got it
    └── VerificationError(failures, count)  a brief is not what its sources, or it itself, say
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class BriefgenError(Exception):
    """Whatever briefgen itself raises."""


class ConfigError(BriefgenError):
    """The profile is wrong or not there: ``problems`` holds all that is wrong, each with its key."""

    def __init__(self, problems: Sequence[str], path: str, what: str = "the profile") -> None:
        self.problems = tuple(problems)
        self.path = path
        if len(self.problems) == 1:
            super().__init__(f"'{path}': {self.problems[0]}")
            return
        head = f"'{path}': {len(self.problems)} problems in {what}"
        super().__init__("\n".join([head, *(f"  - {problem}" for problem in self.problems)]))


class ExtensionError(BriefgenError):
    """A short name or ``pkg.module:attr`` does not lead to a callable."""

    def __init__(
        self, kind: str, name: str, choices: Sequence[str], cause: str = "", *, own: bool = True
    ) -> None:
        self.kind = kind
        self.name = name
        self.choices = tuple(choices)
        known = ", ".join(self.choices)
        why = f" ({cause})" if cause else ""
        other = ", or give 'package.module:name'" if own else ""
        super().__init__(f"'{name}': no such {kind}{why}; choose one of {known}{other}")


class LanguageError(BriefgenError):
    """A file of the language pack, or a spaCy pipeline that the profile names, cannot be used."""

    def __init__(self, subject: str, problem: str) -> None:
        self.subject = subject
        self.problem = problem
        super().__init__(f"'{subject}': {problem}")


class ReadError(BriefgenError):
    """One source cannot be read."""

    def __init__(self, source: str, problem: str) -> None:
        self.source = source
        self.problem = problem
        super().__init__(f"'{source}': {problem}")


class EmptyBriefError(BriefgenError):
    """Nothing is left to make a brief from; ``reasons`` says what became of each source."""

    def __init__(self, where: str, reasons: Sequence[str]) -> None:
        self.reasons = tuple(reasons)
        lines = [f"'{where}': no article to make a brief from", *(f"  - {r}" for r in reasons)]
        if not reasons:
            lines.append("  - no file there; put articles into it: text, pages, mails, PDF …")
        super().__init__("\n".join(lines))


class BriefError(BriefgenError):
    """A file that should hold a frozen brief does not."""

    def __init__(self, path: str, problem: str) -> None:
        self.path = path
        super().__init__(f"'{path}': {problem}")


class RenderError(BriefgenError):
    """A template or the page engine failed."""

    def __init__(self, template: str, line: int | None, cause: str) -> None:
        self.template = template
        self.line = line
        self.cause = cause
        where = f"'{template}', line {line}" if line else f"'{template}'"
        super().__init__(f"{where}: {cause}; nothing was written, the last output stands")


class WorkerError(BriefgenError):
    """A process of the program's own could not be started, or was ended over its limits."""

    def __init__(self, subject: str, cause: str) -> None:
        self.subject = subject
        self.cause = cause
        super().__init__(f"'{subject}': {cause}; nothing was written, the last output stands")


class TemplateError(BriefgenError):
    """Templates do not pass their check; ``faults`` says what is wrong, by file and line."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        count = len(self.faults)
        head = f"the templates have {count} fault{'s' * (count != 1)}"
        super().__init__("\n".join([head, *(f"  - {fault}" for fault in self.faults)]))


class DeliveryError(BriefgenError):
    """A result cannot be written or sent."""

    def __init__(self, target: str, cause: str) -> None:
        self.target = target
        super().__init__(f"'{target}': {cause}; what stood there before is untouched")


class ArchiveError(BriefgenError):
    """The archive of a series cannot be used."""

    def __init__(self, path: object, problem: str) -> None:
        self.path = str(path)
        self.problem = problem
        super().__init__(f"archive '{path}': {problem}")


class EditionError(BriefgenError):
    """An edition has no place in its series, is frozen, or is not there."""

    def __init__(self, edition: str, problem: str) -> None:
        self.edition = edition
        super().__init__(f"edition '{edition}': {problem}")


class RefusedError(BriefgenError):
    """An edition may not go out; ``reasons`` holds all of them. Nobody has got anything."""

    def __init__(self, edition: str, reasons: Sequence[str], what: str = "is not sent") -> None:
        self.reasons = tuple(reasons)
        lines = [f"'{edition}' {what}", *(f"  - {reason}" for reason in reasons)]
        super().__init__("\n".join(lines))


class UndeliveredError(BriefgenError):
    """A sending ended, and somebody has not got the edition, or nobody knows."""

    def __init__(self, edition: str, counts: Mapping[str, int], cause: str = "") -> None:
        self.counts = dict(counts)
        told = ", ".join(f"{n} {state}" for state, n in sorted(counts.items()) if n)
        why = f"; {cause}" if cause else ""
        super().__init__(
            f"'{edition}' has not reached everybody: {told}{why}; see 'briefgen outbox', "
            "and send again for those who are pending"
        )


class VerificationError(BriefgenError):
    """Something in a brief is not what its sources, or it itself, say: the first faults of so many."""

    def __init__(self, failures: Sequence[str], count: int) -> None:
        self.failures = tuple(failures)
        head = f"the brief is not proved: {count:,} problem{'s' * (count != 1)}"
        head += ", the first of which may be the cause of the others" * (count > 1)
        super().__init__("\n".join([head, *(f"  - {failure}" for failure in self.failures)]))
