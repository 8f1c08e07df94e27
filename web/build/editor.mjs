// Bundles js/editor.js with CodeMirror into a self-hosted module, and what it loads later into more, under names that change with
// their content. Trunk runs this before every build and hashes the first; finish.mjs puts the others beside it.

import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const out = join(web, "generated");
await rm(out, { recursive: true, force: true });
await mkdir(join(out, "editor"), { recursive: true });
await build({
  entryPoints: [join(web, "js/editor.js")],
  outdir: out,
  bundle: true,
  splitting: true,
  chunkNames: "editor/[name]-[hash]",
  minify: true,
  format: "esm",
  target: ["chrome111", "firefox115", "safari16.4"],
  legalComments: "eof",
  logLevel: "warning",
});
