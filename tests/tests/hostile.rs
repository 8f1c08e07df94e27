//! Bad input: a clear message or a partial explanation, in a bounded time, on a stack as small as a browser's.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use engine::{ExplainError, Explanation, Level, Request};

/// What a browser gives a worker.
const STACK: usize = 1 << 20;
/// Far more than any case takes; a case that never ends fails here instead of hanging the run.
const LIMIT: Duration = Duration::from_mins(4);

fn explain(code: &str, language: &'static str, level: Level) -> Result<Explanation, ExplainError> {
    let code = code.to_owned();
    let (send, receive) = mpsc::channel();
    let worker = thread::Builder::new().stack_size(STACK).spawn(move || {
        let request = Request { code: &code, language: Some(language), file_name: None, level };
        let explanation = engine::explain(&request);
        if let Ok(explanation) = &explanation {
            for sentence in explanation.sections.iter().flat_map(|section| &section.sentences) {
                for span in &sentence.spans {
                    assert!(
                        code.get(span.start_byte as usize..span.end_byte as usize).is_some(),
                        "{language}: {span:?}"
                    );
                }
            }
        }
        // Nobody listens after the limit.
        let _ = send.send(explanation);
    });
    let worker = worker.expect("a thread can be started");
    let explanation = receive.recv_timeout(LIMIT);
    match explanation {
        Ok(explanation) => explanation,
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("{language}, {}: not done after {LIMIT:?}", level.name()),
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            panic!("{language}, {}: panicked: {:?}", level.name(), worker.join().err())
        }
    }
}

/// Asserts that every language says something about a text at every level.
#[track_caller]
fn survives(code: &str) {
    for language in engine::languages() {
        for level in Level::ALL {
            let explanation = explain(code, language.name, level);
            let explanation = explanation.unwrap_or_else(|error| panic!("{}: {error}", language.name));
            assert!(!explanation.sections.is_empty(), "{}", language.name);
        }
    }
}

/// Large texts are explained at the level that says most, so that the test ends in time.
#[track_caller]
fn survives_large(code: &str) {
    for language in engine::languages() {
        let explanation = explain(code, language.name, Level::Beginner);
        assert!(explanation.is_ok_and(|explanation| !explanation.sections.is_empty()), "{}", language.name);
    }
}

fn nested(open: &str, inside: &str, close: &str, depth: usize) -> String {
    [&open.repeat(depth), inside, &close.repeat(depth)].concat()
}

#[test]
fn nothing_is_named_as_such() {
    for language in engine::languages() {
        for empty in ["", " ", "\n\n\t", "\u{a0}\r\n"] {
            assert_eq!(explain(empty, language.name, Level::Expert), Err(ExplainError::Empty));
        }
    }
}

#[test]
fn nul_bytes_are_named_as_binary() {
    for language in engine::languages() {
        assert_eq!(explain("x = 1\0", language.name, Level::Expert), Err(ExplainError::Binary(5)));
    }
}

#[test]
fn an_unknown_language_lists_the_known_ones() {
    let error = explain("x", "klingon", Level::Expert).expect_err("there is no such language");
    for language in engine::languages() {
        assert!(error.to_string().contains(language.name), "{error}");
    }
}

#[test]
fn only_a_byte_order_mark_or_a_comment_mark() {
    for code in ["\u{feff}", "\u{feff}x = 1", "#", "//", "/*", "\"", "'", "`", "\\", "@", ";", "\u{200b}", "?"] {
        survives(code);
    }
}

#[test]
fn nested_parentheses() {
    survives_large(&nested("(", "1", ")", 100_000));
}

#[test]
fn nested_brackets() {
    survives_large(&nested("[", "1", "]", 100_000));
}

#[test]
fn nested_braces() {
    survives_large(&nested("{", "1", "}", 100_000));
}

#[test]
fn nested_calls_and_indices() {
    survives_large(&nested("f(", "1", ")", 20_000));
    survives_large(&nested("a[", "1", "]", 20_000));
}

#[test]
fn unclosed_everything() {
    for open in
        ["(", "[", "{", "<", "f(", "a[", "if (", "if x:\n", "fn f() {", "def f(", "class A {", "=> {", "<a>", "|x| "]
    {
        survives(&open.repeat(2_000));
    }
    for open in ["(", "[", "{"] {
        survives_large(&open.repeat(30_000));
    }
    survives("x = \"never closed\ny = 1\n");
    survives("/* never closed\nlet x = 1;\n");
    survives("`${`${`${");
}

#[test]
fn closed_without_being_opened() {
    for close in [")", "]", "}", ">", "*/", "</a>", "end", "\"\"\""] {
        survives(&close.repeat(2_000));
    }
}

#[test]
fn long_else_if_chains() {
    let n = 20_000;
    let braces: String = (0..n).map(|i| format!("if (x == {i}) {{ y = {i}; }} else ")).collect();
    survives_large(&(braces + "{ y = 0; }"));
    let indented: String = (0..n).map(|i| format!("elif x == {i}:\n    y = {i}\n")).collect();
    survives_large(&format!("if x:\n    y = 1\n{indented}else:\n    y = 0\n"));
}

#[test]
fn nested_blocks() {
    let n = 3_000;
    let braces = nested("while (x) { if (y) { ", "z();", " } }", n);
    survives_large(&braces);
    survives_large(&format!("fn f() {{ {} }}", nested("loop { ", "g();", " }", n)));
    let indented: String = (0..400).map(|depth| format!("{}if x:\n", " ".repeat(depth))).collect();
    survives_large(&format!("{indented}{}y = 1\n", " ".repeat(400)));
}

#[test]
fn nested_functions() {
    survives_large(&nested("function f() { return ", "1", "; }", 3_000));
    survives_large(&nested("fn f() { ", "1", " }", 3_000));
    survives_large(&nested("(lambda: ", "1", ")", 3_000));
    survives_large(&nested("() => ", "1", "", 20_000));
    survives_large(&nested("|x| ", "1", "", 20_000));
}

#[test]
fn long_chains_of_operators() {
    for operator in [" + ", " && ", " and ", ", ", " = ", ".", " ? ", " | ", "; ", " "] {
        survives_large(&vec!["x"; 50_000].join(operator));
    }
}

#[test]
fn long_chains_of_prefixes() {
    for operator in ["!", "-", "not ", "*", "&", "await ", "...", "@"] {
        survives_large(&(operator.repeat(20_000) + "x"));
    }
}

#[test]
fn long_chains_of_calls() {
    survives_large(&format!("x{}", ".f()".repeat(20_000)));
    survives_large(&format!("f{}", "(1)".repeat(20_000)));
}

#[test]
fn one_line_of_a_megabyte() {
    survives_large(&"x".repeat(1_000_000));
    survives_large(&format!("x = \"{}\"", "é".repeat(500_000)));
    survives_large(&"1 ".repeat(500_000));
    survives_large(&format!("x = [{}]", "1, ".repeat(333_000)));
}

#[test]
fn minified_code_of_five_megabytes() {
    let piece = "function a(b,c){var d=b?c[b]:{e:[1,2,3],f:function(g){return g&&g.h||a(g-1,c)}};for(var i=0;i<9;i++)d.j+=i;return d}";
    let code = piece.repeat(5_000_000 / piece.len());
    let mut tried = 0;
    for language in engine::languages().filter(|it| engine::detect(piece, Some("x.js")) == Some(it.name)) {
        tried += 1;
        assert!(explain(&code, language.name, Level::Beginner).is_ok());
    }
    assert_eq!(tried, 1);
}

#[test]
fn a_text_of_the_wrong_language() {
    let texts = [
        include_str!("../Cargo.toml"),
        include_str!("hostile.rs"),
        "<!doctype html><html><body onload=\"x()\"><p>Hello &amp; good bye</p></body></html>",
        "SELECT a, b FROM t WHERE a > 3 ORDER BY b DESC;",
        "Dear reader, this is a letter. It isn't code; \"quotes\" (and more) don't help.",
        "{\"a\": [1, 2, {\"b\": null}], \"c\": true}",
        "def f(x):\n    return [y for y in x if y]\n",
        "export default async function* f({a, ...b}, c = 1) { for await (const x of c) yield x?.y ?? 1; }",
        "<T,>(x: T): x is NonNullable<T> => x != null as unknown as any;",
    ];
    for text in texts {
        survives(text);
    }
}

#[test]
fn any_line_end_and_any_character() {
    let source = "def f(a):\n    # ¡olé!\n    return a\n";
    for code in [
        source.replace('\n', "\r\n"),
        source.replace('\n', "\r"),
        "a = 1\r\nb = 2\nc = 3\r".to_owned(),
        "a = 1\u{2028}b = 2\u{2029}c = 3\u{85}d = 4\u{b}e\u{c}f".to_owned(),
        "שלום = \"עולם\"  # \u{202e}hidden\u{202c}\nprint(שלום)\n".to_owned(),
        "let 変数 = '𝒳👩‍👩‍👧‍👦'; // 🦀\nlet 𝒳 = 変数;".to_owned(),
        "x\u{301} = \"e\u{301}\u{301}\u{301}\"".to_owned(),
        "\u{1}\u{2}\u{7f}\u{1b}[31m = 3".to_owned(),
        "\u{10ffff}\u{fffd}\u{fffe}".to_owned(),
    ] {
        survives(&code);
    }
}

#[test]
fn every_piece_of_a_program_survives_alone() {
    let sources = [
        "class A(B):\n    @p\n    def f(self, *a, k=1, **b) -> int:\n        try:\n            return await g(x := 1)\n        except (E, F) as e:\n            raise X from e\n        finally:\n            del y[1:2]\n",
        "export class A<T> extends B { #x = 1; static async *f({a = 1, ...b}: C, [d] = []): Promise<void> { label: for (const x of y) { switch (x) { case 1: break label; default: throw new E(`a${b}`); } } } }",
        "impl<'a, T: Send + 'a> Tr for S<T> where T: X { async fn f(&mut self, (a, _): (u8, i8)) -> Result<(), E> { let Some(x) = y? else { return Ok(()) }; match x { 1..=9 | 10 if z => loop { break 'l }, ref k @ _ => unsafe { *p.add(1) } } } }",
    ];
    for source in sources {
        let boundaries: Vec<usize> = source.char_indices().map(|(at, _)| at).filter(|at| at % 3 == 0).collect();
        for language in engine::languages() {
            for &cut in &boundaries {
                for piece in [&source[..cut], &source[cut..]] {
                    if !piece.trim().is_empty() {
                        assert!(explain(piece, language.name, Level::Beginner).is_ok(), "{}: {piece}", language.name);
                    }
                }
            }
        }
    }
}
