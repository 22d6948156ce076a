/** Wire exchanges as text a person can read. */

/** First line, headers, body: as it goes over the wire. */
export function wireText(side: unknown): string {
  if (side === undefined || side === null) return 'no answer came';
  if (typeof side !== 'object') return String(side);
  const { method, path, url, status, headers, body, failure } = side as Record<string, unknown>;
  if (typeof failure === 'string') return `no answer: ${failure}`;
  const first = method === undefined ? String(status ?? '') : `${method} ${path ?? url ?? ''}`;
  const heads = Object.entries((headers as Record<string, string> | undefined) ?? {}).map(
    ([name, value]) => `${name}: ${value}`,
  );
  const text =
    body === undefined || body === ''
      ? ''
      : `\n\n${typeof body === 'string' ? body : JSON.stringify(body, null, 2)}`;
  return [first, ...heads].join('\n') + text;
}
