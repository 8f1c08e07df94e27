// Divides the lexer of a grammar among several functions, without changing what it does.
//
// tree-sitter's generator writes a lexer as one loop around one switch, of more than a thousand states for some languages. clang's
// WebAssembly back end keeps for each block of a loop all blocks that it can reach: 5 GB and two minutes for Swift, of which the rest
// takes 4 seconds. Divided, no function of it has a loop. A lexer that is not written as the generator writes it is left as it is,
// and the compiler then takes its time.

/** Lexers of fewer states compile quickly enough, and are a little faster undivided. */
const LARGE = 500;

/** How many states a function gets. */
const PART = 128;

const HEAD = "static bool ts_lex(TSLexer *lexer, TSStateId state) {\n  START_LEXER();\n  eof = lexer->eof(lexer);\n  switch (state) {\n";
const TAIL = "    default:\n      return false;\n  }\n}\n";
const CASE = /^ {4}case (\d+):$/gm;
const PARAMETERS = "TSLexer *lexer, TSStateId *at, bool *skips, bool *accepts, bool eof, int32_t lookahead";

/** One function: from the state `at` either on to the next state, which `at` then is, or, giving false, to the end. */
function part(number, cases) {
  return `static bool ts_lex_${number}(${PARAMETERS}) {
  TSStateId state = *at;
  bool skip = false;
  bool result = *accepts;
  switch (state) {
${cases}    default:
      result = false;
      END_STATE();
  }
next_state:
  *at = state;
  *skips = skip;
  *accepts = result;
  return true;
}
`;
}

/** A `parser.c` whose lexer is divided, if it is large. */
export function divided(source) {
  const start = source.indexOf(HEAD);
  const end = source.indexOf(TAIL, start);
  if (start < 0 || end < 0) return source;
  const body = source.slice(start + HEAD.length, end);
  const cases = [...body.matchAll(CASE)];
  if (cases.length < LARGE || cases[0].index !== 0 || !cases.every(([, state], at) => Number(state) === at)) return source;
  const parts = [];
  for (let at = 0; at < cases.length; at += PART) {
    parts.push(part(at / PART, body.slice(cases[at].index, cases[at + PART]?.index)));
  }
  const calls = parts.map((_, at) => `    case ${at}: if (ts_lex_${at}(lexer, &state, &skip, &result, eof, lookahead)) goto next_state; break;\n`);
  const lexer = `#pragma push_macro("END_STATE")
#undef END_STATE
#define END_STATE() { *accepts = result; return false; }
${parts.join("")}#pragma pop_macro("END_STATE")
static bool ts_lex(TSLexer *lexer, TSStateId state) {
  START_LEXER();
  eof = lexer->eof(lexer);
  switch (state / ${PART}) {
${calls.join("")}    default: return false;
  }
  END_STATE();
}
`;
  return source.slice(0, start) + lexer + source.slice(end + TAIL.length);
}
