// What a drop brings. Apart from files.js, since it cannot wait for anything to be loaded.

/** The files and whole folders of a drop. Browsers forget them as soon as anything is waited for. */
export function sourcesOf(transfer) {
  const items = [...(transfer.items ?? [])].filter((it) => it.kind === "file");
  const sources = items.map((it) => {
    const entry = it.webkitGetAsEntry?.();
    return entry?.isDirectory ? entry : it.getAsFile();
  });
  return sources.length > 0 ? sources.filter((it) => it !== null) : [...transfer.files];
}
