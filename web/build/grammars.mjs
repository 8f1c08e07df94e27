// Compiles every grammar of crates/languages/grammars.toml into a wasm module of its own, which the page loads when a language is
// first used. Trunk runs this before every build; what did not change is not compiled again.
//
// The sources are those of the grammars' crates, which cargo fetches for the native build. Each module also carries the tables of its
// language, as a section `gloss.tables`. The modules are written to target/grammars/, under names that change with their content,
// together with a manifest:
//
//   {"v":1,"grammars":[{"name","symbol","path","bytes","sha256"}]}
//
// A path is relative to the folder target/ as to the site's.

import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { divided } from "./lexer.mjs";

const execute = promisify(execFile);
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const room = join(root, "crates/languages");
const out = join(resolve(root, process.env.CARGO_TARGET_DIR ?? "target"), "grammars");
const cc = join(room, "wasm/cc");

// Sizes: -Os gives the smallest modules once they are compressed; wasm-opt takes less than one hundredth more off them.
const FLAGS = ["-Os", "-fPIC", "-fvisibility=hidden", "-nostdlib", "-shared", "-fuse-ld=lld"];
const LINK = ["--experimental-pic", "--no-entry", "--allow-undefined", "--strip-all"];

/** What a side module gets besides functions. */
const PLACE = ["memory", "__indirect_function_table", "__stack_pointer", "__memory_base", "__table_base"];

/** Reads the part of TOML that grammars.toml is written in: tables of strings. */
function readTables(text) {
  const tables = new Map();
  let table;
  for (const [at, line] of text.split("\n").entries()) {
    const [, name] = line.match(/^\[([a-z0-9_]+)\]$/) ?? [];
    const [, key, value] = line.match(/^([a-z_]+) = "([^"\\]*)"$/) ?? [];
    if (name) tables.set(name, (table = {}));
    else if (key && table) table[key] = value;
    else if (line.trim() && !line.startsWith("#")) throw new Error(`grammars.toml:${at + 1}: write \`key = "value"\``);
  }
  return tables;
}

/** The folder of every crate that the workspace depends on. */
async function crates() {
  const arguments_ = ["metadata", "--format-version", "1"];
  const { stdout } = await execute("cargo", arguments_, { cwd: root, maxBuffer: 1 << 28 });
  return new Map(JSON.parse(stdout).packages.map(({ name, manifest_path }) => [name, dirname(manifest_path)]));
}

/** All C files below a folder with what changes when they do. A crate's files never change, unless somebody works on them. */
async function fingerprint(folder) {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((it) => it.isFile() && /\.(c|h)$/.test(it.name)).map((it) => join(it.parentPath ?? it.path, it.name));
  const stats = await Promise.all(files.map(async (file) => [file, await stat(file)]));
  return stats.map(([file, { size, mtimeMs }]) => `${file} ${size} ${mtimeMs}`).sort();
}

const hash = (text) => createHash("sha256").update(text).digest("hex");

/** Compiles a grammar, unless that was done before; gives the path of the module. */
async function compile({ name, folder, symbol, common }) {
  const sources = [];
  for (const file of ["parser.c", "scanner.c"]) {
    if (await stat(join(folder, file)).catch(() => null)) sources.push(join(folder, file));
  }
  if (sources.length === 0) throw new Error(`${name}: there is no parser.c in ${folder}`);
  const flags = [...FLAGS, `-Wl,${LINK.join(",")},--export=${symbol}`, "-I", folder];
  const files = await fingerprint(dirname(folder));
  const module = join(out, "cache", `${name}-${hash(JSON.stringify([common, flags, sources, files])).slice(0, 16)}.wasm`);
  if (await stat(module).catch(() => null)) return { module, seconds: 0 };
  const start = Date.now();
  const unfinished = `${module}.${process.pid}`;
  const parser = await readFile(sources[0], "utf8");
  const quick = divided(parser); // same grammar, and minutes and gigabytes less for the largest
  if (quick !== parser) await writeFile((sources[0] = join(out, "cache", `${name}.c`)), quick);
  await execute(cc, [...flags, "-w", ...sources, "-o", unfinished]).catch((error) => {
    throw new Error(`${name}: the grammar cannot be compiled\n${error.stderr || error}`);
  });
  await rename(unfinished, module);
  return { module, seconds: (Date.now() - start) / 1000 };
}

/** A number as wasm writes it: seven bits a byte, the lowest first. */
function leb(number) {
  const bytes = [];
  do bytes.push((number & 127) | (number > 127 ? 128 : 0));
  while ((number >>>= 7) > 0);
  return bytes;
}

/** A module with one more custom section. */
function withSection(module, name, content) {
  const head = [...leb(name.length), ...Buffer.from(name)];
  return Buffer.concat([module, Buffer.from([0, ...leb(head.length + content.length), ...head]), content]);
}

/** Refuses a module that could not be linked. */
function check(bytes, { name, symbol }, supplied) {
  const module = new WebAssembly.Module(bytes);
  for (const { module: from, name: wanted, kind } of WebAssembly.Module.imports(module)) {
    const isThere = from === "env" && (kind === "function" ? supplied.has(wanted) : PLACE.includes(wanted));
    if (!isThere) {
      throw new Error(
        `${name}: its C needs \`${wanted}\` (${from}, a ${kind}), which it would not get in the browser. ` +
          "If tree-sitter's C library for wasm has it, add it to crates/languages/wasm/exports.txt; " +
          "otherwise define it in a header in crates/languages/wasm/include.",
      );
    }
  }
  if (!WebAssembly.Module.exports(module).some((it) => it.name === symbol)) throw new Error(`${name}: there is no ${symbol}`);
}

await mkdir(join(out, "cache"), { recursive: true });
const tables = readTables(await readFile(process.env.GLOSS_GRAMMARS ?? join(room, "grammars.toml"), "utf8"));
const names = (await readFile(join(room, "wasm/exports.txt"), "utf8")).split("\n").filter((it) => it && !it.startsWith("#"));
const supplied = new Set(names);
const folders = await crates();
const packing = ["run", "--quiet", "-p", "gloss-tables", "--", join(room, "src"), join(out, "tables")];
await execute("cargo", packing, { cwd: root }).catch((error) => {
  throw new Error(`the tables cannot be packed\n${error.stderr || error}`);
});
const common = [(await execute(cc, ["--version"])).stdout, await fingerprint(join(room, "wasm/include")), await readFile(cc, "utf8")];
common.push(await readFile(new URL("lexer.mjs", import.meta.url), "utf8"));
const waiting = [...tables].map(([name, { crate, folder, symbol, tables }]) => {
  const at = folders.get(crate);
  if (!at) throw new Error(`grammars.toml: ${name} is in ${crate}, which crates/languages/Cargo.toml does not name`);
  return { name, folder: join(at, folder ?? "src"), symbol: symbol ?? `tree_sitter_${name}`, tables: tables ?? name, common };
});
const order = waiting.map(({ name }) => name);
const built = new Map();
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    for (let grammar = waiting.shift(); grammar; grammar = waiting.shift()) {
      const { module, seconds } = await compile(grammar);
      const packed = await readFile(join(out, `tables/${grammar.tables}.bin`));
      const bytes = withSection(await readFile(module), "gloss.tables", packed);
      check(bytes, grammar, supplied);
      if (seconds > 0) console.log(`grammars: compiled ${grammar.name} (${seconds.toFixed(0)} s)`);
      const sha256 = hash(bytes);
      const path = `grammars/${grammar.name}-${sha256.slice(0, 16)}.wasm`;
      await writeFile(join(dirname(out), path), bytes);
      built.set(grammar.name, { name: grammar.name, symbol: grammar.symbol, path, bytes: bytes.length, sha256 });
    }
  }),
);
const grammars = order.map((name) => built.get(name));
for (const file of await readdir(out)) {
  if (file.endsWith(".wasm") && !grammars.some(({ path }) => path.endsWith(`/${file}`))) await rm(join(out, file));
}
await writeFile(join(out, "manifest.json"), JSON.stringify({ v: 1, grammars }));
