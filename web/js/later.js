// The worker's module is in two parts: what the first explanation needs, and the rest, which is linked into it later.
//
// build/split.mjs divides it and puts this into the worker's file, behind `glossLaterPart = { path, bytes, languages, table }`:
// where the rest is, how long it is, whose code is explained without it, and what the table of functions is called.

{
  const address = () => new URL(`./${glossLaterPart.path}`, self.location.href);

  /** What the first part hands out, once it runs. */
  let first;

  /** Whether the rest is there. */
  let isWhole = false;

  /** The rest on its way. */
  let arriving;

  /** The rest where it came before the first part has started. */
  let early;

  const link = (module) => {
    if (isWhole) return;
    // What it holds takes the places in the first part's table that its stand-ins had.
    new WebAssembly.Instance(module, { first });
    isWhole = true;
  };

  /** Loads it while everything else waits: the code that is running needs it now. */
  const loadNow = () => {
    const request = new XMLHttpRequest();
    request.open("GET", address(), false);
    request.responseType = "arraybuffer";
    try {
      request.send();
      link(new WebAssembly.Module(request.response));
    } catch {
      throw new Error("a part of Gloss could not be loaded");
    }
  };

  globalThis.glossLater = {
    /** Whether code in this language, by the name of its grammar, is explained without the rest. */
    isFirst: (grammar) => glossLaterPart.languages.includes(grammar),

    /** What must be done before the first part starts. */
    async prepare() {
      // In a sandbox (isolated.js) nothing can be loaded while code waits for it.
      if (self.glossWorker) early = await glossCompile(glossLaterPart);
    },

    /** The first part is about to start; these are its exports. */
    started(exports) {
      first = exports;
      if (early) link(early);
    },

    /** Loads the rest, unless it is there or on its way. Errors are for readers. */
    load() {
      arriving ??= glossCompile(glossLaterPart)
        .then(link)
        .catch((error) => {
          arriving = undefined;
          throw error;
        });
      return arriving;
    },

    /** What stands in the table for functions of the rest until it is there. The names are their places in the table. */
    standIns: new Proxy(
      {},
      {
        get:
          (_, place) =>
          (...values) => {
            if (!isWhole) loadNow();
            return first[glossLaterPart.table].get(Number(place))(...values);
          },
      },
    ),
  };
}
