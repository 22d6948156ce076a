/** Where the page stands: `#/<session>/<view>`. */
export const views = [
  'phones',
  'mail',
  'people',
  'gateways',
  'alerts',
  'timeline',
  'roster',
  'plan',
] as const;
export type View = (typeof views)[number];

export interface Route {
  readonly session: string | undefined;
  readonly view: View;
}

/** Reads a hash; an unknown view is the phones. */
export function routeOf(hash: string): Route {
  const [session = '', view = ''] = hash.replace(/^#\/?/, '').split('/');
  return {
    session: session === '' || session === 'start' ? undefined : decodePart(session),
    view: views.find((one) => one === view) ?? 'phones',
  };
}

export const hashOf = (session: string, view: View): string => `#/${encodeURIComponent(session)}/${view}`;

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
