/**
 * Writes the pinned time zone tables from moment-timezone's packed data: the newest release whole, and of the release
 * that HQ pins what differs from it. Deterministic: the same release
 * of the data gives the same bytes. `npm run zones` writes the files; a test holds them fresh.
 *
 * Transitions after 2037 are left out on purpose: pytz, which HQ uses, knows none either and keeps the
 * last offset for ever.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const FOLDER = new URL('../src/core/time/generated/', import.meta.url);
const END_OF_2037 = 2_145_916_800;

/** The text of the table of the newest release. */
export function zoneTable() {
  const { version, rows } = releaseOf('moment-timezone');
  return [
    '/** Written by scripts/zones.mjs from the IANA time zone database; do not edit. */',
    '',
    `export const TZ_RELEASE = '${version}';`,
    '',
    '/**',
    ' * One zone a line: names (its own first, then its aliases) | offsets, seconds east of Greenwich |',
    ' * an offset position for each stretch of time | seconds from one transition to the next, the first',
    ' * from the epoch. All numbers are base 36.',
    ' */',
    'export const PACKED_ZONES = `',
    ...rows,
    '`;',
    '',
  ].join('\n');
}

/** The text of the table of HQ's release: the names whose data differ, each row with the names that share it. */
export function hqZoneTable() {
  const newest = dataByName(releaseOf('moment-timezone').rows);
  const { version, rows } = releaseOf('moment-timezone-2026a');
  const pinned = dataByName(rows);
  const namesByData = new Map();
  for (const [name, data] of pinned) {
    if (newest.get(name) === data) continue;
    namesByData.set(data, [...(namesByData.get(data) ?? []), name].sort());
  }
  const differing = [...namesByData].map(([data, names]) => `${names.join(' ')}|${data}`).sort();
  const later = [...newest.keys()].filter((name) => !pinned.has(name)).sort();
  return [
    '/** Written by scripts/zones.mjs from the IANA time zone database; do not edit. */',
    '',
    "/** The release that HQ's pytz has. */",
    `export const HQ_TZ_RELEASE = '${version}';`,
    '',
    '/** Zones that this release has otherwise than the newest, as in zone-table.ts. */',
    'export const PACKED_HQ_ZONES = `',
    ...differing,
    '`;',
    '',
    '/** Names that this release does not have. */',
    `export const LATER_ZONES: readonly string[] = [${later.map((name) => `'${name}'`).join(', ')}];`,
    '',
  ].join('\n');
}

/** @param {string} name */
function releaseOf(name) {
  const { version, zones, links } = readPackedData(name);
  const aliases = aliasesByName(links);
  return { version, rows: zones.map((zone) => rowOf(zone, aliases)).sort() };
}

/**
 * Name → its row without the names.
 * @param {readonly string[]} rows
 */
function dataByName(rows) {
  const data = new Map();
  for (const row of rows) {
    const bar = row.indexOf('|');
    for (const name of row.slice(0, bar).split(' ')) data.set(name, row.slice(bar + 1));
  }
  return data;
}

/**
 * Seconds from moment-timezone's notation: minutes in base 60 with a base 60 fraction.
 * @param {string} text
 */
function secondsFrom60(text) {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  if (fraction.length > 1) throw new Error(`finer than a second: ${text}`);
  const minutes = [...whole].reduce((sum, digit) => sum * 60 + digitValue(digit), 0);
  const seconds = minutes * 60 + (fraction === '' ? 0 : digitValue(fraction));
  return text.startsWith('-') ? -seconds : seconds;
}

/**
 * @param {string} name
 * @returns {{ version: string, zones: string[], links: string[] }}
 */
function readPackedData(name) {
  const path = createRequire(import.meta.url).resolve(`${name}/data/packed/latest.json`);
  return JSON.parse(readFileSync(path, 'utf8'));
}

/**
 * @param {readonly string[]} links
 * @returns {Map<string, string[]>}
 */
function aliasesByName(links) {
  const aliases = new Map();
  for (const link of links) {
    const [name, alias] = link.split('|');
    aliases.set(name, [...(aliases.get(name) ?? []), alias]);
  }
  return aliases;
}

/**
 * @param {string} zone
 * @param {ReadonlyMap<string, string[]>} aliases
 */
function rowOf(zone, aliases) {
  const [name = '', , offsets60 = '', positions = '', steps60 = ''] = zone.split('|');
  const eastOffsets = offsets60.split(' ').map((offset) => 0 - secondsFrom60(offset));
  const steps = stepsUntil2037(
    steps60
      .split(' ')
      .slice(0, positions.length - 1)
      .filter(Boolean),
  );
  const names = [name, ...(aliases.get(name) ?? []).sort()];
  return [
    names.join(' '),
    eastOffsets.map(base36).join(' '),
    [...positions]
      .slice(0, steps.length + 1)
      .map((digit) => base36(digitValue(digit)))
      .join(''),
    steps.map(base36).join(' '),
  ].join('|');
}

/** @param {readonly string[]} steps60 */
function stepsUntil2037(steps60) {
  const steps = [];
  let at = 0;
  for (const step60 of steps60) {
    const step = secondsFrom60(step60);
    at += step;
    if (at >= END_OF_2037) break;
    steps.push(step);
  }
  return steps;
}

/** @param {string} digit */
function digitValue(digit) {
  const value = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWX'.indexOf(digit);
  if (value < 0) throw new Error(`not a digit of base 60: ${digit}`);
  return value;
}

/** @param {number} value */
const base36 = (value) => value.toString(36);

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(fileURLToPath(new URL('zone-table.ts', FOLDER)), zoneTable());
  writeFileSync(fileURLToPath(new URL('hq-zone-table.ts', FOLDER)), hqZoneTable());
}
