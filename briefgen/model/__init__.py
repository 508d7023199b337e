"""The values that stages hand to each other, and the frozen Brief that every rendering shows.

All are frozen and made of plain parts, so that a Brief becomes JSON and comes back equal. Positions
are counted in code points of the source's decoded text as it is, before any normalisation, end
exclusive; indices count from 0 (pages print paragraph 0 as ¶1).
"""

from __future__ import annotations

from briefgen.model.appearance import Appearance, GlossaryEntry, Logo, Publication, Typeface
from briefgen.model.article import Article, Dated, Genre, Paragraph, Published, Removed, Sentence
from briefgen.model.artifact import Artifact
from briefgen.model.brief import Brief, Generator, Indicator, Point, Question, Theme, TimelineEntry
from briefgen.model.document import Declared, Document, Skipped
from briefgen.model.edit import Comment, Edit, EditMark
from briefgen.model.edition import Change, Changes, Edition, EditionCount, Period, Window, label_of
from briefgen.model.evidence import (
    Actor,
    Attribution,
    Claim,
    CoMention,
    Conflict,
    Evidence,
    Quantity,
    Quotation,
    ReportedValue,
    Wording,
)
from briefgen.model.occasion import History, Occasion
from briefgen.model.source import LeftOut, Passage, Source, SourceParagraph, SourceSummary, Story
from briefgen.model.types import (
    STRICT,
    VALUE,
    ActorKind,
    ArticleKind,
    AttributionKind,
    ChangeKind,
    ChangeSubject,
    ConflictKind,
    Coverage,
    EditAction,
    FontRole,
    Independence,
    IndicatorStatus,
    Marking,
    Paper,
    ParagraphKind,
    PeriodKind,
    PictureType,
    Precision,
    Status,
    Style,
)

__all__ = [
    "STRICT",
    "VALUE",
    "Actor",
    "ActorKind",
    "Appearance",
    "Article",
    "ArticleKind",
    "Artifact",
    "Attribution",
    "AttributionKind",
    "Brief",
    "Change",
    "ChangeKind",
    "ChangeSubject",
    "Changes",
    "Claim",
    "CoMention",
    "Comment",
    "Conflict",
    "ConflictKind",
    "Coverage",
    "Dated",
    "Declared",
    "Document",
    "Edit",
    "EditAction",
    "EditMark",
    "Edition",
    "EditionCount",
    "Evidence",
    "FontRole",
    "Generator",
    "Genre",
    "GlossaryEntry",
    "History",
    "Independence",
    "Indicator",
    "IndicatorStatus",
    "LeftOut",
    "Logo",
    "Marking",
    "Occasion",
    "Paper",
    "Paragraph",
    "ParagraphKind",
    "Passage",
    "Period",
    "PeriodKind",
    "PictureType",
    "Point",
    "Precision",
    "Publication",
    "Published",
    "Quantity",
    "Question",
    "Quotation",
    "Removed",
    "ReportedValue",
    "Sentence",
    "Skipped",
    "Source",
    "SourceParagraph",
    "SourceSummary",
    "Status",
    "Story",
    "Style",
    "Theme",
    "TimelineEntry",
    "Typeface",
    "Window",
    "Wording",
    "label_of",
]
