/** The tables of docs/performance.md: from what bench/run.mjs kept. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cpuSecondsOf, type GrowthModel } from '../../bench/growth-model.mjs';
import { markdownTable } from '../../bench/table.mjs';

interface Kept {
  readonly name: string;
  readonly date: string;
  readonly machine: Readonly<Record<string, string | number>>;
  readonly [result: string]: unknown;
}

interface Scale extends Kept {
  readonly load: string;
  readonly sizes: readonly Size[];
  readonly model: GrowthModel;
}

interface Size {
  readonly contacts: number;
  readonly days: number;
  readonly messages: number;
  readonly cpu_seconds: number;
  readonly cpu_us_per_message: number;
  readonly peak_rss_mb: number;
}

/** Contacts × days whose cost nobody here has measured. */
const COMPUTED = [
  [1e7, 30],
  [1e7, 365],
  [1e8, 30],
  [1e9, 30],
] as const;
const MACHINES = [1, 10, 100] as const;
const CORES = 16;

export function goalsBlock(root: string): string {
  const kept = resultsIn(root);
  const machines = new Set(kept.map(({ machine }) => machineText(machine)));
  return `Measured on ${[...machines].join('; ')}.\n\n${markdownTable(kept)}`;
}

export function growthBlock(root: string): string {
  const { date, machine, sizes, load } = scaleIn(root);
  const rows = sizes.map(
    ({ contacts, days, messages, cpu_seconds, cpu_us_per_message, peak_rss_mb }) =>
      `| ${counted(contacts)} | ${days} | ${counted(messages)} | ${cpu_seconds} s | ${cpu_us_per_message} µs | ${counted(peak_rss_mb)} MB |`,
  );
  return `${sentence(load)}; ${date}, ${machineText(machine)}:

| contacts | days | messages | processor time | of a message | peak memory |
|---|---|---|---|---|---|
${rows.join('\n')}`;
}

export function modelBlock(root: string): string {
  const { model } = scaleIn(root);
  const rows = COMPUTED.map(([contacts, days]) => {
    const seconds = cpuSecondsOf(model, contacts, contacts * days);
    const times = MACHINES.map((machines) => durationText(seconds / (machines * CORES)));
    return `| ${counted(contacts)} | ${days} | ${durationText(seconds)} | ${times.join(' | ')} |`;
  });
  return `A run takes ${model.fixed_seconds} s of processor time, ${model.us_per_contact} µs for each contact and ${model.us_per_message} µs for each message. That
says each size of the table within ${model.worst_error_percent} %. Memory is ${model.fixed_mb} MB and ${counted(model.bytes_per_contact)} bytes for each contact of a process.

| contacts | days | processor time | ${MACHINES.map((machines) => `${machines} × ${CORES} cores`).join(' | ')} |
|---|---|---|${'---|'.repeat(MACHINES.length)}
${rows.join('\n')}`;
}

const resultsIn = (root: string): readonly Kept[] => {
  const folder = join(root, 'bench/results');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Kept);
};

const scaleIn = (root: string): Scale =>
  JSON.parse(readFileSync(join(root, 'bench/results/scale.json'), 'utf8')) as Scale;

const machineText = ({ cpu, cores, memory_gb, node }: Kept['machine']): string =>
  `${cpu}, ${cores} cores, ${memory_gb} GB, Node ${node}`;
const counted = (value: number): string => Math.round(value).toLocaleString('en');
const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** `40 s`, `12 min`, `3.4 h`, `2.1 days`. */
function durationText(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5_400) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Number((seconds / 3_600).toFixed(1))} h`;
  return `${Number((seconds / 86_400).toFixed(1))} days`;
}
