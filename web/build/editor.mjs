// Bundles js/editor.js with CodeMirror into one self-hosted module. Trunk runs it before every build and hashes the result.

import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const out = join(web, "generated");
await mkdir(out, { recursive: true });
await build({
  entryPoints: [join(web, "js/editor.js")],
  outfile: join(out, "editor.js"),
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome111", "firefox115", "safari16.4"],
  legalComments: "eof",
  logLevel: "warning",
});
