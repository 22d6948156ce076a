/** What a worker must have in common with the run it works for, so that both make the same bytes. */
import { serialize } from 'node:v8';
import { zoneReleases } from '../core/time/zone.ts';

export interface Edition {
  /** Of drysend. */
  readonly version: string;
  /** Releases of the zone data that it carries. */
  readonly zones: string;
  /** Of the form in which Node writes values: parts of a story are kept in it. */
  readonly format: number;
}

export const editionOf = (version: string): Edition => ({
  version,
  zones: zoneReleases.join('+'),
  format: serialize(0)[1]!,
});

export const isSameEdition = (one: Edition, other: Edition): boolean => queueOf(one) === queueOf(other);

/** Each edition has a queue of its own, so that a worker is never given what it could not do. */
export const queueOf = ({ version, zones, format }: Edition): string =>
  `drysend-${version}-${zones}-${format}`;

/** `drysend 0.2.0 with zones 2026f+2026a` */
export const editionText = ({ version, zones }: Edition): string => `drysend ${version} with zones ${zones}`;

/** What makes a worker of one edition one of another. */
export function editionCure(needed: Edition, own: Edition): string {
  if (needed.version !== own.version)
    return `Start it there with the same version: npx drysend@${needed.version} fleet worker`;
  if (needed.zones !== own.zones)
    return 'Both are to be built with the same zone data: install the same package again.';
  return 'Both are to run on Node versions that write values in the same form.';
}

/** Undefined: it is none. */
export function editionFrom(value: unknown): Edition | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { version, zones, format } = value as Partial<Record<keyof Edition, unknown>>;
  const isSound =
    isShort(version) && isShort(zones) && Number.isSafeInteger(format) && /^[\w.+-]+$/.test(version + zones);
  return isSound ? { version, zones, format: format as number } : undefined;
}

const SHORT_MAX = 64;
const isShort = (value: unknown): value is string => typeof value === 'string' && value.length <= SHORT_MAX;
