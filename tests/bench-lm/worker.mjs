// What both kinds of worker do alike.

// Answers calls by these methods, one after the other.
export function serve(methods) {
  self.onmessage = async ({ data: { id, method, argument } }) => {
    try {
      self.postMessage({ id, answer: await methods[method](argument) });
    } catch (error) {
      self.postMessage({ id, error: String(error?.stack ?? error) });
    }
  };
}

// The bytes of a file.
export async function get(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
