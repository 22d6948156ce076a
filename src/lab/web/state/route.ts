/** Where the page stands: `#/<session>/<view>`; `#//<view>` is that view of the session that was used last. */
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
export type TabView = (typeof views)[number];
/** The demo fills the window, without tabs. */
export type View = TabView | 'demo';

export interface Route {
  readonly session: string | undefined;
  readonly view: View;
}

/** Reads a hash; an unknown view is the phones. */
export function routeOf(hash: string): Route {
  const [session = '', view = ''] = hash.replace(/^#\/?/, '').split('/');
  return {
    session: session === '' || session === 'start' ? undefined : decodePart(session),
    view: view === 'demo' ? view : (views.find((one) => one === view) ?? 'phones'),
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
