/** Packed data that stand in the page behind its program. */

/** They are there when the document is. */
const whole = new Promise<void>((resolve) => {
  if (document.readyState === 'loading')
    addEventListener('DOMContentLoaded', () => resolve(), { once: true });
  else resolve();
});

/** undefined: the page has no such data. */
export async function unpacked(id: string): Promise<Uint8Array | undefined> {
  await whole;
  const packed = document.getElementById(id)?.textContent;
  if (!packed) return undefined;
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** The same of JSON; what it is of is for the caller to know. */
export async function unpackedJson<T>(id: string): Promise<T | undefined> {
  const bytes = await unpacked(id);
  return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as T);
}
