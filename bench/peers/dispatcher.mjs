/**
 * The dispatcher that a competent engineer writes in an afternoon: objects, a binary heap by due time, a library for time
 * zones, a line of JSON for each message. `node dispatcher.mjs luxon|moment COUNT DAYS OUT [wide]`; `wide`: two texts a day, sending
 * hours, a daily limit and texts that come in.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gatewayOf, limitOf, people, START, texts, WIDE } from './mixed-programme.mjs';

const require = createRequire(import.meta.url);
const [library, count, days, out = '/dev/null', shape] = process.argv.slice(2);
const isWide = shape === 'wide';
const zones = library === 'luxon' ? luxonZones() : momentZones();

/** Both give the instant of a local day at nine, and an instant as local text. */
function luxonZones() {
  const { DateTime } = require('luxon');
  return {
    dueOn: (day, zone, hour = START.hour) =>
      DateTime.fromObject({ ...START, hour }, { zone })
        .plus({ days: day })
        .toMillis(),
    clock(at, zone) {
      const local = DateTime.fromMillis(at, { zone });
      return { day: local.ordinal, hour: local.hour };
    },
    local: (at, zone) => DateTime.fromMillis(at, { zone }).toISO(),
  };
}

function momentZones() {
  const moment = require('moment-timezone');
  const { year, month, day: first } = START;
  return {
    dueOn: (day, zone, hour = START.hour) =>
      moment
        .tz([year, month - 1, first, hour], zone)
        .add(day, 'days')
        .valueOf(),
    clock(at, zone) {
      const local = moment.tz(at, zone);
      return { day: local.dayOfYear(), hour: local.hour() };
    },
    local: (at, zone) => moment.tz(at, zone).format(),
  };
}

class Heap {
  items = [];

  push(item) {
    const { items } = this;
    let at = items.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (items[parent].due <= item.due) break;
      items[at] = items[parent];
      at = parent;
    }
    items[at] = item;
  }

  pop() {
    const { items } = this;
    const [top] = items;
    const last = items.pop();
    if (items.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && items[child + 1].due < items[child].due) child += 1;
      if (items[child].due >= last.due) break;
      items[at] = items[child];
      at = child;
    }
    items[at] = last;
    return top;
  }
}

const fill = (text, person) => text.replace(/\{case\.(\w+)\}/g, (_, name) => person[name] ?? '(?)');

const SINGLE = { gsm: 160, other: 70 };
const segmentsOf = (text) => {
  const isPlain = /^[\x20-\x7e\n]*$/.test(text);
  return Math.max(1, Math.ceil(text.length / (isPlain ? SINGLE.gsm : SINGLE.other)));
};

const heap = new Heap();
for (const person of people(Number(count))) heap.push({ person, day: 0, due: zones.dueOn(0, person.zone) });

/** The project's day, and how many texts it has had. */
const today = { day: -1, count: 0 };

/** When a text that may not go now is looked at again; undefined: it goes. */
function heldUntil(at) {
  const { day, hour } = zones.clock(at, WIDE.zone);
  if (hour < WIDE.from || hour >= WIDE.to) return at + 15 * 60_000;
  if (today.day !== day) Object.assign(today, { day, count: 0 });
  if (today.count >= limitOf(Number(count))) return at + 3_600_000;
  today.count += 1;
  return undefined;
}

/** Texts that come in: who wrote last, and when. */
const wrote = new Map();
let inboundDay = -1;
function takeInbound(day) {
  for (; inboundDay < day; inboundDay += 1)
    for (let index = 0; index < WIDE.inboundADay; index += 1) wrote.set(`c${index}`, inboundDay);
}

const file = openSync(out, 'w');
let waiting = '';
let sent = 0;
while (heap.items.length > 0) {
  const item = heap.pop();
  const { person, day, due, isEvening } = item;
  if (isWide) {
    takeInbound(day);
    const until = heldUntil(due);
    if (until !== undefined) {
      heap.push({ ...item, due: until });
      continue;
    }
  }
  const text = fill(texts[person.language] ?? texts.en, person);
  const message = {
    id: `${person.key}-${day}${isEvening ? '-2' : ''}`,
    at: new Date(due).toISOString(),
    local: zones.local(due, person.zone),
    to: person.key,
    number: person.number,
    via: gatewayOf[person.country],
    language: person.language,
    text,
    segments: segmentsOf(text),
  };
  waiting += `${JSON.stringify(message)}\n`;
  sent += 1;
  if (waiting.length > 65_536) {
    writeSync(file, waiting);
    waiting = '';
  }
  if (isWide && !isEvening)
    heap.push({ person, day, isEvening: true, due: zones.dueOn(day, person.zone, WIDE.evening) });
  else if (day + 1 < Number(days))
    heap.push({ person, day: day + 1, due: zones.dueOn(day + 1, person.zone) });
}
writeSync(file, waiting);
closeSync(file);
if (sent !== Number(count) * Number(days) * (isWide ? 2 : 1)) throw new Error(`${sent} messages`);
