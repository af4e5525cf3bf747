"""A digest as text, as a page of HTML that needs nothing else, and as JSON."""

import json
from collections.abc import Iterator
from html import escape

from pcdash.viewmodels.digest import Digest

MOST = 20  # of a kind, in a message to people; JSON has them all
_STYLE = (
    "body{font-family:Arial,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;"
    "color:#231F20;background:#fff;line-height:1.4}h1{font-size:1.5rem}h2{font-size:1.15rem}"
    "li{margin:.4rem 0}small{color:#425563}"
)


def digest_text(digest: Digest) -> str:
    """The digest as lines of text."""
    lines = [digest.title, *([digest.note] if digest.note else [])]
    for heading, items in _sections(digest):
        lines += ["", heading]
        lines += [f"- {' '.join(part for part in item if part)}" for item in items]
    return "\n".join(lines) + "\n"


def digest_html(digest: Digest) -> str:
    """The digest as one page; whatever data say is text in it."""
    body = [f"<h1>{escape(digest.title)}</h1>"]
    if digest.note:
        body.append(f"<p><strong>{escape(digest.note)}</strong></p>")
    for heading, items in _sections(digest):
        body.append(f"<h2>{escape(heading)}</h2><ul>")
        body += [f"<li>{_item(item)}</li>" for item in items]
        body.append("</ul>")
    return (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        f"<title>{escape(digest.title)}</title><style>{_STYLE}</style></head>\n"
        f"<body><main>{''.join(body)}</main></body></html>\n"
    )


def digest_json(digest: Digest) -> str:
    """Everything in the digest, for programs."""
    content = {
        "place": digest.place, "snapshot": digest.snapshot, "since": digest.since,
        "note": digest.note, "changes": list(digest.changes), "checked": digest.checked,
        "signals": [one.as_dict() for one in digest.signals],
        "facts": [one.as_dict() for one in digest.facts],
        "moves": [
            {
                "indicator": one.indicator_id, "finding": one.finding, "sentence": one.sentence,
                "people": None if one.people is None else round(one.people),
                "practices": list(one.practices), "source": one.source,
            }
            for one in digest.moves
        ],
    }  # fmt: skip
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _sections(digest: Digest) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """Each section with its items: a finding, a sentence and a source each."""
    yield "What has changed", [(one,) for one in digest.changes]
    signals = [
        (f"{one.sign}. {one.finding}.", one.sentence, _source(one.source)) for one in digest.signals
    ]
    yield "New signals", [*_cut(signals), (digest.checked,)]
    if digest.moves:
        moves = [(f"{one.finding}.", one.sentence, _source(one.source)) for one in digest.moves]
        yield "Which figures moved, and which practices drove them", _cut(moves)
    if digest.facts:
        facts = [(f"{one.finding}.", one.sentence, _source(one.source)) for one in digest.facts]
        yield "Facts", _cut(facts)


def _cut(items: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    more = len(items) - MOST
    return [*items[:MOST], *([(f"And {more} more.",)] if more > 0 else [])]


def _source(source: str) -> str:
    return f"Source: {source.rstrip('.')}." if source else ""


def _item(item: tuple[str, ...]) -> str:
    first, *rest = (escape(part) for part in item if part)
    if not rest:
        return first
    return f"<strong>{first}</strong> {' '.join(rest[:-1])} <small>{rest[-1]}</small>"
