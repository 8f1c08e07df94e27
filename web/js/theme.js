// Sets the reader's chosen theme before the first paint. Without a choice, the style sheets follow the system.
try {
  const kept = JSON.parse(localStorage.getItem("gloss") ?? "{}");
  if (kept.theme === "light" || kept.theme === "dark") document.documentElement.dataset.theme = kept.theme;
} catch {
  // Storage may be denied; then the system's theme stands.
}
