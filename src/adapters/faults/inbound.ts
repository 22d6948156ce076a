import { parseTextTest } from '../../core/faults/parse.ts';
import type { Gateway } from '../../core/model/gateway.ts';
import type { TimelineEntry } from '../../core/model/timeline.ts';
import { lengthIn } from './rule.ts';

const COPIES_MAX = 100;

/** The timeline with what faults make of texts that come in: copies, parts, parts lost or in the wrong order. */
export function withInboundFaults(
  timeline: readonly TimelineEntry[],
  gateways: readonly Gateway[],
): readonly TimelineEntry[] {
  const byName = new Map(gateways.map((gateway) => [gateway.name, gateway]));
  const changed = timeline.flatMap((entry) => {
    const { act } = entry;
    if (act.verb === 'gateway') byName.set(act.gateway.name, act.gateway);
    const fault = act.verb === 'inbound' && faultFor(act.text, byName.get(act.via ?? ''));
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

type Fields = Readonly<Record<string, unknown>>;

/** Only the text can be asked for here: who sent it is known to HQ, not to the rule. */
function faultFor(text: string, gateway: Gateway | undefined): Fields | undefined {
  const fault = gateway?.faults.find(({ action, when }) => {
    if (action !== 'inbound') return false;
    return typeof when.body !== 'string' || parseTextTest(when.body)?.(text) === true;
  });
  return fault?.value as Fields | undefined;
}

function arrivals(entry: TimelineEntry, fault: Fields): TimelineEntry[] {
  const { act } = entry;
  if (act.verb !== 'inbound') return [entry];
  const { copies = 1, split = 1, missing_part: missing, order, encoding } = fault;
  const count = Math.min(Number(split), COPIES_MAX);
  const parts = partsOf(act.text, count).filter((_, index) => index + 1 !== Number(missing));
  const texts = (order === 'reversed' ? parts.reverse() : parts).map((text) => written(text, encoding));
  const afterMs = lengthIn(fault.after) ?? 0;
  return Array.from({ length: Math.min(Number(copies), COPIES_MAX) }, (_, copy) =>
    texts.map((text) => ({ ...entry, at: entry.at + copy * afterMs, act: { ...act, text } })),
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

/** The text as it looks to HQ when nobody decodes it. */
function written(text: string, encoding: unknown): string {
  if (encoding === 'ucs2-hex') {
    return Array.from({ length: text.length }, (_, index) =>
      text.charCodeAt(index).toString(16).padStart(4, '0').toUpperCase(),
    ).join('');
  }
  return encoding === 'latin1' ? Buffer.from(text, 'utf8').toString('latin1') : text;
}
