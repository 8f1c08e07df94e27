//! Which language a text is written in.
//!
//! The file's extension decides, then the interpreter that its first line names. Else each language gets points for the words and
//! marks that tell it from others ([`Language::clues`]), and loses points for what its grammar cannot read near the start of the text.
//!
//! A grammar may have to be loaded before it can read, so they are asked in the order of the points, and no more of them than can
//! still win: most often one.

use tree_sitter::Parser;

use crate::{Absent, LANGUAGES, Language, data, find};

/// How much of a text is searched for clues, and how much is parsed, in bytes.
const SEARCHED: usize = 16_384;
const PARSED: usize = 4_096;
/// How often a clue counts.
const MAX_COUNT: usize = 3;
/// Points that clues can give or take: a long text has more of them, but is no more certain.
const MAX_POINTS: f64 = 30.0;
/// Points lost where nothing can be read, and for each error up to a limit.
const UNREADABLE: f64 = 40.0;
const PER_ERROR: f64 = 1.5;
const MAX_ERRORS: f64 = 10.0;
/// The fewest points that an answer needs.
const ENOUGH: f64 = -15.0;
/// Sentences are no code unless they can be read nearly whole, or hold many clues.
const SOME_LOSS: f64 = 6.0;
const MANY_CLUES: f64 = 12.0;
/// Scores that are too close to decide on the start of a text alone.
const CLOSE: f64 = 10.0;
/// Points for a text that can be read whole.
const WHOLE: f64 = 4.0;
/// How many grammars are asked at most, without those of dialects.
const MAX_READ: usize = 3;
/// Any words are commands for a shell, so a script needs clues of its own.
const FEWEST_COMMAND_CLUES: f64 = 4.0;
/// How many more points make a dialect of a text that the plain language can read too: `useRef<T>(null)` compares, if one insists.
const TELLING: f64 = 7.0;

/// The most likely language of a text, if something in it tells; the file's name decides where it is given and known.
///
/// Where a grammar must be asked that is not there, the answer is its name.
pub fn detect(source: &str, file_name: Option<&str>) -> Result<Option<&'static Language>, Absent> {
    if let Some(language) = by_extension(source, file_name)? {
        return Ok(Some(language));
    }
    match by_interpreter(source).or_else(|| data::by_form(source)) {
        Some(language) => Ok(Some(language)),
        None => by_text(source, LANGUAGES.iter().copied()),
    }
}

/// The language of an extension. Where several share it, the text decides among them; the first one listed where nothing tells.
fn by_extension(source: &str, file_name: Option<&str>) -> Result<Option<&'static Language>, Absent> {
    let Some((_, extension)) = file_name.and_then(|name| name.rsplit_once('.')) else { return Ok(None) };
    let extension = extension.to_ascii_lowercase();
    let own = || LANGUAGES.iter().copied().filter(|language| language.extensions.contains(&extension.as_str()));
    match (own().next(), own().count()) {
        (Some(first), 2..) => Ok(by_text(source, own())?.or(Some(first))),
        (first, _) => Ok(first),
    }
}

/// The language that `#!/usr/bin/env -S python3.12 -u` names.
fn by_interpreter(source: &str) -> Option<&'static Language> {
    let line = source.strip_prefix("#!")?.lines().next()?;
    let words = line.split_whitespace().map(|word| word.rsplit('/').next().unwrap_or(word));
    let name = words.into_iter().find(|word| *word != "env" && !word.starts_with('-'))?;
    find(name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.'))
}

fn by_text(source: &str, among: impl Iterator<Item = &'static Language>) -> Result<Option<&'static Language>, Absent> {
    let text = searchable(source);
    let is_prose = is_prose(&text);
    let code = sample(source, PARSED);
    let mut parser = Parser::new();
    // The sort is stable: among equals, the one that is listed first is read first.
    let mut open: Vec<(&'static Language, f64)> =
        among.map(|language| (language, clue_points(&text, language))).collect();
    open.retain(|it| !it.0.clues.is_empty() && (!it.0.dialect.commands || it.1 >= FEWEST_COMMAND_CLUES));
    open.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut read: Vec<Candidate> = Vec::new();
    for &(language, points) in &open {
        let is_plain = |it: &&Candidate| it.language.plain.is_empty();
        if language.plain.is_empty() && read.iter().filter(is_plain).count() == MAX_READ {
            break;
        }
        let is_beaten = read.iter().any(|it| it.score() >= points + WHOLE);
        if is_beaten || is_prose && points <= 0.0 {
            break;
        }
        read.push(Candidate { language, points, lost: unreadable_points(&mut parser, &code, language)? });
    }
    // Where it is close, more of the text is read.
    let top = read.iter().map(Candidate::score).fold(f64::NEG_INFINITY, f64::max);
    read.retain(|candidate| candidate.score() >= top - CLOSE);
    if read.len() > 1 && code.len() < source.len() {
        let more = sample(source, SEARCHED);
        for candidate in &mut read {
            candidate.lost = unreadable_points(&mut parser, &more, candidate.language)?;
        }
    }
    let Some(mut best) = read.into_iter().reduce(|best, next| if next.score() > best.score() { next } else { best })
    else {
        return Ok(None);
    };
    // A dialect's grammar reads its plain language too, and some of its clues are found there.
    for &(language, points) in LANGUAGES.iter().filter_map(|plain| open.iter().find(|it| it.0.name == plain.name)) {
        if best.language.plain.contains(&language.name) && best.points < points + TELLING {
            let lost = unreadable_points(&mut parser, &code, language)?;
            if lost == 0.0 {
                best = Candidate { language, points, lost };
                break;
            }
        }
    }
    // Some grammars read any row of words, so that reading it says nothing alone.
    let tells = best.points > 0.0 || text.contains(['=', '{', '[']);
    let is_code = tells && (best.lost < SOME_LOSS || best.points >= MANY_CLUES || !is_prose);
    Ok((is_code && best.score() >= ENOUGH).then_some(best.language))
}

/// A language with the evidence for and against it.
struct Candidate {
    language: &'static Language,
    points: f64,
    lost: f64,
}

impl Candidate {
    fn score(&self) -> f64 {
        self.points - self.lost + if self.lost == 0.0 { WHOLE } else { 0.0 }
    }
}

/// Whether a text reads like sentences rather than code.
fn is_prose(text: &str) -> bool {
    let (mut n_prose, mut n_code) = (0, 0);
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !is_comment(line)) {
        let mut n_words = 0;
        let mut n_plain = 0;
        for word in line.split_whitespace() {
            n_words += 1;
            let bare = word.trim_matches(['.', ',', ';', ':', '?', '!', '"', '\'', '(', ')']);
            n_plain += usize::from(
                !bare.is_empty() && bare.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’')),
            );
        }
        if n_words >= 5 && n_plain * 5 >= n_words * 4 {
            n_prose += 1;
        } else if line.contains(['=', '(', ')', '{', '}', '[', ']', '<', '>']) || line.ends_with([';', ':', ',']) {
            n_code += 1;
        }
    }
    n_prose >= n_code && n_prose > 0
}

/// The start of a text with plain line ends, and one before and after it, so that clues can name the start or end of a line.
fn searchable(source: &str) -> String {
    let start = &source[..source.floor_char_boundary(SEARCHED)];
    let mut text = String::with_capacity(start.len() + 2);
    text.push('\n');
    for line in start.lines() {
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// The points that a language gets for its clues. A clue that starts with a word does not count inside a longer word.
fn clue_points(text: &str, language: &Language) -> f64 {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let mut points = 0;
    for (clue, weight) in language.clues {
        let starts_with_word = clue.bytes().next().is_some_and(is_word);
        let found = text
            .match_indices(clue)
            .filter(|&(at, _)| !(starts_with_word && at > 0 && is_word(text.as_bytes()[at - 1])))
            .take(MAX_COUNT);
        for _ in found {
            points += weight;
        }
    }
    f64::from(points).clamp(-MAX_POINTS, MAX_POINTS)
}

fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("//")
        || line.starts_with("/*")
        || line.starts_with('*')
        || (line.starts_with('#') && !line.starts_with("#["))
}

/// The part of a text that is parsed: whole lines from its start, past the comments at the top, which tell nothing, and without
/// the indentation that code has when it is copied out of its place.
fn sample(source: &str, size: usize) -> String {
    let n_comments = source.lines().take_while(|line| line.trim().is_empty() || is_comment(line)).count();
    let skipped = if source.lines().nth(n_comments).is_some() { n_comments } else { 0 };
    let lines: Vec<&str> = source
        .lines()
        .skip(skipped)
        .scan(0, |n_bytes, line| {
            *n_bytes += line.len() + 1;
            (*n_bytes <= size).then_some(line)
        })
        .collect();
    let indent = lines
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start_matches([' ', '\t']).len())
        .min()
        .unwrap_or(0);
    let mut code = String::with_capacity(size.min(source.len()));
    for line in lines {
        code.push_str(line.get(indent..).unwrap_or(""));
        code.push('\n');
    }
    code
}

/// The points that a language loses for what its grammar cannot read.
fn unreadable_points(parser: &mut Parser, code: &str, language: &Language) -> Result<f64, Absent> {
    let tree = match parser.set_language(&language.grammar.get()?) {
        Ok(()) => crate::effort::within(parser, crate::alone::opened(code, language).0.as_bytes(), &mut || true),
        Err(_) => None,
    };
    let Some(tree) = tree else { return Ok(UNREADABLE) };
    let mut n_errors = 0.0;
    let mut unread = 0.0;
    let mut cursor = tree.walk();
    let mut open = vec![tree.root_node()];
    while let Some(node) = open.pop() {
        if !node.has_error() {
            continue;
        }
        if node.is_missing() {
            n_errors += 1.0;
        }
        if node.is_error() {
            n_errors += 1.0;
            unread += node.byte_range().len() as f64;
        }
        for child in node.children(&mut cursor) {
            // What could be read inside an error is not lost.
            if node.is_error() && child.child_count() > 0 {
                unread -= child.byte_range().len() as f64;
            }
            open.push(child);
        }
    }
    let whole = code.trim().len().max(1) as f64;
    Ok(UNREADABLE * (unread / whole).clamp(0.0, 1.0) + PER_ERROR * f64::min(n_errors, MAX_ERRORS))
}

#[cfg(test)]
mod tests {
    use super::detect;

    fn named(source: &str, file_name: Option<&str>) -> Option<&'static str> {
        detect(source, file_name).expect("natively every grammar is there").map(|language| language.name)
    }

    #[track_caller]
    fn detects(name: &str, source: &str) {
        assert_eq!(named(source, None), Some(name), "{source}");
    }

    #[test]
    fn a_header_is_of_the_language_that_it_reads_like() {
        let c = "#ifndef LIST_H\n#define LIST_H\nstruct list;\nint list_add(struct list *list, int value);\n#endif\n";
        let cpp = "#pragma once\nnamespace shop {\nclass Cart {\npublic:\n    void add(int id);\n};\n}\n";
        assert_eq!(named(c, Some("list.h")), Some("c"));
        assert_eq!(named(cpp, Some("cart.h")), Some("cpp"));
        assert_eq!(named("", Some("empty.h")), Some("c"));
    }

    #[test]
    fn the_extension_decides() {
        assert_eq!(named("def f(): pass", Some("a.b/main.TS")), Some("typescript"));
        assert_eq!(named("def f(): pass", Some("notes.xyz")), Some("python"));
    }

    #[test]
    fn the_interpreter_decides() {
        detects("python", "#!/usr/bin/env -S python3.12 -u\nx = 1\n");
        detects("javascript", "#!/usr/local/bin/node\nx = 1\n");
    }

    #[test]
    fn sentences_are_no_language() {
        for text in [
            "Hello there, this is a letter to a friend.",
            "Please import the data from the list, and then print it for me.",
            "The quick brown fox jumps over the lazy dog.\nIt does so every day, while the dog sleeps.\n",
            "Dear all,\n\nthe meeting is moved to Friday (room 3). Let us know if you cannot come.\n\nBest,\nAnna\n",
        ] {
            assert_eq!(named(text, None), None, "{text}");
        }
    }

    #[test]
    fn python_is_known_by_its_text() {
        for source in [
            r#"def greet(name):
    return f"Hello, {name}!""#,
            r"for i in range(10):
    print(i)",
            r"import os
from pathlib import Path

root = Path(os.getcwd())",
            r"class Stack:
    def __init__(self):
        self.items = []",
            r#"with open("a.txt") as f:
    text = f.read()"#,
            r"squares = [x * x for x in numbers if x % 2 == 0]",
            r"try:
    value = int(text)
except ValueError as error:
    raise SystemExit(1) from error",
            r#"if __name__ == "__main__":
    main()"#,
            r"async def load(url):
    async with session.get(url) as response:
        return await response.json()",
            r"@dataclass
class Point:
    x: float = 0.0
    y: float = 0.0",
            r"    if value is None:
        return
    elif not value:
        raise KeyError(value)",
            r"counts = {}
for word in words:
    counts[word] = counts.get(word, 0) + 1",
            r"lambda pair: pair[1]
print(sorted(pairs, key=lambda pair: pair[1], reverse=True))",
        ] {
            detects("python", source);
        }
    }

    #[test]
    fn javascript_is_known_by_its_text() {
        for source in [
            r"function add(a, b) {
  return a + b;
}",
            r"const double = (x) => x * 2;
console.log([1, 2, 3].map(double));",
            r##"document.querySelector("#go").addEventListener("click", () => alert("hi"));"##,
            r#"const express = require("express");
const app = express();
app.get("/", (req, res) => res.send("ok"));"#,
            r"export default class Queue {
  #items = [];
  push(item) { this.#items.push(item); }
}",
            r"for (let i = 0; i < 10; i++) {
  if (i % 2 === 0) continue;
  console.log(i);
}",
            r"async function load(url) {
  const response = await fetch(url);
  return response.json();
}",
            r"function Counter() {
  const [count, setCount] = useState(0);
  return <button onClick={() => setCount(count + 1)}>{count}</button>;
}",
            r#"import { readFile } from "node:fs/promises";
const text = await readFile("a.txt", "utf8");"#,
            r#"var self = this;
$.ajax({ url: "/x", success: function (data) { self.data = data; } });"#,
            r"module.exports = { sum: (xs) => xs.reduce((a, b) => a + b, 0) };",
            r"try {
  JSON.parse(text);
} catch (error) {
  throw new Error(`bad input: ${error.message}`);
}",
            r#"switch (action.type) {
  case "add": return [...state, action.item];
  default: return state;
}"#,
        ] {
            detects("javascript", source);
        }
    }

    #[test]
    fn typescript_is_known_by_its_text() {
        for source in [
            r"interface User {
  id: number;
  name?: string;
}",
            r"function add(a: number, b: number): number {
  return a + b;
}",
            r"type Result<T> = { ok: true; value: T } | { ok: false; error: Error };",
            r#"export enum Color { Red = "red", Blue = "blue" }"#,
            r#"const items: string[] = [];
items.push("a");"#,
            r"class Service {
  constructor(private readonly http: Client) {}
}",
            r#"import type { Config } from "./config";
export const config = load() as Config;"#,
            r#"export function isText(value: unknown): value is string {
  return typeof value === "string";
}"#,
            r#"declare module "x" {
  export function f(): void;
}"#,
            r#"const map = new Map<string, number>();
map.set("a", 1);
const n = map.get("a")!;"#,
            r"abstract class Shape {
  abstract area(): number;
}",
            r"export const pick = <T, K extends keyof T>(value: T, key: K): T[K] => value[key];",
            r"@Injectable()
export class Store {
  private state: Record<string, number> = {};
}",
        ] {
            detects("typescript", source);
        }
    }

    #[test]
    fn tsx_is_known_by_its_text() {
        for source in [
            r"export function Hello({ name }: { name: string }) {
  return <p>Hello {name}</p>;
}",
            r"const Button: React.FC<Props> = ({ label, onClick }) => (
  <button onClick={onClick}>{label}</button>
);",
            r"function List({ items }: Props) {
  return <ul>{items.map((item) => <li key={item.id}>{item.name}</li>)}</ul>;
}",
            r"export default function Page(): JSX.Element {
  return <main><Title /></main>;
}",
            r"const [user, setUser] = useState<User | null>(null);
return <Profile user={user!} />;",
            r"interface Props { title: string }
export const Card = ({ title }: Props) => <h2>{title}</h2>;",
            r"type State = { open: boolean };
export const Menu = () => { const s: State = { open: true }; return <nav hidden={!s.open} />; };",
            r"function App() {
  const ref = useRef<HTMLDivElement>(null);
  return <div ref={ref} />;
}",
            r"export const Row = (props: { cells: string[] }) => <tr>{props.cells.map((c) => <td>{c}</td>)}</tr>;",
            r#"const el = <Foo<string> value="a" />;
const n: number = 1;"#,
            r"const view = (items as Item[]).map((item) => <Item key={item.id} {...item} />);",
            r"class Clock extends React.Component<Props, State> {
  render(): ReactNode { return <time>{this.state.now}</time>; }
}",
        ] {
            detects("tsx", source);
        }
    }

    #[test]
    fn c_is_known_by_its_text() {
        for source in [
            r#"#include <stdio.h>

int main(void) {
    printf("Hello\n");
    return 0;
}"#,
            r"struct node {
    int value;
    struct node *next;
};",
            r"static int count;

void hit(void) {
    count++;
}",
            r"char *copy(const char *text) {
    char *out = malloc(strlen(text) + 1);
    if (!out)
        return NULL;
    strcpy(out, text);
    return out;
}",
            r"typedef enum { OK, FAIL } status_t;
status_t run(struct job *job, size_t n);",
            r"#ifndef LIST_H
#define LIST_H
#include <stddef.h>
int list_push(struct list *l, void *item);
#endif",
            r"for (int i = 0; i < n; i++)
    sum += values[i];
free(values);",
            r"if (fread(buffer, 1, size, f) != size)
    goto fail;
p->length = size;",
            r"#define MAX(a, b) ((a) > (b) ? (a) : (b))",
            r"unsigned int hash(const unsigned char *s) {
    unsigned int h = 5381;
    while (*s)
        h = h * 33 + *s++;
    return h;
}",
        ] {
            detects("c", source);
        }
    }

    #[test]
    fn rust_is_known_by_its_text() {
        for source in [
            r#"fn main() {
    println!("Hello");
}"#,
            r"pub struct Point {
    x: f64,
    y: f64,
}",
            r#"impl Display for Point {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.x)
    }
}"#,
            r"use std::collections::HashMap;

let mut counts = HashMap::new();",
            r"match value {
    Some(x) if x > 0 => x,
    _ => return None,
}",
            r"let text = std::fs::read_to_string(path)?;",
            r"#[derive(Debug, Clone)]
enum Shape {
    Circle(f64),
    Square(f64),
}",
            r"let total: u32 = items.iter().map(|item| item.price).sum();",
            r"#[test]
fn adds() {
    assert_eq!(add(1, 2), 3);
}",
            r"pub fn longest<'a>(a: &'a str, b: &'a str) -> &'a str {
    if a.len() > b.len() { a } else { b }
}",
            r#"for (i, x) in xs.iter().enumerate() {
    println!("{i}: {x}");
}"#,
            r"while let Some(node) = stack.pop() {
    stack.extend(node.children);
}",
            r"let handle = thread::spawn(move || {
    tx.send(1).unwrap();
});",
        ] {
            detects("rust", source);
        }
    }

    #[test]
    fn sql_is_known_by_its_text() {
        for source in [
            "SELECT name, total\nFROM orders\nWHERE total > 10\nORDER BY total DESC;\n",
            "select id from users where id = 1",
            "CREATE TABLE users (\n    id serial PRIMARY KEY,\n    name varchar(50) NOT NULL\n);\n",
            "INSERT INTO users (name) VALUES ('a');\n",
            "UPDATE accounts\nSET balance = balance - 10\nWHERE id = 1;\n",
            "WITH a AS (SELECT 1 AS x)\nSELECT * FROM a;\n",
            "ALTER TABLE users ADD COLUMN age int;\n",
        ] {
            detects("sql", source);
        }
    }

    #[test]
    fn java_is_known_by_its_text() {
        for source in [
            r#"public class Main {
    public static void main(String[] args) {
        System.out.println("Hello");
    }
}"#,
            r"public int add(int a, int b) {
    return a + b;
}",
            r"List<String> names = new ArrayList<>();
for (String name : names) {
    System.out.println(name);
}",
            r"import java.util.*;

interface Shape {
    double area();
}",
            r"private final Map<String, Integer> counts = new HashMap<>();",
            r#"@Override
public String toString() {
    return "Point(" + x + ", " + y + ")";
}"#,
            r"try (BufferedReader in = Files.newBufferedReader(path)) {
    return in.readLine();
} catch (IOException e) {
    throw new UncheckedIOException(e);
}",
            r"return people.stream()
    .filter(p -> p.getAge() > 18)
    .map(Person::getName)
    .collect(Collectors.toList());",
            r"public record Point(int x, int y) {}",
            r"public enum Color { RED, GREEN, BLUE }",
            r#"@RestController
public class UserController {
    @GetMapping("/users/{id}")
    public User find(@PathVariable long id) { return repository.findById(id).orElseThrow(); }
}"#,
            r"for (int i = 0; i < array.length; i++) {
    sum += array[i];
}
System.out.println(sum);",
            r#"String s = switch (day) {
    case MONDAY, FRIDAY -> "work";
    default -> "rest";
};"#,
            r"synchronized void increment() throws InterruptedException {
    count++;
    notifyAll();
}",
            r"int[] a = {3, 1, 2};
Arrays.sort(a);",
        ] {
            detects("java", source);
        }
    }

    #[test]
    fn kotlin_is_known_by_its_text() {
        for source in [
            r#"fun main() {
    println("Hello")
}"#,
            r"data class Point(val x: Int, val y: Int)",
            r"fun add(a: Int, b: Int): Int = a + b",
            r"val names = people.filter { it.age > 18 }.map { it.name }",
            r"val name = user?.name ?: return",
            r#"when (x) {
    is String -> print("text")
    in 1..9 -> print("digit")
    else -> print("?")
}"#,
            r"class Counter {
    private var count = 0
    fun next(): Int {
        count++
        return count
    }
}",
            r"suspend fun load(id: Int) = withContext(Dispatchers.IO) { api.get(id) }",
            r#"plugins {
    kotlin("jvm") version "2.0.0"
}"#,
            r"for (i in 10 downTo 1) println(i)",
            r"@Composable
fun Greeting(name: String) {
    Text(text = name)
}",
            r#"import java.io.File

val lines = File("a.txt").readLines()"#,
        ] {
            detects("kotlin", source);
        }
    }

    #[test]
    fn csharp_is_known_by_its_text() {
        for source in [
            r#"using System;

class Program
{
    static void Main(string[] args)
    {
        Console.WriteLine("Hello");
    }
}"#,
            r"public int Add(int a, int b) => a + b;",
            r"var names = users.Where(u => u.IsActive).Select(u => u.Name).ToList();",
            r"private readonly ILogger<Startup> _logger;",
            r#"foreach (var item in items)
{
    Console.WriteLine($"{item.Name}: {item.Count}");
}"#,
            r"public async Task<User> GetAsync(int id)
{
    return await _context.Users.FirstOrDefaultAsync(u => u.Id == id);
}",
            r"public record Person(string Name, int Age);",
            r#"[HttpGet("{id}")]
public IActionResult Get(int id) => Ok(id);"#,
            r"using var stream = File.OpenRead(path);",
            r"if (int.TryParse(text, out var number)) { total += number; }",
            r"namespace Shop.Orders;

public interface IClock
{
    DateTime Now { get; }
}",
            r"[Fact]
public void Adds()
{
    Assert.Equal(3, Calculator.Add(1, 2));
}",
        ] {
            detects("csharp", source);
        }
    }

    #[test]
    fn go_is_known_by_its_text() {
        for source in [
            r#"package main

import "fmt"

func main() {
	fmt.Println("Hello")
}"#,
            r"func add(a int, b int) int {
	return a + b
}",
            r"if err != nil {
	return nil, err
}",
            r"for i, x := range xs {
	total += x * i
}",
            r"type Point struct {
	X, Y float64
}",
            r"func (s *Stack) Push(x int) {
	s.items = append(s.items, x)
}",
            r"data, err := os.ReadFile(path)",
            r"ch := make(chan int)
go func() {
	ch <- 1
}()",
            r#"m := map[string]int{"a": 1}
delete(m, "a")"#,
            r"type Reader interface {
	Read(p []byte) (n int, err error)
}",
            r"select {
case v := <-ch:
	use(v)
case <-ctx.Done():
	return
}",
            r#"switch v := x.(type) {
case int:
	return "int"
}"#,
            r"func Map[T, U any](xs []T, f func(T) U) []U {
	return nil
}",
        ] {
            detects("go", source);
        }
    }

    #[test]
    fn ruby_is_known_by_its_text() {
        for source in [
            r#"def greet(name)
  puts "Hello, #{name}!"
end"#,
            r"class Stack
  attr_reader :items

  def initialize
    @items = []
  end
end",
            r#"require "json"
data = JSON.parse(File.read("a.json"))"#,
            r"numbers.select(&:even?).map { |n| n * 2 }",
            r"[1, 2, 3].each do |n|
  puts n unless n.odd?
end",
            r"class Post < ApplicationRecord
  has_many :comments
  validates :title, presence: true
end",
            r"RSpec.describe Stack do
  it 'is empty' do
    expect(Stack.new).to be_empty
  end
end",
            r"begin
  work
rescue StandardError => e
  warn e.message
ensure
  close
end",
            r"module Shop
  TAX = 0.19

  def self.gross(net)
    net * (1 + TAX)
  end
end",
            r"def name
  @name ||= load_name
end",
            r"case value
when 1..5 then :small
when nil then :none
else :large
end",
            r"Point = Struct.new(:x, :y)
origin = Point.new(0, 0)",
        ] {
            detects("ruby", source);
        }
    }

    #[test]
    fn php_is_known_by_its_text() {
        for source in [
            "<?php\necho 'Hello';",
            "<h1><?= $title ?></h1>\n",
            r"function add($a, $b) {
    return $a + $b;
}",
            r#"foreach ($users as $user) {
    echo $user['name'] . "\n";
}"#,
            r"public function show(string $id): View
{
    return view('user.profile', ['user' => User::findOrFail($id)]);
}",
            r"class Post extends Model
{
    use HasFactory;

    protected $fillable = ['title', 'body'];
}",
            r"$stmt = $pdo->prepare('SELECT * FROM users WHERE id = ?');
$stmt->execute([$id]);
$user = $stmt->fetch();",
            r"if (isset($_POST['name'])) {
    $name = htmlspecialchars($_POST['name']);
}",
            r"namespace App\Models;

use Illuminate\Database\Eloquent\Model;

enum Suit: string
{
    case Hearts = 'H';
}",
            r"add_action('init', function () {
    register_post_type('book');
});",
            r"$total = array_sum(array_map(fn ($item) => $item['price'], $items));",
            r"Route::get('/users/{id}', [UserController::class, 'show']);",
        ] {
            detects("php", source);
        }
    }

    #[test]
    fn bash_is_known_by_its_text() {
        for source in [
            "#!/bin/sh\necho hello\n",
            "#!/usr/bin/env bash\nset -euo pipefail\n",
            "set -e\ncd \"$(dirname \"$0\")\"\nmkdir -p build && cd build\ncmake ..\nmake -j4\n",
            "for f in *.txt; do\n  mv \"$f\" \"${f%.txt}.md\"\ndone\n",
            "if [ -z \"$1\" ]; then\n  echo \"Usage: $0 NAME\" >&2\n  exit 1\nfi\n",
            "ps aux | grep nginx | awk '{print $2}' | xargs kill\n",
            "greet() {\n  local name=$1\n  echo \"Hello, $name\"\n}\ngreet world\n",
            "curl -fsSL https://example.com/install.sh | sudo bash\n",
        ] {
            detects("bash", source);
        }
    }
}
