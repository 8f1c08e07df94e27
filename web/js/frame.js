// The explanation in a frame of another page (embed.html): code comes in by messages or in the address, and a worker explains it.
//
// A plain script over the worker's JSON, not a second Yew module: it is a hundredth of the size, and a frame in a sandbox, which
// may load no module and fetch nothing, can run it. docs/embed.md has the messages; what comes in is held against them here.

{
  /** Longer code is for the page itself. */
  const LIMIT = 100_000;

  /** What an address may unpack to, in bytes of JSON. */
  const UNPACKED = 4 * LIMIT + 1_000;

  /** How long the worker may take to answer, as in the page (src/agent.rs). */
  const PATIENCE_MS = 10_000;

  /** Where a section is longer than this, what has steps of its own is closed at first. */
  const OPEN_SENTENCES = 40;

  const LEVELS = { beginner: "a beginner", intermediate: "a programmer", expert: "an expert" };
  const THEMES = ["light", "dark", "auto"];
  const TITLES = { what: "What", how: "How", why: "Why", concepts: "Concepts", watch_out: "Watch out" };

  const script = document.currentScript;
  const site = new URL(".", script.src).href;

  // From here on nothing comes from elsewhere than the folder that this script came from.
  const folder = site.replace(/[;,]/g, encodeURIComponent);
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = `default-src 'none'; script-src ${folder} 'wasm-unsafe-eval'; connect-src ${folder}; worker-src ${folder} blob:; style-src ${folder}; base-uri 'none'; form-action 'none'`;
  document.head.append(policy);

  /** A frame in a sandbox has no origin: workers and files of the site are none of its own. */
  const isIsolated = self.origin === "null";

  // Messages

  /** Who is told: the origin of the page around, once it has said something. */
  let host;

  const tell = (message) => {
    if (window.parent !== window) window.parent.postMessage({ gloss: 1, ...message }, host === undefined || host === "null" ? "*" : host);
  };

  const isId = (id) => Number.isSafeInteger(id) || (typeof id === "string" && id.length > 0 && id.length <= 100);

  /** What is wrong with a message, and how to mend it; nothing if it is as it must be. */
  const fault = (message) => {
    if (message.type === "theme") return THEMES.includes(message.theme) ? "" : `theme must be one of ${THEMES.join(", ")}`;
    if (message.type !== "explain") return "type must be explain or theme";
    const { id, code, language, level } = message;
    if (!isId(id)) return "id must be a whole number or a text of at most 100 characters";
    if (typeof code !== "string") return "code must be a text";
    if (code.length > LIMIT) {
      const [long, limit] = [code.length, LIMIT].map((it) => it.toLocaleString("en"));
      return `the code has ${long} characters, and a frame explains at most ${limit}: send a part of it, or open it in Gloss itself`;
    }
    if (code.trim() === "") return "code is empty: send the text that is to be explained";
    const isLanguage = language === undefined || language === null || (typeof language === "string" && /^[\w.+#-]{1,40}$/.test(language));
    if (!isLanguage) return "language must be a short name such as those of `gloss languages`, or left out";
    if (level !== undefined && !Object.hasOwn(LEVELS, level)) return `level must be one of ${Object.keys(LEVELS).join(", ")}`;
    return "";
  };

  addEventListener("message", ({ source, origin, data }) => {
    if (source !== window.parent || source === window || typeof data !== "object" || data === null || !("gloss" in data)) return;
    // The first page that spoke is the one that is spoken with, should the frame's parent be another document later.
    if (host !== undefined && origin !== host) return;
    const wrong = data.gloss === 1 ? fault(data) : "gloss must be 1, the version of these messages";
    host ??= origin;
    if (wrong) {
      tell({ type: "error", id: isId(data.id) ? data.id : null, message: wrong });
      if (data.type === "explain" && !wanted) complain(`The page around sent what cannot be explained: ${wrong}.`);
    } else if (data.type === "theme") setTheme(data.theme);
    else want({ id: data.id, code: data.code, language: data.language ?? null, level: data.level ?? wanted?.level ?? "beginner" });
  });

  /** Reads `#g1:…`, the form of Gloss's links. */
  const readAddress = async () => {
    if (!location.hash.startsWith("#g1:")) return;
    try {
      const packed = location.hash.slice(4);
      if (packed.length > 2 * LIMIT) throw new Error("long");
      const bytes = Uint8Array.from(atob(packed.replaceAll("-", "+").replaceAll("_", "/")), (it) => it.charCodeAt(0));
      const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
      const parts = [];
      let length = 0;
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        parts.push(part.value);
        length += part.value.length;
        if (length > UNPACKED) throw new Error("long");
      }
      const { v, lang, level, code } = JSON.parse(await new Blob(parts).text());
      const message = { type: "explain", id: "address", code, language: lang ?? null, level };
      const wrong = v === 1 ? fault(message) : "it is of another version";
      if (wrong) complain(`The address of this frame holds what cannot be explained: ${wrong}.`);
      else want(message);
    } catch (error) {
      complain(
        error.message === "long"
          ? "The address of this frame holds more code than a frame explains. Use a shorter piece of it."
          : "The address of this frame is damaged. Copy the whole link from Gloss once more.",
      );
    }
  };

  /** The link to the same in Gloss. */
  const linkTo = async ({ code, language, level }) => {
    const json = new Blob([JSON.stringify({ v: 1, lang: language, level, code })]);
    const packed = await new Response(json.stream().pipeThrough(new CompressionStream("deflate-raw"))).arrayBuffer();
    let text = "";
    for (const byte of new Uint8Array(packed)) text += String.fromCharCode(byte);
    return `${site}#g1:${btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
  };

  // The worker

  let worker;
  let languages;
  let limit;
  let wanted;
  let asked = 0;

  const startWorker = () => {
    languages = undefined;
    const address = new URL(script.dataset.worker, site).href;
    let made = address;
    if (isIsolated) {
      // A worker of its own that loads the site's as a script, which needs no permission of the host.
      const load = [new URL(script.dataset.isolated, site).href, address].map((it) => JSON.stringify(it)).join(", ");
      const text = `self.glossWorker = ${JSON.stringify(address)}; importScripts(${load});`;
      made = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    }
    worker = new Worker(made);
    worker.onmessage = ({ data }) => hear(JSON.parse(data));
    worker.onerror = (event) => {
      event.preventDefault();
      lose(languages ? "The explainer stopped on this code: show a smaller part of it." : "The explainer could not be loaded. Check the connection.");
    };
  };

  const lose = (why) => {
    clearTimeout(limit);
    worker?.terminate();
    worker = undefined;
    refuse(why, true);
  };

  const ask = () => {
    if (!worker) {
      try {
        startWorker();
      } catch (error) {
        return lose(`The explainer could not start (${error.message}). It needs a browser of 2023 or later.`);
      }
    }
    if (!languages) return say("Loading the explainer…", true);
    const { code, language, level } = wanted;
    // What the page around calls the language is a name of ours, or else often how its files end.
    const isKnown = language !== null && languages.some(({ name }) => name === language.toLowerCase());
    const file = language !== null && !isKnown ? `code.${language.toLowerCase()}` : null;
    asked += 1;
    watch();
    worker.postMessage(JSON.stringify({ id: asked, code, language: isKnown ? language : null, file_name: file, level }));
    say("Reading the code…", true);
  };

  const watch = () => {
    clearTimeout(limit);
    limit = setTimeout(() => lose("Reading this code took too long, so it was stopped: show a smaller part of it."), PATIENCE_MS);
  };

  const hear = (answer) => {
    if (answer.type === "ready") {
      languages = answer.languages;
      if (wanted) ask();
    } else if (answer.type === "broken") {
      lose(`The explainer could not start (${answer.message}).`);
    } else if (answer.id !== asked) {
      return; // Something else is wanted by now.
    } else if (answer.type === "loading") {
      clearTimeout(limit);
      say(`Loading what reads ${answer.language}…`, true);
    } else if (answer.type === "reading") {
      watch();
    } else if (answer.type === "explained") {
      clearTimeout(limit);
      show(answer.explanation);
    } else if (answer.type === "refused") {
      clearTimeout(limit);
      const is = answer.reason;
      if (is === "undetected") refuse("Could not tell which language this is: the page around can name it.", false);
      else if (is === "binary") refuse("This holds a NUL character, which source code never does.", false);
      else if (is === "no_grammar") refuse(`${answer.message}. Check the connection.`, true);
      else refuse(answer.message, false);
    }
  };

  // What is shown. All of it becomes text nodes, so nothing that stands in the code can become markup.

  const element = (name, classes, ...children) => {
    const made = document.createElement(name);
    if (classes) made.className = classes;
    made.append(...children);
    return made;
  };
  const byId = (id) => document.getElementById(id);

  const setTheme = (theme) => {
    if (theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  };

  const want = (it) => {
    wanted = it;
    document.querySelector(".levels").disabled = false;
    document.querySelector(`.levels [value=${it.level}]`).checked = true;
    byId("notice").replaceChildren();
    ask();
  };

  const say = (text, isBusy) => {
    const status = byId("status");
    if (status.textContent !== text) status.textContent = text;
    status.classList.toggle("is-busy", isBusy);
  };

  const complain = (text, ...more) => {
    say("", false);
    byId("notice").replaceChildren(element("div", "notice", element("p", "", text), ...more));
  };

  /** There is no explanation of what is wanted. */
  const refuse = (why, canTryAgain) => {
    if (!wanted) return complain(why);
    byId("explanation").replaceChildren();
    const again = element("button", "button", "Try again");
    again.type = "button";
    again.addEventListener("click", () => want(wanted));
    complain(why, ...(canTryAgain ? [again] : []));
    if (wanted.id !== "address") tell({ type: "error", id: wanted.id, message: why });
  };

  const show = (explanation) => {
    const title = languages.find(({ name }) => name === explanation.language)?.title ?? explanation.language;
    const lines = wanted.code.replace(/\n$/, "").split("\n").length;
    byId("notice").replaceChildren();
    byId("explanation").replaceChildren(...explanation.sections.map(section));
    say(`${lines === 1 ? "One line" : `${lines} lines`} of ${title}, explained for ${LEVELS[explanation.level]}.`, false);
    if (wanted.id !== "address") tell({ type: "explanation", id: wanted.id, explanation });
    const shown = wanted;
    linkTo({ ...shown, language: explanation.language }).then((link) => {
      if (shown === wanted) byId("open").href = link;
    });
  };

  const section = ({ kind, sentences }) => {
    const id = `section-${kind}`;
    const heading = element("h2", "", TITLES[kind] ?? kind);
    heading.id = id;
    const made = element("section", `part part-${kind.replace("_", "-")}`, heading, list(sentences, kind));
    made.setAttribute("aria-labelledby", id);
    return made;
  };

  /** Sentences in their order, each in the list of the one that it is a part of. */
  const list = (sentences, kind) => {
    const isSteps = kind === "how" && sentences.length > 1;
    const open = () => {
      const made = element(isSteps ? "ol" : "ul", "sentences");
      made.setAttribute("role", "list"); // A list without list-style loses its role in WebKit.
      return made;
    };
    const root = open();
    const known = new Set(sentences.map(({ id }) => id));
    const parents = new Set(sentences.map(({ parent }) => parent));
    const lists = new Map();
    for (const sentence of sentences) {
      const { id, parent, text, spans } = sentence;
      const words = element("span", "words", ...pieces(text, kind === "concepts"));
      const item = element("li", "sentence");
      item.dataset.id = id;
      const isTop = !known.has(parent);
      if (parents.has(id)) lists.set(id, open());
      if (parents.has(id) && isTop && sentences.length > OPEN_SENTENCES) {
        item.append(element("details", "", element("summary", "says", words), lists.get(id)), ...reference(spans));
      } else {
        item.append(element("p", "says", words, ...reference(spans)), ...(parents.has(id) ? [lists.get(id)] : []));
      }
      (lists.get(parent) ?? root).append(item);
    }
    return root;
  };

  /** The lines of a sentence: `lines 3–5, 8`. */
  const reference = (spans) => {
    const runs = [];
    for (const [first, last] of spans.map((it) => [it.start_line, it.end_line]).sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
      const run = runs.at(-1);
      if (run && first <= run[1] + 1) run[1] = Math.max(run[1], last);
      else runs.push([first, last]);
    }
    if (runs.length === 0) return [];
    const text = runs.map(([first, last]) => (first === last ? first : `${first}–${last}`)).join(", ");
    return [element("span", "lines", `${/^\d+$/.test(text) ? "line" : "lines"} ${text}`)];
  };

  /** Takes a sentence apart as crates/engine/src/render/inline.rs does: runs of backticks hold code, `**` a term. */
  const pieces = (text, isTerm) => {
    const made = [];
    const marks = /`+|\*+/g;
    let plain = 0;
    for (let found = marks.exec(text); found; found = marks.exec(text)) {
      const [mark] = found;
      const start = marks.lastIndex;
      if (mark[0] === "*" && mark.length !== 2) continue;
      const ends = mark[0] === "*" ? /\*+/g : /`+/g;
      ends.lastIndex = start;
      let end = ends.exec(text);
      while (end && end[0] !== mark) end = ends.exec(text);
      if (!end || end.index === start) continue;
      let inside = text.slice(start, end.index);
      if (mark[0] === "`" && /^ (?:`.*|.*`) $/s.test(inside)) inside = inside.slice(1, -1);
      made.push(text.slice(plain, found.index), element(mark[0] === "`" ? "code" : isTerm ? "dfn" : "strong", "", inside));
      plain = marks.lastIndex = ends.lastIndex;
    }
    made.push(text.slice(plain));
    return made;
  };

  // The start

  setTheme(THEMES.find((it) => it === new URLSearchParams(location.search).get("theme")) ?? "auto");

  addEventListener("DOMContentLoaded", () => {
    document.querySelector(".levels").addEventListener("change", (event) => want({ ...wanted, level: event.target.value }));
    byId("open").href = site;
    let told = 0;
    new ResizeObserver(() => {
      const height = Math.ceil(document.body.getBoundingClientRect().height);
      if (height === told) return;
      told = height;
      tell({ type: "resize", height });
    }).observe(document.body);
    addEventListener("hashchange", readAddress);
    // What is downloaded is downloaded while the page around still thinks.
    try {
      startWorker();
    } catch (error) {
      lose(`The explainer could not start (${error.message}). It needs a browser of 2023 or later.`);
    }
    readAddress();
    if (window.parent === window && !location.hash) {
      complain("This page shows explanations inside of other pages. To explain code of yours, open Gloss itself.");
    }
    tell({ type: "ready", limit: LIMIT });
  });
}
