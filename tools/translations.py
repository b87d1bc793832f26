"""Maintain the catalogues: `update` extracts, merges and compiles; `check` reports what is wrong."""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import TypeGuard

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

sys.path.insert(0, str(Path(__file__).parents[1]))  # when it is run as a script

from planner.domain.languages import LANGUAGES, SOURCE

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("main.py", "planner", "ui")
CATALOGUES = tuple(language for language in LANGUAGES if language != SOURCE)
KEYWORDS = {
    "_": None,
    "N_": None,
    "words": None,
    "_words": None,
    "wording": None,
    "Text": (1,),
    "Plural": (1, 2),
    "plural": (1, 2),
    "ngettext": (1, 2),
}
Marked = tuple[str | tuple[str, ...], list[str]]
COMMENT = "Translators:"
HEADER = "# {} of Estrad, made by `make translations`; git knows who changed what and when."
NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)  # a .mo file has dates in its head; ours must not change with the clock
IDLE = "POT-Creation-Date PO-Revision-Date Generated-By Last-Translator Language-Team Report-Msgid-Bugs-To"
IDLE_HEADS = re.compile(rb'^"(%s):.*\n' % IDLE.replace(" ", "|").encode(), re.MULTILINE)

SHOWN = 5
"""How many texts of a fault are printed before they are only counted: a new language lacks all of them."""
FAULTS = (
    "untranslated", "fuzzy", "obsolete", "not extracted", "no literal", "two ways", "placeholders", "not compiled",
)  # fmt: skip


def folder(root: Path) -> Path:
    return root / "resources" / "translations"


def po_path(root: Path, language: str) -> Path:
    return folder(root) / language / "LC_MESSAGES" / "estrad.po"


def source_files(root: Path) -> Iterator[Path]:
    for name in SOURCES:
        path = root / name
        yield from [path] if path.is_file() else sorted(path.rglob("*.py"))


def marked(root: Path) -> list[Marked]:
    """Return each text that the sources mark for translation, with its plural if it has one, and its comments."""
    return [
        (ids, comments)
        for path in source_files(root)
        for _line, ids, comments, _context in extract_from_file(
            "python", path, KEYWORDS, (COMMENT,), strip_comment_tags=True
        )
    ]


def extracted(texts: Iterable[Marked]) -> Catalog:
    """Return the catalogue of all marked texts, untranslated."""
    template = Catalog(project="Estrad", version="0", charset="utf-8")
    template.header_comment = HEADER.format("Texts")
    template.fuzzy = False
    for ids, comments in texts:
        template.add(ids, auto_comments=comments)
    for message in messages(template):
        mark_format(message)
    return template


def messages(catalog: Catalog) -> list[Message]:
    """Return the messages without the catalogue's head."""
    return [message for message in catalog if message.id]


def forms(text: str | Iterable[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def mark_format(message: Message) -> None:
    """Set the format flags by `{names}`, as Babel would also take “50 % of” for a placeholder."""
    message.flags.discard("python-format")
    message.flags.discard("python-brace-format")
    if any(names(form) for form in forms(message.id)):
        message.flags.add("python-brace-format")


def names(form: str) -> set[str]:
    """Return the `{names}` in a text; an unclosed brace is treated as a name that no other text has."""
    try:
        return {name for _text, name, _format, _conversion in Formatter().parse(form) if name is not None}
    except ValueError as error:
        return {f"!{error}"}


def po_bytes(catalog: Catalog) -> bytes:
    stream = BytesIO()
    write_po(stream, catalog, width=100, no_location=True, sort_output=True, ignore_obsolete=True)
    return IDLE_HEADS.sub(b"", stream.getvalue())


def mo_bytes(catalog: Catalog) -> bytes:
    catalog.creation_date = catalog.revision_date = NO_DATE
    stream = BytesIO()
    write_mo(stream, catalog)
    return stream.getvalue()


def read(path: Path, language: str) -> Catalog:
    """Read a catalogue, or return an empty one if there is no file yet."""
    if not path.exists():
        return Catalog(
            locale=LANGUAGES[language].locale_without_country, project="Estrad", version="0", charset="utf-8"
        )
    with path.open("rb") as stream:
        return read_po(stream, locale=LANGUAGES[language].locale_without_country)


def update(root: Path) -> None:
    """Extract, merge and compile; translations of nearly the same text are offered as fuzzy."""
    template = extracted(marked(root))
    write(folder(root) / "estrad.pot", po_bytes(template))
    for language in CATALOGUES:
        path = po_path(root, language)
        catalog = read(path, language)
        catalog.update(template)
        catalog.header_comment = HEADER.format("Translation")
        catalog.fuzzy = False
        for message in messages(catalog):
            mark_format(message)
        write(path, po_bytes(catalog))
        write(path.with_suffix(".mo"), mo_bytes(read(path, language)))


def write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def is_translated(message: Message) -> bool:
    return all(forms(message.string))


def keeps_names(message: Message) -> bool:
    """Return whether each plural form has the `{names}` of its original.

    A count may be a word or digits ("one room", "1 room").
    """
    ids, strings = forms(message.id), forms(message.string)
    known = set().union(*map(names, ids))
    free = {"n"} & known if len(ids) > 1 else set()
    pairs = zip(strings, (*ids, *ids[-1:] * len(strings)), strict=False)
    return all(names(string) <= known and names(string) - free == names(original) - free for string, original in pairs)


def unextractable(root: Path) -> Iterator[str]:
    """Yield calls with an f-string, which gettext can never find, and calls in one, which only a later Python finds."""
    for path in source_files(root):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            within = ast.walk(node) if isinstance(node, ast.JoinedStr) else ()
            calls = [call for call in within if is_marked(call) and holds_text(call.args[0])]
            if calls or (is_marked(node) and isinstance(node.args[0], ast.JoinedStr)):
                yield f"{path.relative_to(root).as_posix()}:{node.lineno}"


def holds_text(node: ast.AST) -> bool:
    """Return whether there is a string in an argument, be it the key of a table, which a later Python also takes."""
    return any(isinstance(part, ast.Constant) and isinstance(part.value, str) for part in ast.walk(node))


def with_and_without_plural(texts: Iterable[Marked]) -> set[str]:
    """Return the texts that are also the singular of a plural; Python 3.11.2 finds no translation for them alone."""
    found = [ids for ids, _comments in texts]
    return {ids for ids in found if isinstance(ids, str)} & {ids[0] for ids in found if not isinstance(ids, str)}


def is_marked(node: ast.AST) -> TypeGuard[ast.Call]:
    """Return whether the node is a call that marks its first argument for translation."""
    return (
        isinstance(node, ast.Call)
        and bool(node.args)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) in KEYWORDS
    )


def faults(root: Path, language: str) -> dict[str, list[str]]:
    """Return the texts or places with each kind of error."""
    texts, path = marked(root), po_path(root, language)
    template = extracted(texts)
    catalog, pot, mo = read(path, language), folder(root) / "estrad.pot", path.with_suffix(".mo")
    known, stored = {m.id for m in messages(template)}, {m.id for m in messages(read(pot, language))}
    translated = [m for m in messages(catalog) if is_translated(m)]
    missing = known - {m.id for m in messages(catalog)}
    fresh_pot = pot.exists() and pot.read_bytes() == po_bytes(template)
    fresh_mo = mo.exists() and mo.read_bytes() == mo_bytes(catalog)
    found: dict[str, Iterable[str | tuple[str, ...]]] = {
        "untranslated": {m.id for m in messages(catalog) if not is_translated(m)} | missing,
        "fuzzy": {m.id for m in messages(catalog) if m.fuzzy},
        "obsolete": {m.id for m in messages(catalog)} - known | set(catalog.obsolete),
        "not extracted": (known ^ stored) or ([] if fresh_pot else ["the order or comments of estrad.pot"]),
        "no literal": unextractable(root),
        "two ways": with_and_without_plural(texts),
        "placeholders": {m.id for m in translated if not keeps_names(m)},
        "not compiled": [] if fresh_mo else [mo.name],
    }
    return {kind: sorted(" / ".join(forms(text)) for text in found[kind]) for kind in FAULTS}


def told(language: str, found: dict[str, list[str]]) -> Iterator[str]:
    """Yield a line for each fault of a language; of many of one kind, for the first, and one with their number."""
    for kind, texts in found.items():
        yield from (f"{language}: {kind}: {text}" for text in texts[:SHOWN])
        if len(texts) > SHOWN:
            yield f"{language}: {kind}: … {len(texts)} in all"


def main(arguments: list[str]) -> int:
    if arguments == ["update"]:
        update(ROOT)
    elif arguments != ["check"]:
        print("usage: translations.py update|check")
        return 2
    lines = [line for language in CATALOGUES for line in told(language, faults(ROOT, language))]
    print("\n".join(lines) or "The catalogues are complete.")
    return 1 if lines and arguments == ["check"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
