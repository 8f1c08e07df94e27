// Links a grammar, which is a wasm module of its own, into a running module that holds tree-sitter: what a dynamic linker does, by
// https://github.com/WebAssembly/tool-conventions/blob/main/DynamicLinking.md.
//
// A plain script without imports, so that the page's worker and Node run the very same one.

{
  /** Reads the section in which a side module says how much room it needs. */
  const room = (module) => {
    const [section] = WebAssembly.Module.customSections(module, "dylink.0");
    if (!section) throw new Error("this is no side module");
    const bytes = new Uint8Array(section);
    let at = 0;
    const number = () => {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = bytes[at++];
        value += (byte & 127) * 2 ** shift;
        if (byte < 128) return value;
      }
    };
    while (at < bytes.length) {
      const [kind, length] = [number(), number()];
      if (kind === 1) return { bytes: number(), align: 2 ** number(), functions: number() };
      at += length;
    }
    throw new Error("this side module does not say how large it is");
  };

  /** Copies the tables of the grammar's language, which a section of its module holds, to where they stay. */
  const place = (module, { memory, exports }) => {
    const [section] = WebAssembly.Module.customSections(module, "gloss.tables");
    if (!section) throw new Error("this grammar has no tables");
    const tables = exports.malloc(section.byteLength) >>> 0;
    if (tables === 0) throw new Error("there is no memory left");
    new Uint8Array(memory.buffer, tables, section.byteLength).set(new Uint8Array(section));
    return { tables, length: section.byteLength };
  };

  /**
   * Links a grammar and gives its address, and where the tables of its language are.
   * @param {WebAssembly.Module} module the grammar
   * @param {string} symbol the function that gives it
   * @param {{ memory: WebAssembly.Memory, table: WebAssembly.Table, exports: WebAssembly.Exports }} host what it is linked into;
   *   the exports are those of exports.txt
   * @returns {{ address: number, tables: number, length: number }}
   */
  globalThis.linkGrammar = (module, symbol, host) => {
    const { memory, table, exports } = host;
    const needs = room(module);
    const start = exports.malloc(needs.bytes + needs.align) >>> 0;
    if (start === 0) throw new Error("there is no memory left");
    const base = Math.ceil(start / needs.align) * needs.align;
    new Uint8Array(memory.buffer, base, needs.bytes).fill(0);
    const env = {
      memory,
      __indirect_function_table: table,
      __stack_pointer: exports.__stack_pointer,
      __memory_base: new WebAssembly.Global({ value: "i32" }, base),
      __table_base: new WebAssembly.Global({ value: "i32" }, table.grow(needs.functions)),
    };
    for (const { kind, name } of WebAssembly.Module.imports(module)) {
      if (kind === "function") env[name] = exports[name];
    }
    const grammar = new WebAssembly.Instance(module, { env }).exports;
    grammar.__wasm_apply_data_relocs?.();
    grammar.__wasm_call_ctors?.();
    return { address: grammar[symbol]() >>> 0, ...place(module, host) };
  };
}
