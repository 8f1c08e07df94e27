// Puts an *Explain* button below the code blocks of any page: <script src="…/embed.js" defer></script>. The explanation opens in a
// frame of the site that this script came from, and comes from nowhere else. docs/embed.md tells how to use it.
//
// It runs as a plain script, which any host may send to pages of others, and as a module, for which a host must send a header. So it
// finds itself without `import.meta`: a module is no document's current script, but stands in its own trace.

const { stack = "" } = new Error();
const settings = document.currentScript ?? [...document.scripts].find(({ src }) => src && stack.includes(src));
const here = new URL(settings.src);
const page = new URL("embed.html", here);

/** What frames refuse is not sent. */
const LIMIT = 100_000;
/** How long a frame may take to say that it is there. */
const PATIENCE_MS = 20_000;
const TALLEST = 100_000;

const LEVELS = ["beginner", "intermediate", "expert"];
const THEMES = ["light", "dark", "auto"];
/** What generators call blocks that hold no code. */
const PLAIN = /^(?:text|txt|plain|plaintext|none|console|output|diff|log|mermaid|math|default)$/;

const views = new Map();

/** A setting: of the nearest element that has it, else of the script's. */
const setting = (block, name, allowed) => {
  const found = block.closest(`[data-${name}]`)?.dataset[name];
  return [found, settings.dataset[name]].find((it) => allowed.includes(it));
};

/** The language that a block is marked with, by itself or by what generators put around it. */
const languageOf = (block) => {
  let at = block.querySelector("code") ?? block;
  for (let step = 0; at && step < 5; step++, at = at.parentElement) {
    const [, name] = at.className.match?.(/(?:^|\s)(?:language|lang|highlight|highlight-source)-([\w.+#-]+)/) ?? [];
    if (name) return name.toLowerCase();
  }
  return "";
};

/** The code of a block, without what generators put between its lines. */
const codeOf = (block) => {
  const copy = (block.querySelector("code") ?? block).cloneNode(true);
  for (const it of copy.querySelectorAll(".linenos, .lineno, .linenumber, .gutter, button")) it.remove();
  for (const it of copy.querySelectorAll("br")) it.replaceWith("\n");
  return copy.textContent;
};

class View {
  constructor(block, language) {
    Object.assign(this, { block, language, id: 0 });
    this.place = document.createElement("div");
    this.place.className = "gloss-explain";
    this.place.dataset.glossIgnore = "";
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.textContent = "Explain";
    this.button.setAttribute("aria-expanded", "false");
    this.button.addEventListener("click", () => this.toggle());
    this.note = document.createElement("p");
    this.note.setAttribute("role", "status");
    this.place.append(this.button, this.note);
    block.after(this.place);
  }

  toggle() {
    const opens = this.button.getAttribute("aria-expanded") === "false";
    this.button.setAttribute("aria-expanded", String(opens));
    this.button.textContent = opens ? "Hide the explanation" : "Explain";
    if (opens && !this.frame) this.open();
    if (this.frame) this.frame.hidden = !opens;
  }

  open() {
    const frame = (this.frame = document.createElement("iframe"));
    const address = new URL(page);
    this.theme = setting(this.block, "theme", THEMES) ?? "auto";
    address.searchParams.set("theme", this.theme);
    frame.title = "Explanation of the code above";
    frame.referrerPolicy = "no-referrer";
    frame.src = address;
    this.note.textContent = "";
    this.late = setTimeout(() => this.fail(`The explanation did not come from ${here.host}. Check the connection, and open it once more.`), PATIENCE_MS);
    this.place.append(frame);
  }

  /** Takes the frame away, so that the next press tries again. */
  fail(why) {
    clearTimeout(this.late);
    this.frame?.remove();
    this.frame = undefined;
    if (this.button.getAttribute("aria-expanded") === "true") this.toggleShut();
    this.note.textContent = why;
  }

  toggleShut() {
    this.button.setAttribute("aria-expanded", "false");
    this.button.textContent = "Explain";
  }

  say(message) {
    this.frame?.contentWindow?.postMessage({ gloss: 1, ...message }, here.origin);
  }

  ask() {
    const code = codeOf(this.block);
    if (code.length > LIMIT) return this.fail(`This block is too long to be explained here: it has more than ${LIMIT.toLocaleString("en")} characters.`);
    this.level = setting(this.block, "level", LEVELS);
    this.id += 1;
    this.say({ type: "explain", id: this.id, code, language: this.language || undefined, level: this.level });
  }

  /** What the page around says may have changed. */
  follow() {
    if (!this.isThere) return;
    const theme = setting(this.block, "theme", THEMES) ?? "auto";
    if (theme !== this.theme) this.say({ type: "theme", theme: (this.theme = theme) });
    if (setting(this.block, "level", LEVELS) !== this.level) this.ask();
  }

  hear({ type, height }) {
    if (type === "ready") {
      clearTimeout(this.late);
      this.isThere = true;
      this.ask();
    } else if (type === "resize" && Number.isFinite(height) && height >= 0 && this.frame) {
      const border = this.frame.offsetHeight - this.frame.clientHeight;
      this.frame.style.height = `${Math.min(Math.ceil(height), TALLEST) + border}px`;
    }
  }
}

const upgrade = () => {
  const { selector } = settings.dataset;
  let found;
  try {
    found = document.querySelectorAll(selector || "pre");
  } catch {
    console.error(`Gloss: data-selector="${selector}" is no CSS selector`);
    found = [];
  }
  for (const it of found) {
    const block = it.closest("pre") ?? it;
    if (views.has(block) || block.closest("[data-gloss-ignore]")) continue;
    const language = languageOf(block);
    if (!selector && (!language || PLAIN.test(language))) continue;
    views.set(block, new View(block, PLAIN.test(language) ? "" : language));
  }
  for (const [block, view] of views) {
    if (!block.isConnected || block.closest("[data-gloss-ignore]")) {
      view.place.remove();
      views.delete(block);
    } else if (!view.place.isConnected) block.after(view.place);
    else view.follow();
  }
};

addEventListener("message", ({ source, origin, data }) => {
  if (origin !== here.origin || data?.gloss !== 1) return;
  for (const view of views.values()) if (view.frame && view.frame.contentWindow === source) view.hear(data);
});

// Every rule yields to any of the page's own.
const sheet = new CSSStyleSheet();
sheet.replaceSync(`:where(.gloss-explain){margin:.25rem 0 1rem}:where(.gloss-explain>button){font:inherit;font-size:.875em;
padding:.25em .8em;border:1px solid;border-radius:4px;background:none;color:inherit;cursor:pointer}:where(.gloss-explain>p){margin:
.5em 0 0;font-size:.875em}:where(.gloss-explain>p:empty){display:none}:where(.gloss-explain>iframe){display:block;box-sizing:border-box;
width:100%;height:9rem;margin-top:.5rem;border:1px solid color-mix(in srgb,currentColor 25%,transparent);border-radius:4px}
:where(.gloss-explain>iframe[hidden]){display:none}`);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

upgrade();
// Pages that build themselves add blocks later, and switch their theme.
let isDue = false;
new MutationObserver(() => {
  if (isDue) return;
  isDue = true;
  setTimeout(() => {
    isDue = false;
    upgrade();
  }, 100);
}).observe(document.documentElement, {
  subtree: true,
  childList: true,
  attributes: true,
  attributeFilter: ["data-level", "data-theme", "data-selector", "data-gloss-ignore"],
});
