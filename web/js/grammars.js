// Loads grammars into the worker: each is a wasm module of its own, from the site's own folder.
//
// build/finish.mjs puts this into the worker's file, behind crates/languages/wasm/link.js and `glossManifest`, the list of the
// grammars that there are.

{
  /** How long the server may be silent. */
  const SILENCE_MS = 20_000;

  /** How long the rest of the worker's module waits, so that an explanation can be sent first. */
  const PAUSE_MS = 100;

  /** The bytes of a file. Errors are for readers. */
  const fetchBytes = async (address, cache) => {
    const abort = new AbortController();
    let silence = setTimeout(() => abort.abort(), SILENCE_MS);
    const heard = () => {
      clearTimeout(silence);
      silence = setTimeout(() => abort.abort(), SILENCE_MS);
    };
    try {
      const response = await fetch(address, { cache, signal: abort.signal });
      if (!response.ok) throw new Refused(`the server answers ${response.status}`);
      const parts = [];
      const reader = response.body.getReader();
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        parts.push(part.value);
        heard();
      }
      return await new Blob(parts).arrayBuffer();
    } catch (error) {
      if (error instanceof Refused) throw error;
      throw new Refused(abort.signal.aborted ? "the server is silent" : "the connection broke off");
    } finally {
      clearTimeout(silence);
    }
  };

  /** What went wrong, in words that readers are shown. */
  class Refused extends Error {}

  /** What arrives is not what the site has: hosts send their page in place of what they lack, and caches keep what was cut short. */
  class Damaged extends Refused {}

  const compileOnce = async ({ path, bytes }, cache) => {
    const found = await fetchBytes(new URL(`./${path}`, self.location.href), cache);
    try {
      return await WebAssembly.compile(found);
    } catch {
      throw new Damaged(found.byteLength < bytes ? "the connection broke off" : "what arrives is something else");
    }
  };

  /** Loads and compiles a module of the site's. */
  const compile = (file) =>
    compileOnce(file, "default").catch((error) => {
      if (error instanceof Damaged) return compileOnce(file, "reload");
      throw error;
    });

  globalThis.glossCompile = compile;

  globalThis.glossGrammars = {
    /** Loads a grammar, links it into a module of these exports, and gives where it and its tables are there, and their length. */
    async load(name, exports, memory, table) {
      const grammar = glossManifest.grammars.find((it) => it.name === name);
      if (!grammar) throw new Refused("this site does not have it");
      // Where the worker's module is in parts (later.js), the rest comes along or, where it is not needed yet, afterwards.
      const later = globalThis.glossLater;
      const [module] = await Promise.all([compile(grammar), later && !later.isFirst(name) && later.load()]);
      if (later) setTimeout(() => later.load().catch(() => {}), PAUSE_MS);
      const { address, tables, length } = globalThis.linkGrammar(module, grammar.symbol, { memory, table, exports });
      return [address, tables, length];
    },
  };
}
