"""Finds functions and types, and what their authors say about them, in the files of a repository.

Yields items as byte ranges of the file: the code is never copied out of its place, so that the engine can read the whole file.
"""

from __future__ import annotations

import importlib
import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tree_sitter import Language, Node, Parser

GRAMMARS = {
    "python": ("tree_sitter_python", "language"),
    "javascript": ("tree_sitter_javascript", "language"),
    "typescript": ("tree_sitter_typescript", "language_typescript"),
    "tsx": ("tree_sitter_typescript", "language_tsx"),
    "rust": ("tree_sitter_rust", "language"),
    "go": ("tree_sitter_go", "language"),
    "java": ("tree_sitter_java", "language"),
    "c": ("tree_sitter_c", "language"),
    "cpp": ("tree_sitter_cpp", "language"),
    "csharp": ("tree_sitter_c_sharp", "language"),
    "ruby": ("tree_sitter_ruby", "language"),
    "php": ("tree_sitter_php", "language_php"),
    "bash": ("tree_sitter_bash", "language"),
    "sql": ("tree_sitter_sql", "language"),
    "kotlin": ("tree_sitter_kotlin", "language"),
    "swift": ("tree_sitter_swift", "language"),
}
"""The fifteen programming languages (TypeScript has two grammars), whether or not the rules of Gloss speak them."""

EXTENSIONS = {
    ".py": "python", ".js": "javascript", ".mjs": "javascript", ".cjs": "javascript", ".jsx": "javascript", ".ts": "typescript",
    ".tsx": "tsx", ".rs": "rust", ".go": "go", ".java": "java", ".c": "c", ".h": "c", ".cc": "cpp", ".cpp": "cpp", ".cxx": "cpp",
    ".hpp": "cpp", ".hh": "cpp", ".cs": "csharp", ".rb": "ruby", ".php": "php", ".sh": "bash", ".bash": "bash", ".sql": "sql",
    ".kt": "kotlin", ".swift": "swift",
}  # fmt: skip

_JAVASCRIPT = {
    "function_declaration": "function", "generator_function_declaration": "function", "method_definition": "function",
    "class_declaration": "class", "lexical_declaration": "variable", "variable_declaration": "variable",
}  # fmt: skip
_TYPESCRIPT = _JAVASCRIPT | {
    "interface_declaration": "class", "type_alias_declaration": "class", "abstract_class_declaration": "class",
    "enum_declaration": "class",
}  # fmt: skip
DEFINITIONS = {
    "python": {"function_definition": "function", "class_definition": "class"},
    "javascript": _JAVASCRIPT,
    "typescript": _TYPESCRIPT,
    "tsx": _TYPESCRIPT,
    "rust": {"function_item": "function", "struct_item": "class", "enum_item": "class", "trait_item": "class"},
    "go": {"function_declaration": "function", "method_declaration": "function", "type_declaration": "class"},
    "java": {
        "method_declaration": "function", "constructor_declaration": "function", "class_declaration": "class",
        "interface_declaration": "class", "enum_declaration": "class", "record_declaration": "class",
    },
    "c": {"function_definition": "function", "struct_specifier": "class"},
    "cpp": {"function_definition": "function", "class_specifier": "class", "struct_specifier": "class"},
    "csharp": {
        "method_declaration": "function", "constructor_declaration": "function", "class_declaration": "class",
        "interface_declaration": "class", "struct_declaration": "class", "record_declaration": "class",
    },
    "ruby": {"method": "function", "singleton_method": "function", "class": "class", "module": "class"},
    "php": {
        "function_definition": "function", "method_declaration": "function", "class_declaration": "class",
        "interface_declaration": "class", "trait_declaration": "class",
    },
    "bash": {"function_definition": "function"},
    "sql": {
        "create_function": "function", "create_view": "class", "create_table": "class", "create_procedure": "function",
        "create_trigger": "function", "select": "block",
    },
    "kotlin": {"function_declaration": "function", "class_declaration": "class", "object_declaration": "class"},
    "swift": {
        "function_declaration": "function", "class_declaration": "class", "protocol_declaration": "class",
        "init_declaration": "function",
    },
}  # fmt: skip
"""Which nodes define something, and what: by grammar."""

SKIPPED_PATHS = re.compile(
    r"(^|/)(vendor|third_?party|node_modules|dist|build|deps|external|generated|testdata|fixtures|tests?|__tests__|specs?|Tests?|locale)"
    r"(/|$)|\.min\.|_pb2|\.pb\.go|zz_generated|\.g\.cs|\.Designer\.cs|_test\.go|_spec\.rb|Tests?\.java|\.test\.|\.spec\.|\.d\.ts$"
)
"""Files that nobody wrote for readers, or that test other code."""

MAX_FILE = 200_000
"""Bytes; larger files are tables or generated."""
MIN_CODE, MAX_CODE = 60, 4_000
"""Bytes of an item."""

_DOC_OPENINGS = {
    "javascript": ("/**",), "typescript": ("/**",), "tsx": ("/**",), "java": ("/**",), "php": ("/**",), "kotlin": ("/**",),
    "rust": ("///", "/**"), "csharp": ("///",), "swift": ("///", "/**"), "sql": ("--", "/*"),
}  # fmt: skip
"""How documentation opens where it is told from other comments."""
_BETWEEN = {"attribute_item", "attribute", "modifiers", "decorator", "annotation", "attribute_list", "marker_annotation", ";"}
"""What may stand between documentation and the item that it belongs to."""


@dataclass
class Item:
    """A function, a type or a statement: half-open byte range, name, and what its author says, comment marks included."""

    kind: str
    name: str
    start: int
    end: int
    doc: str | None


@cache
def parser(language: str) -> Parser:
    module, function = GRAMMARS[language]
    return Parser(Language(getattr(importlib.import_module(module), function)()))


def files(git_dir: str, without: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yields (path, language, text) of the source files at HEAD; what is not UTF-8, or lies under `without`, is left out."""
    listing = subprocess.run(["git", "--git-dir", git_dir, "ls-tree", "-r", "-l", "HEAD"], capture_output=True, check=True)
    wanted = []
    for line in listing.stdout.decode("utf8", "replace").splitlines():
        meta, path = line.split("\t", 1)
        _mode, kind, name, size = meta.split()
        language = EXTENSIONS.get(os.path.splitext(path)[1].lower())
        readable = kind == "blob" and language and size.isdigit() and int(size) <= MAX_FILE
        if readable and not SKIPPED_PATHS.search(path) and not path.startswith(tuple(without)):
            wanted.append((name, path, language))
    with subprocess.Popen(
        ["git", "--git-dir", git_dir, "cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        for name, path, language in wanted:
            process.stdin.write(name.encode() + b"\n")
            process.stdin.flush()
            head = process.stdout.readline().split()
            if len(head) < 3:
                continue
            data = process.stdout.read(int(head[2]))
            process.stdout.read(1)
            try:
                text = data.decode("utf8")
            except UnicodeDecodeError:
                continue
            if path.endswith(".h") and ("class " in text or "namespace" in text):
                language = "cpp"
            yield path, language, text
        process.stdin.close()


def items(text: str, language: str) -> list[Item]:
    """The items of a text, outer before inner."""
    source = text.encode()
    found: list[Item] = []
    stack = [parser(language).parse(source).root_node]
    while stack:
        node = stack.pop()
        for child in node.children:
            kind = DEFINITIONS[language].get(child.type)
            if kind == "variable":
                kind = "function" if _holds_function(child) else None
            if kind == "class" and child.type.endswith("_specifier") and child.child_by_field_name("body") is None:
                kind = None
            if kind:
                item = _item(child, kind, language, source)
                if MIN_CODE <= item.end - item.start <= MAX_CODE:
                    found.append(item)
            if kind != "function" and child.child_count:
                stack.append(child)
    found.sort(key=lambda item: (item.start, -item.end))
    return found


def _holds_function(node: Node) -> bool:
    values = [it.child_by_field_name("value") for it in node.named_children if it.type == "variable_declarator"]
    return len(values) == 1 and values[0] is not None and values[0].type in ("arrow_function", "function_expression", "class")


def _item(node: Node, kind: str, language: str, source: bytes) -> Item:
    outer = node
    while outer.parent is not None and outer.parent.type in (
        "export_statement", "template_declaration", "decorated_definition", "type_definition",
    ):  # fmt: skip
        outer = outer.parent
    doc = _docstring(node) if language == "python" else _comment(outer, language, source)
    return Item(kind, _name(node, source), outer.start_byte, outer.end_byte, doc)


def _name(node: Node, source: bytes) -> str:
    name, at = node.child_by_field_name("name"), node
    while name is None and at is not None:
        if at.type in ("lexical_declaration", "variable_declaration", "type_declaration"):
            at = next((it for it in at.named_children if it.child_by_field_name("name") is not None), None)
            name = at.child_by_field_name("name") if at is not None else None
            break
        at = at.child_by_field_name("declarator")
        if at is not None and at.type in ("identifier", "field_identifier", "destructor_name", "operator_name"):
            name = at
        elif at is not None and at.type == "qualified_identifier":
            name = at.child_by_field_name("name")
    if name is None and node.type.startswith("create_"):
        name = next((it for it in node.named_children if it.type == "object_reference"), None)
    return source[name.start_byte : name.end_byte].decode("utf8", "replace") if name is not None else ""


def _docstring(node: Node) -> str | None:
    body = node.child_by_field_name("body")
    first = body.named_children[0] if body is not None and body.named_child_count else None
    if first is not None and first.type == "expression_statement" and first.named_child_count:
        first = first.named_children[0]
    return first.text.decode("utf8", "replace") if first is not None and first.type == "string" else None


def _comment(node: Node, language: str, source: bytes) -> str | None:
    """The comment that stands right above an item, with nothing but its attributes between."""
    at, below = node.prev_sibling, node.start_point[0]
    while at is not None and at.type in _BETWEEN:
        at, below = at.prev_sibling, at.start_point[0]
    parts: list[str] = []
    while at is not None and "comment" in at.type:
        text = source[at.start_byte : at.end_byte].decode("utf8", "replace").rstrip("\n")
        last = at.start_point[0] + text.count("\n")
        if below - last > 1:
            break
        parts.append(text)
        at, below = at.prev_sibling, at.start_point[0]
        if text.startswith("/*"):
            break
    doc = "\n".join(reversed(parts))
    openings = _DOC_OPENINGS.get(language)
    if not doc or doc.startswith("#!") or openings and not doc.lstrip().startswith(openings):
        return None
    return doc
