/** Where the page stands: `#/people?story=1&reason=NO_PHONE_NUMBER`, `#/person/asha`, `#/message/0123456789abcdef`. */
import type { PageFilter, Status } from '../model/page-row.ts';

export const views = ['overview', 'people', 'messages', 'timeline'] as const;
export type View = (typeof views)[number];

export interface Route {
  readonly view: View | 'person' | 'message';
  /** Key of the person, or name of the message. */
  readonly key?: string | undefined;
  /** Place of the story in the report; undefined: all of them. */
  readonly story?: number | undefined;
  readonly filter: PageFilter;
}

export const statuses: readonly Status[] = ['sent', 'error', 'skipped', 'waiting', 'nothing', 'received'];

const filterNames = ['status', 'reason', 'alert', 'gateway', 'language', 'month', 'case'] as const;

/** Reads a hash; an unknown place is the overview. */
export function routeOf(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [place = '', ...rest] = path.split('/');
  const given = new URLSearchParams(query);
  const story = Number(given.get('story') ?? Number.NaN);
  const shared = {
    filter: filterFrom(given),
    ...(story > 0 && Number.isInteger(story) && { story: story - 1 }),
  };
  const key = decoded(rest.join('/'));
  if ((place === 'person' || place === 'message') && key !== '') return { view: place, key, ...shared };
  return { view: views.find((one) => one === place) ?? 'overview', ...shared };
}

/** The other way round; stories count from 1. */
export function hashOf({ view, key, story, filter }: Route): string {
  const query = new URLSearchParams();
  if (story !== undefined) query.set('story', String(story + 1));
  for (const name of filterNames) {
    const value = filter[name];
    if (value !== undefined && value !== '') query.set(name, value);
  }
  const asked = query.toString();
  const path = key === undefined ? view : `${view}/${encodeURIComponent(key)}`;
  return `#/${path}${asked === '' ? '' : `?${asked}`}`;
}

function filterFrom(given: URLSearchParams): PageFilter {
  const filter: Record<string, string> = {};
  for (const name of filterNames) {
    const value = given.get(name);
    if (value) filter[name] = value;
  }
  const status = statuses.find((one) => one === filter.status);
  const { status: _, ...rest } = filter;
  return { ...rest, ...(status && { status }) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
