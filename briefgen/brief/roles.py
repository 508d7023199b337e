"""The role of each person whom a brief names, as its articles print it most often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from briefgen.language.english.roles import roles_of
from briefgen.model import Actor, Brief
from briefgen.model.text import count_words


def with_roles(brief: Brief) -> Brief:
    """Return a brief whose persons have the roles that stand beside their names in its paragraphs."""
    texts = [p.text for s in brief.sources for p in s.paragraphs if p.text]
    return replace(brief, actors=tuple(_with_role(a, texts) for a in brief.actors))


def _with_role(actor: Actor, texts: Sequence[str]) -> Actor:
    return replace(actor, role=role_of(actor, texts)) if actor.kind == "person" else actor


def role_of(actor: Actor, texts: Sequence[str]) -> str | None:
    """Return the role that stands beside somebody's full name most often, as printed; None without one."""
    names = {form for form in actor.forms if " " in form}
    found = Counter(
        role for name in names for text in texts if name in text for role in roles_of(name, text)
    )
    best = max(found.items(), key=lambda kv: (kv[1], count_words(kv[0]), kv[0]), default=None)
    return best[0] if best else None
