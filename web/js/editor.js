// The code editor: CodeMirror 6 behind the few functions that the page needs.
//
// Bundled by build/editor.mjs into dist/editor-*.js and, a file for each language's colours, dist/editor/; and reached from Rust (src/editor.rs) as `globalThis.glossEditor`.
// What belongs here: text in, text out, lit lines, the cursor's line, files. What does not: anything about explanations.

import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, ensureSyntaxTree, HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, Prec } from "@codemirror/state";
import {
  Decoration,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  placeholder,
  ViewPlugin,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { StyleModule } from "style-mod";

import { sourcesOf } from "./sources.js";

// The page's Content-Security-Policy forbids inline <style> elements, which is how CodeMirror writes its rules.
// Constructed style sheets are allowed, so every module becomes one; the order of the list is the order of precedence.
const sheets = new Map();
StyleModule.mount = (root, modules) => {
  const list = Array.isArray(modules) ? modules : [modules];
  root.adoptedStyleSheets = list.map((module) => {
    let sheet = sheets.get(module);
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(module.getRules());
      sheets.set(module, sheet);
    }
    return sheet;
  });
};

/** How long the reader waits for a long text to be parsed before comments are put into it. */
const PARSE_MS = 500;

/** The editor's modes, by the engine's language names, each loaded when it is first wanted. An unknown name means plain text.
 *  `cargo xtask size` looks for the import behind each name. */
const MODES = {
  python: () => import("@codemirror/lang-python").then((it) => it.python()),
  javascript: () => import("@codemirror/lang-javascript").then((it) => it.javascript({ jsx: true })),
  typescript: () => import("@codemirror/lang-javascript").then((it) => it.javascript({ typescript: true })),
  tsx: () => import("@codemirror/lang-javascript").then((it) => it.javascript({ typescript: true, jsx: true })),
  rust: () => import("@codemirror/lang-rust").then((it) => it.rust()),
  go: () => import("@codemirror/lang-go").then((it) => it.go()),
  java: () => import("@codemirror/lang-java").then((it) => it.java()),
  c: () => import("@codemirror/lang-cpp").then((it) => it.cpp()),
  cpp: () => import("@codemirror/lang-cpp").then((it) => it.cpp()),
  csharp: () => import("@codemirror/legacy-modes/mode/clike").then((it) => StreamLanguage.define(it.csharp)),
  kotlin: () => import("@codemirror/legacy-modes/mode/clike").then((it) => StreamLanguage.define(it.kotlin)),
  ruby: () => import("@codemirror/legacy-modes/mode/ruby").then((it) => StreamLanguage.define(it.ruby)),
  bash: () => import("@codemirror/legacy-modes/mode/shell").then((it) => StreamLanguage.define(it.shell)),
  swift: () => import("@codemirror/legacy-modes/mode/swift").then((it) => StreamLanguage.define(it.swift)),
  // Snippets often lack the tag that opens a file.
  php: (text) => import("@codemirror/lang-php").then((it) => it.php({ plain: !text.includes("<?") })),
  sql: () => import("@codemirror/lang-sql").then((it) => it.sql()),
  html: () => import("@codemirror/lang-html").then((it) => it.html()),
  css: () => import("@codemirror/lang-css").then((it) => it.css()),
  json: () => import("@codemirror/lang-json").then((it) => it.json()),
  yaml: () => import("@codemirror/lang-yaml").then((it) => it.yaml()),
  toml: () => import("@codemirror/legacy-modes/mode/toml").then((it) => StreamLanguage.define(it.toml)),
};

/** Beyond these, colouring costs more than it gives: minified bundles and data files. */
const COLOURED_CHARACTERS = 1_000_000;
const COLOURED_LINE = 20_000;

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword, tags.self], class: "tok-keyword" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp, tags.character], class: "tok-string" },
  { tag: [tags.comment, tags.meta], class: "tok-comment" },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], class: "tok-number" },
  { tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className)], class: "tok-definition" },
  { tag: [tags.typeName, tags.className, tags.namespace, tags.tagName], class: "tok-type" },
  { tag: [tags.macroName, tags.attributeName], class: "tok-macro" },
]);

const theme = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "transparent" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--font-code)", fontSize: "var(--size-code)", lineHeight: "1.6", overflow: "auto" },
  ".cm-content": { padding: "0.75rem 0 3rem", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 1rem 0 0.75rem", borderLeft: "3px solid transparent" },
  ".cm-gutters": { backgroundColor: "var(--paper-raised)", color: "var(--ink-faint)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 0.5rem 0 0.9rem", minWidth: "3ch" },
  ".cm-activeLine": { backgroundColor: "var(--line-active)" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--ink)" },
  ".cm-line.gloss-lit": { backgroundColor: "var(--lit)", borderLeftColor: "var(--rubric)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--lit)", outline: "1px solid var(--rule-strong)" },
  ".cm-selectionMatch": { backgroundColor: "var(--match)" },
  ".cm-searchMatch": { backgroundColor: "var(--match)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--lit)" },
  ".cm-placeholder": { color: "var(--ink-faint)", whiteSpace: "pre-wrap" },
  ".cm-panels": { backgroundColor: "var(--paper-raised)", color: "var(--ink)", borderColor: "var(--rule)" },
  ".cm-panels input, .cm-panels button": { color: "var(--ink)", background: "var(--paper)", border: "1px solid var(--rule-strong)" },
  ".cm-specialChar": { color: "var(--rubric)" },
});

const litLine = Decoration.line({ class: "gloss-lit" });

/** Lights whole lines. Only what is on screen is decorated, so that lighting a long file costs nothing. */
const lighting = ViewPlugin.define(
  (view) => {
    const plugin = {
      ranges: [],
      decorations: Decoration.none,
      set(ranges) {
        this.ranges = ranges;
        this.draw(view);
      },
      draw(view) {
        const marks = [];
        const { doc } = view.state;
        for (const { from, to } of view.visibleRanges) {
          const last = doc.lineAt(to).number;
          for (let line = doc.lineAt(from); ; line = doc.line(line.number + 1)) {
            if (this.ranges.some(([start, end]) => start <= line.number && line.number <= end)) {
              if (marks.length === 0 || marks[marks.length - 1].from < line.from) marks.push(litLine.range(line.from));
            }
            if (line.number >= last) break;
          }
        }
        this.decorations = Decoration.set(marks);
      },
      update(update) {
        if (update.docChanged) this.ranges = [];
        if (update.docChanged || update.viewportChanged) this.draw(update.view);
      },
    };
    return plugin;
  },
  { decorations: (plugin) => plugin.decorations },
);

class Editor {
  /**
   * @param {HTMLElement} parent
   * @param {string} text
   * @param {() => void} onChange the text changed; ask for it with `text()`
   * @param {(first: number, last: number, selected: boolean) => void} onCursor the reader went to these lines, without typing;
   *   `selected` tells a selection from a mere cursor
   * @param {() => void} onExplain the reader wants what is selected, or what is at the cursor, explained
   * @param {(name: string, text: string, problem: string) => void} onFile a file came in; `problem` is empty or one of
   *   `size`, `binary`, `unreadable`, `archive`, `empty`
   * @param {(name: string, files: string, left: number) => void} onFiles several came in, as JSON of `{ path, code }`; `left` were
   *   left out, because they are no text or too large
   */
  constructor(parent, text, onChange, onCursor, onExplain, onFile, onFiles) {
    this.onFile = onFile;
    this.onFiles = onFiles;
    this.mode = new Compartment();
    this.language = "";
    this.shown = "";
    this.view = new EditorView({
      parent,
      state: EditorState.create({
        doc: text,
        extensions: [
          lineNumbers(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          highlightSpecialChars(),
          highlightSelectionMatches(),
          history(),
          bracketMatching(),
          search({ top: true }),
          syntaxHighlighting(colours),
          lighting,
          theme,
          placeholder("Paste or type code here, or drop a file."),
          // Tab stays with the browser, so that the keyboard is never caught in the editor.
          Prec.high(keymap.of([{ key: "Mod-Enter", run: () => (onExplain(), true) }])),
          keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap]),
          this.mode.of([]),
          EditorView.contentAttributes.of({
            "aria-label": "Code",
            autocapitalize: "off",
            autocorrect: "off",
            tabindex: "0",
          }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) {
              onChange();
              this.reconsider(update.changes);
            } else if (update.selectionSet) {
              const { from, to } = update.state.selection.main;
              const { doc } = update.state;
              // A selection that ends before the first character of a line holds nothing of it.
              const last = doc.lineAt(to);
              onCursor(doc.lineAt(from).number, from < to && to === last.from ? last.number - 1 : last.number, from < to);
            }
          }),
          EditorView.domEventHandlers({
            drop: (event) => this.takeDrop(event),
          }),
        ],
      }),
    });
    // A file dropped beside the editor must not make the browser leave the page.
    this.outside = new AbortController();
    const { signal } = this.outside;
    window.addEventListener("dragover", (event) => event.preventDefault(), { signal });
    window.addEventListener("drop", (event) => event.defaultPrevented || this.takeDrop(event), { signal });
  }

  text() {
    return this.view.state.doc.toString();
  }

  /** Where the selection starts and ends, in UTF-16 units of `text()`; a cursor starts where it ends. */
  selection() {
    const { from, to } = this.view.state.selection.main;
    return [from, to];
  }

  setText(text) {
    this.view.dispatch({
      changes: { from: 0, to: this.view.state.doc.length, insert: text },
      selection: { anchor: 0 },
      scrollIntoView: true,
    });
  }

  /** Colours the text as this language; long texts stay plain, and others are until the colours are there. */
  async setLanguage(name) {
    this.language = name;
    const wanted = this.isColourable() ? name : "";
    if (wanted === this.shown) return;
    this.shown = wanted;
    const mode = await Promise.resolve(MODES[wanted]?.(this.text()) ?? []).catch(() => null);
    // Another language may have been wanted meanwhile, or the editor may be gone.
    if (this.shown !== wanted || this.outside.signal.aborted) return;
    // Colours are worth no notice; they are tried again with the next text.
    if (!mode) this.shown = "";
    this.view.dispatch({ effects: this.mode.reconfigure(mode ?? []) });
  }

  /** A long paste may make the text too long to colour, or replace one that was. */
  reconsider(changes) {
    let moved = 0;
    changes.iterChanges((fromA, toA, fromB, toB) => (moved += toA - fromA + toB - fromB));
    // The editor takes no transaction while it reports one.
    if (moved > COLOURED_LINE) queueMicrotask(() => this.setLanguage(this.language));
  }

  isColourable() {
    const { doc } = this.view.state;
    if (doc.length > COLOURED_CHARACTERS) return false;
    for (const line of doc.iterLines()) if (line.length > COLOURED_LINE) return false;
    return true;
  }

  /**
   * How a comment is written above each of these lines: opening and closing in turn, the latter empty for one that ends with its
   * line. Both are empty where the language has no comments, and where the line begins inside of a text.
   */
  commentMarks(lines) {
    const { state } = this.view;
    const tree = ensureSyntaxTree(state, state.doc.length, PARSE_MS);
    return Array.from(lines).flatMap((number) => {
      const line = state.doc.line(Math.min(Math.max(number, 1), state.doc.lines));
      const at = line.from + line.text.search(/\S|$/);
      for (let node = tree?.resolveInner(at, 0); node; node = node.parent) {
        // What has no parent is the whole text, which a grammar may call a template.
        if (node.parent && node.from < line.from && node.to > at && /string|template|comment|heredoc/i.test(node.name)) return ["", ""];
      }
      const tokens = state.languageDataAt("commentTokens", at)[0];
      if (tokens?.line) return [tokens.line, ""];
      return tokens?.block ? [tokens.block.open, tokens.block.close] : ["", ""];
    });
  }

  /** Lights lines: first and last of each range in turn, from 1, inclusive. `reveal` scrolls to the first of them. */
  light(lines, reveal) {
    const ranges = [];
    for (let at = 0; at + 1 < lines.length; at += 2) ranges.push([lines[at], lines[at + 1]]);
    const { doc } = this.view.state;
    const effects = [];
    if (reveal && ranges.length > 0) {
      const at = doc.line(Math.min(Math.max(ranges[0][0], 1), doc.lines)).from;
      effects.push(EditorView.scrollIntoView(at, { y: "center", x: "start" }));
    }
    this.view.plugin(lighting)?.set(ranges);
    this.view.dispatch({ effects });
  }

  focus() {
    this.view.focus();
  }

  takeDrop(event) {
    if (!event.dataTransfer?.files?.length) return false;
    event.preventDefault();
    this.takeFiles(sourcesOf(event.dataTransfer));
    return true;
  }

  /** Reads files: a single one takes the editor, several become a project. */
  async takeFiles(sources) {
    const [only] = sources;
    const isOne = sources.length === 1 && only instanceof File && !only.webkitRelativePath;
    const name = only?.name ?? "";
    try {
      const { collect, textOf, isZip, FILE_BYTES } = await import("./files.js");
      if (isOne && !isZip(only)) {
        if (only.size > FILE_BYTES) return this.onFile(name, "", "size");
        const { text = "", problem = "" } = textOf(new Uint8Array(await only.arrayBuffer()));
        return this.onFile(name, text, problem);
      }
      const found = await collect(sources);
      if (found.problem) this.onFile(found.name, "", found.problem);
      else if (found.files.length === 0) this.onFile(name, "", "empty");
      else if (found.files.length === 1) this.onFile(found.files[0].path, found.files[0].code, "");
      else this.onFiles(found.name, JSON.stringify(found.files), found.left);
    } catch {
      this.onFile(name, "", "unreadable");
    }
  }

  destroy() {
    this.outside.abort();
    this.view.destroy();
  }
}

globalThis.glossEditor = {
  mount: (parent, text, ...listeners) => new Editor(parent, text, ...listeners),
};
