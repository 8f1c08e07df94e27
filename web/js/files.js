// Files from the reader's disk: one, several, a folder or a zip archive, as texts with their paths.
//
// Loaded when the first file comes in.

import { unzip } from "fflate";

/** A file that is larger is no source code. */
export const FILE_BYTES = 16 * 1024 * 1024;

/** More files than these take longer to list than anybody looks at them. */
const FILES = 5000;

/** Folders of what tools fetched, made or keep for themselves. */
const SKIPPED_FOLDERS = new Set(
  ".git .hg .svn .idea .vscode .cache .gradle .mypy_cache .next .nuxt .pytest_cache .ruff_cache .terraform .tox .venv __MACOSX __pycache__ bower_components build coverage dist node_modules out target venv".split(
    " ",
  ),
);

/** Files that tools write, and that nobody reads. */
const SKIPPED_FILES = /(^|\/)(package-lock\.json|yarn\.lock|pnpm-lock\.yaml|cargo\.lock|poetry\.lock|composer\.lock|gemfile\.lock|\.ds_store)$|\.(min\.js|min\.css|map)$/i;

/** The text of some bytes, or what is wrong with them: `size`, `binary`. */
export function textOf(bytes) {
  if (bytes.length > FILE_BYTES) return { problem: "size" };
  try {
    const wide = bytes[0] === 0xff && bytes[1] === 0xfe;
    const text = new TextDecoder(wide ? "utf-16le" : "utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? { problem: "binary" } : { text };
  } catch {
    return { problem: "binary" };
  }
}

const isWanted = (path) => {
  const parts = path.split("/");
  return !parts.slice(0, -1).some((it) => SKIPPED_FOLDERS.has(it)) && !SKIPPED_FILES.test(path);
};

export const isZip = (file) => /\.zip$/i.test(file.name) || file.type === "application/zip" || file.type === "application/x-zip-compressed";

/** All files below an entry of a drop, with their paths. */
async function* filesBelow(entry) {
  if (entry instanceof File) {
    // From an input for folders, a file knows where it lay.
    yield { path: entry.webkitRelativePath || entry.name, file: entry };
  } else if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    yield { path: entry.fullPath.replace(/^\//, ""), file };
  } else if (!SKIPPED_FOLDERS.has(entry.name)) {
    const reader = entry.createReader();
    // Browsers hand over a hundred at a time.
    for (;;) {
      const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (some.length === 0) break;
      for (const it of some) yield* filesBelow(it);
    }
  }
}

/** Unpacks what is wanted of an archive. */
function unpack(bytes) {
  let n_left = FILES;
  return new Promise((resolve, reject) => {
    const filter = ({ name, originalSize }) =>
      !name.endsWith("/") && originalSize <= FILE_BYTES && isWanted(clean(name)) && n_left-- > 0;
    unzip(bytes, { filter }, (error, found) => (error ? reject(error) : resolve(found)));
  });
}

/** A path without what would lead out of the project. */
const clean = (path) =>
  path
    .replaceAll("\\", "/")
    .split("/")
    .filter((it) => it !== "" && it !== "." && it !== "..")
    .join("/");

/**
 * Reads what the reader brought.
 * @param {(File | FileSystemEntry)[]} sources
 * @returns {Promise<{ name: string, files: { path: string, code: string }[], left: number, problem: string }>} what it is called, the
 *   texts, how many files were left out because they are no text or too large, and `archive` if an archive cannot be read
 */
export async function collect(sources) {
  const files = [];
  let left = 0;
  let archive = "";
  const take = (path, bytes) => {
    const { text } = files.length < FILES ? textOf(bytes) : {};
    if (text === undefined) left += 1;
    else files.push({ path: clean(path), code: text.replace(/\r\n?/g, "\n") });
  };
  for (const source of sources) {
    for await (const { path, file } of filesBelow(source)) {
      if (isZip(file)) {
        try {
          for (const [name, bytes] of Object.entries(await unpack(new Uint8Array(await file.arrayBuffer())))) take(name, bytes);
          archive = file.name.replace(/\.zip$/i, "");
        } catch {
          return { name: file.name, files: [], left: 0, problem: "archive" };
        }
      } else if (isWanted(path)) {
        if (file.size > FILE_BYTES || files.length >= FILES) left += 1;
        else take(path, new Uint8Array(await file.arrayBuffer()));
      }
    }
  }
  return { ...rooted(files, archive), left, problem: "" };
}

/** Takes the folder off that all files lie in, which becomes their name. */
function rooted(files, archive) {
  const top = files[0]?.path.split("/")[0];
  const isShared = files.length > 0 && files.every(({ path }) => path.startsWith(`${top}/`));
  if (!isShared) return { name: archive || "files", files };
  return { name: top, files: files.map(({ path, code }) => ({ path: path.slice(top.length + 1), code })) };
}
