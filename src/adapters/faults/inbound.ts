/** What faults make of texts that come in: copies, parts, parts lost or in the wrong order. */
import { COPIES_MAX } from '../../core/faults/parse.ts';
import type { TimelineEntry } from '../../core/model/timeline.ts';
import { type InboundPlan, InboundRules } from './inbound-rules.ts';
import { lengthIn } from './rule.ts';
import { inEncoding } from './text-encoding.ts';

/** The plan's timeline under the `inbound` faults of its gateways. */
export function withInboundFaults(plan: InboundPlan): readonly TimelineEntry[] {
  const { timeline } = plan;
  const rules = new InboundRules(plan);
  const changed = timeline.flatMap((entry) => {
    const fault = rules.faultFor(entry);
    return fault ? arrivals(entry, fault) : [entry];
  });
  return changed.length === timeline.length && changed.every((entry, index) => entry === timeline[index])
    ? timeline
    : changed
        .map((entry, index) => ({ entry, index }))
        .sort(byTime)
        .map(({ entry }) => entry);
}

interface Placed {
  readonly entry: TimelineEntry;
  readonly index: number;
}

const byTime = (a: Placed, b: Placed): number => a.entry.at - b.entry.at || a.index - b.index;

function arrivals(entry: TimelineEntry, fault: Readonly<Record<string, unknown>>): TimelineEntry[] {
  const { act } = entry;
  if (act.verb !== 'inbound') return [entry];
  return arrivalsOf(act.text, fault).map(({ text, afterMs }) => ({
    ...entry,
    at: entry.at + afterMs,
    act: { ...act, text },
  }));
}

/** A text as it arrives: its copies and parts, and how much later than the first. */
export interface Arrival {
  readonly text: string;
  readonly afterMs: number;
}

/** What the fields of an `inbound` rule make of a text. */
export function arrivalsOf(text: string, fault: Readonly<Record<string, unknown>>): Arrival[] {
  const { copies = 1, split = 1, missing_part: missing, order, encoding } = fault;
  const count = Math.min(Number(split), COPIES_MAX);
  const parts = partsOf(text, count).filter((_, index) => index + 1 !== Number(missing));
  const texts = (order === 'reversed' ? parts.reverse() : parts).map((part) => inEncoding(part, encoding));
  const afterMs = lengthIn(fault.after) ?? 0;
  return Array.from({ length: Math.min(Number(copies), COPIES_MAX) }, (_, copy) =>
    texts.map((part) => ({ text: part, afterMs: copy * afterMs })),
  ).flat();
}

function partsOf(text: string, count: number): string[] {
  const letters = Array.from(text);
  const length = Math.ceil(letters.length / count);
  const parts = Array.from({ length: count }, (_, index) =>
    letters.slice(index * length, (index + 1) * length).join(''),
  );
  return parts.filter((part, index) => index === 0 || part !== '');
}
