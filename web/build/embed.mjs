// Makes what other people's pages use: embed.html, the frame with an explanation, and embed.js, which puts buttons below their code.
//
// Both keep their names, since other pages name them. What the frame loads has hashed names; what its worker fetches is also there
// as scripts in packed/, for frames in a sandbox, which may fetch nothing (js/isolated.js).

import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

import { transform } from "esbuild";

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const TARGET = ["chrome111", "firefox115", "safari16.4"];

/** The loader is on other people's pages before anybody asked for it. */
const LOADER_BYTES = 4096;

const minified = async (path, format) => {
  const source = await readFile(join(web, path), "utf8");
  return (await transform(source, { minify: true, format, target: TARGET, legalComments: "none" })).code;
};

/** Writes a text under a name that changes with it; gives the name. */
async function writeNamed(dist, stem, extension, text) {
  const name = `${stem}-${createHash("sha256").update(text).digest("hex").slice(0, 16)}.${extension}`;
  await writeFile(join(dist, name), text);
  return name;
}

/** Writes the frame, whose worker is `worker`, the loader and the packed files. `html` is the page, whose styles the frame shares. */
export async function writeEmbed(dist, html, worker) {
  const loader = await minified("js/embed.js", "iife");
  const zipped = (await promisify(gzip)(loader, { level: 9 })).length;
  if (zipped > LOADER_BYTES) throw new Error(`embed.js has ${zipped} bytes compressed, of at most ${LOADER_BYTES}`);
  await writeFile(join(dist, "embed.js"), loader);

  const isolated = await writeNamed(dist, "isolated", "js", await minified("js/isolated.js"));
  const frame = await writeNamed(dist, "frame", "js", await minified("js/frame.js"));
  const embedStyles = await writeNamed(dist, "embed", "css", await readFile(join(web, "styles/embed.css"), "utf8"));
  const shared = ["tokens", "levels", "explanation"].map((stem) => {
    const [name] = html.match(new RegExp(`${stem}-[0-9a-f]+\\.css`)) ?? [];
    if (!name) throw new Error(`the page has no style sheet ${stem}`);
    return name;
  });
  const styles = [...shared, embedStyles].map((name) => `<link rel="stylesheet" href="./${name}" />`).join("");
  const script = `<script src="./${frame}" data-worker="./${worker}" data-isolated="./${isolated}"></script>`;
  const text = await readFile(join(web, "embed.html"), "utf8");
  await writeFile(join(dist, "embed.html"), text.replace(/<!-- build\/embed\.mjs[^]*?-->/, `${script}${styles}`));

  const top = (await readdir(dist)).filter((name) => /^(worker|later)-.*\.wasm$/.test(name));
  const loaded = [...top, ...(await readdir(join(dist, "grammars"))).map((name) => `grammars/${name}`)];
  await mkdir(join(dist, "packed/grammars"), { recursive: true });
  await Promise.all(
    loaded.map(async (path) => {
      const bytes = await promisify(gzip)(await readFile(join(dist, path)), { level: 9 });
      await writeFile(join(dist, `packed/${path}.js`), `glossPacked("${bytes.toString("base64")}");\n`);
    }),
  );
}
