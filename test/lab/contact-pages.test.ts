import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, serveLab } from '../../src/lab/server/serve-lab.ts';
import { contactsOf } from '../../src/lab/session/contact-book.ts';
import { LiveSession } from '../../src/lab/session/live-session.ts';
import { callerOf, sessionOf } from './lab-client.ts';

const keys = Array.from({ length: 30 }, (_, index) => `c${index}`);
const story = `
scenario: Many
project: {name: many, time_zone: UTC}
gateways: {GATE: {type: twilio, number: "+15005550006"}}
routing: {global: {"*": GATE}}
users: {nurse: {phone: "15550001111"}}
cases:
${keys.map((key, index) => `  ${key}: {type: woman, name: Woman ${index}, contact_phone_number: "1555000200${index % 10}"}`).join('\n')}
starts: 2026-06-01 09:00
timeline:
  - {at: 2026-06-01 09:00, register: [${keys.join(', ')}]}
`;

let lab: Lab;
const call = callerOf(() => lab);
beforeAll(async () => {
  lab = await serveLab({ port: 0 });
});
afterAll(() => lab.close());

type Contact = { readonly key: string; readonly kind: string; readonly name: string };
type Page = {
  readonly mark: string;
  readonly isWhole: boolean;
  readonly total: number;
  readonly contacts: readonly Contact[];
  readonly gone: readonly string[];
  readonly next: number | null;
};

const page = async (at: string, query: string): Promise<Page> =>
  (await call('GET', `${at}/contacts?${query}`)).body;

async function allPages(at: string, limit: number): Promise<Page[]> {
  const pages: Page[] = [];
  for (let from: number | null = 0; from !== null; ) {
    const next: Page = await page(at, `from=${from}&limit=${limit}`);
    pages.push(next);
    from = next.next;
  }
  return pages;
}

describe('contacts, a page at a time', () => {
  test('all pages together are the contacts of the whole state, in their order', async () => {
    const at = await sessionOf(call, story);
    const pages = await allPages(at, 7);
    expect(pages.map(({ contacts }) => contacts.length)).toEqual([7, 7, 7, 7, 3]);
    const { contacts } = (await call('GET', `${at}/state`)).body;
    expect(pages.flatMap((one) => one.contacts)).toEqual(contacts);
    expect(contacts).toHaveLength(31);
  });

  test('who reads them apart gets a state without them', async () => {
    const at = await sessionOf(call, story);
    const { body } = await call('GET', `${at}/state?contacts=apart`);
    expect(body.contacts).toBe(undefined);
    expect(body.lastSeq).toBeGreaterThan(0);
  });

  test('after a mark only those who have changed since', async () => {
    const at = await sessionOf(call, story);
    const { mark } = await page(at, '');
    expect(await page(at, `since=${mark}`)).toMatchObject({ isWhole: false, contacts: [], next: null });
    await call('POST', `${at}/act`, { verb: 'update', update: { c7: { name: 'Other' } } });
    const changed = await page(at, `since=${mark}`);
    expect(changed.contacts.map(({ key, name }) => [key, name])).toEqual([['c7', 'Other']]);
    expect((await page(at, `since=${changed.mark}`)).contacts).toEqual([]);
  });

  test('a number that wrote in comes, and is gone when somebody is registered with it', async () => {
    const at = await sessionOf(call, story);
    const { mark } = await page(at, '');
    await call('POST', `${at}/act`, { verb: 'inbound', from: '15559998888', text: 'hello' });
    const written = await page(at, `since=${mark}`);
    expect(written.contacts.map(({ key, kind }) => [key, kind])).toEqual([['+15559998888', 'number']]);
    const woman = { type: 'woman', name: 'New', contact_phone_number: '15559998888' };
    await call('POST', `${at}/act`, { verb: 'register', register: 'new', case: woman });
    const registered = await page(at, `since=${written.mark}`);
    expect(registered.contacts.map(({ key }) => key)).toEqual(['new']);
    expect(registered.gone).toEqual(['+15559998888']);
    const { contacts } = (await call('GET', `${at}/state`)).body;
    expect(contacts.some(({ key }: Contact) => key === '+15559998888')).toBe(false);
  });

  test('a session that began anew is read from its beginning, whatever mark is brought', async () => {
    const at = await sessionOf(call, story);
    const { mark } = await page(at, '');
    await call('POST', `${at}/clock`, { do: 'restart' });
    const anew = await page(at, `since=${mark}`);
    expect([anew.isWhole, anew.contacts.length]).toEqual([true, 31]);
    expect((await page(at, 'since=nonsense-9')).isWhole).toBe(true);
  });

  test('a limit that is no number is refused, and so is a page of none', async () => {
    const at = await sessionOf(call, story);
    expect((await call('GET', `${at}/contacts?limit=many`)).status).toBe(422);
    expect((await call('GET', `${at}/contacts?limit=0`)).status).toBe(422);
  });
});

test('others have their turn while thousands of contacts are looked at', async () => {
  const many = Array.from({ length: 2500 }, (_, index) => `c${index}`);
  const text = `
scenario: x
project: {time_zone: UTC}
gateways: {GATE: {type: twilio, number: "+15005550006"}}
routing: {global: {"*": GATE}}
starts: 2026-06-01 09:00
cases:
${many.map((key, index) => `  ${key}: {type: w, name: A, contact_phone_number: "${15_550_000_000 + index}"}`).join('\n')}
`;
  const session = new LiveSession({
    id: 'x',
    path: 'x',
    text,
    read: () => ({ problem: 'no file', refusal: { wanted: 'no other file' } }),
  });
  let isDone = false;
  const read = contactsOf(session).then(({ contacts }) => {
    isDone = true;
    return contacts.length;
  });
  let turns = 0;
  while (!isDone) {
    await new Promise((resolve) => setImmediate(resolve));
    turns += 1;
  }
  expect(await read).toBe(2500);
  expect(turns).toBeGreaterThan(1);
});
