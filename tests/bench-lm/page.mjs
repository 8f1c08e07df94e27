// Starts workers and passes calls on to them; what is asked of which, and when, is the driver's business.

const workers = new Map();
let last = 0;

// Replaces the worker of that name by a fresh one and lets it load; gives what it said and how long it took from nothing.
window.load = async (name, script, options) => {
  workers.get(name)?.terminate();
  const start = performance.now();
  workers.set(name, new Worker(script, { type: "module", name }));
  const answer = await window.ask(name, "load", options);
  return { ...answer, ready: performance.now() - start };
};

// What a worker answers.
window.ask = (name, method, argument) =>
  new Promise((resolve, reject) => {
    const worker = workers.get(name);
    const id = ++last;
    worker.onerror = (event) => reject(new Error(`${name}: ${event.message}`));
    worker.onmessage = ({ data }) => {
      if (data.id !== id) return;
      if (data.error === undefined) resolve(data.answer);
      else reject(new Error(`${name}: ${data.error}`));
    };
    worker.postMessage({ id, method, argument });
  });
