/**
 * Writes the pinned time zone table from moment-timezone's packed data. Deterministic: the same release
 * of the data gives the same bytes. `node scripts/zones.mjs` writes the file; a test holds it fresh.
 *
 * Transitions after 2037 are left out on purpose: pytz, which HQ uses, knows none either and keeps the
 * last offset for ever.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const TARGET = new URL('../src/core/time/generated/zone-table.ts', import.meta.url);
const END_OF_2037 = 2_145_916_800;

/** The text of the generated file. */
export function zoneTable() {
  const { version, zones, links } = readPackedData();
  const aliases = aliasesByName(links);
  const rows = zones.map((zone) => rowOf(zone, aliases)).sort();
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

/** Seconds from moment-timezone's notation: minutes in base 60 with a base 60 fraction. */
function secondsFrom60(text) {
  const [whole, fraction = ''] = text.replace('-', '').split('.');
  if (fraction.length > 1) throw new Error(`finer than a second: ${text}`);
  const minutes = [...whole].reduce((sum, digit) => sum * 60 + digitValue(digit), 0);
  const seconds = minutes * 60 + (fraction === '' ? 0 : digitValue(fraction));
  return text.startsWith('-') ? -seconds : seconds;
}

function readPackedData() {
  const path = createRequire(import.meta.url).resolve('moment-timezone/data/packed/latest.json');
  return JSON.parse(readFileSync(path, 'utf8'));
}

function aliasesByName(links) {
  const aliases = new Map();
  for (const link of links) {
    const [name, alias] = link.split('|');
    aliases.set(name, [...(aliases.get(name) ?? []), alias]);
  }
  return aliases;
}

function rowOf(zone, aliases) {
  const [name, , offsets60, positions, steps60 = ''] = zone.split('|');
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

function digitValue(digit) {
  const value = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWX'.indexOf(digit);
  if (value < 0) throw new Error(`not a digit of base 60: ${digit}`);
  return value;
}

const base36 = (value) => value.toString(36);

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(fileURLToPath(TARGET), zoneTable());
}
