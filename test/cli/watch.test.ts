import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { drysend, type Ended, inEmptyFolder, put, scenario } from './a-terminal.ts';

inEmptyFolder();

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** `drysend run --watch` under way: what it says since somebody last looked, and its keyboard. */
class Watched {
  #said = '';
  #listener: ((key: string) => void) | undefined;
  #answer = '';
  readonly #ended: Promise<Ended>;

  constructor(...args: readonly string[]) {
    this.#ended = drysend(['run', '--watch', ...args], {
      out: (text) => this.#hear(text),
      err: (text) => this.#hear(text),
      ask: () => Promise.resolve(this.#answer),
      onKey: (listener) => {
        this.#listener = listener;
        return () => {
          this.#listener = undefined;
        };
      },
    });
    ends.push(() => this.end());
  }

  #hear(text: string): void {
    this.#said += text;
  }

  /** All that it says until it waits again. */
  async said(): Promise<string> {
    await vi.waitFor(() => expect(this.#said).toMatch(/watching .*\n$/), { timeout: 20_000, interval: 5 });
    const said = this.#said;
    this.#said = '';
    return said;
  }

  /** The stories that ran until it waits again. */
  async ran(): Promise<string[]> {
    return [...(await this.said()).matchAll(/^[✓✗•] (.*?) {2,}/gm)].map(([, title = '']) => title);
  }

  async press(key: string, answer = ''): Promise<void> {
    this.#answer = answer;
    await vi.waitFor(() => expect(this.#listener).toBeDefined());
    this.#listener?.(key);
  }

  async end(): Promise<number> {
    let isOver = false;
    void this.#ended.then(() => {
      isOver = true;
    });
    // A key is lost while stories run.
    await vi.waitFor(() => {
      this.#listener?.('q');
      expect(isOver).toBe(true);
    });
    return (await this.#ended).code;
  }
}

const gateways = 'gateways: {TWILIO: {type: twilio, number: "+12065550100"}}\n';
const withoutGateways = (title: string, expectation?: string): string =>
  scenario(title, expectation).replace(/^gateways: .*\n/m, '');
const using = (part: string, title: string): string => `use: ${part}\n${withoutGateways(title)}`;
const broken = (title: string): string => scenario(title, '- sms to asha containing "Goodbye"');

describe('a change runs what has to do with it, and nothing else:', () => {
  test('a file that stories use', async () => {
    put('parts/gateways.yaml', gateways);
    put('a.yaml', using('parts/gateways.yaml', 'A'));
    put('b.yaml', scenario('B'));
    put('deep/c.yaml', using('../parts/gateways.yaml', 'C'));
    const watched = new Watched('.');
    expect(await watched.ran()).toEqual(['A', 'B', 'C']);
    put('parts/gateways.yaml', `${gateways}# changed\n`);
    expect(await watched.ran()).toEqual(['A', 'C']);
  });

  test('a file that stories use by another', async () => {
    put('inner.yaml', gateways);
    put('outer.yaml', 'use: inner.yaml\n');
    put('a.yaml', using('outer.yaml', 'A'));
    put('b.yaml', scenario('B'));
    const watched = new Watched('.');
    await watched.said();
    put('inner.yaml', `${gateways}# changed\n`);
    expect(await watched.ran()).toEqual(['A']);
  });

  test('the story itself, all that its file has', async () => {
    put('a.yaml', `${scenario('A')}---\n${scenario('Also A')}`);
    put('b.yaml', scenario('B'));
    const watched = new Watched('a.yaml', 'b.yaml');
    await watched.said();
    put('a.yaml', `${scenario('A')}---\n${broken('Also A')}`);
    expect(await watched.ran()).toEqual(['A', 'Also A']);
    expect(await watched.end()).toBe(4);
  });

  test('cases that it imports', async () => {
    put('cases.csv', 'caseid,name,contact_phone_number\nm1,Ama,254712345678\n');
    put('a.yaml', `${scenario('A', '')}import:\n  - {file: cases.csv, type: mother}\n`);
    put('b.yaml', scenario('B'));
    const watched = new Watched('.');
    await watched.said();
    put('cases.csv', 'caseid,name,contact_phone_number\nm1,Ama,254712345679\n');
    expect(await watched.ran()).toEqual(['A']);
  });

  test('cases of an import that did not change are those that were read before', async () => {
    put('cases.csv', 'caseid,name,contact_phone_number\nm1,Ama,254712345678\n');
    const imports = 'import:\n  - {file: cases.csv, type: mother, register_at: 2026-03-02 09:00}\n';
    put('a.yaml', `${scenario('A', '- sms to asha\n  - sms to ama')}${imports}`);
    const watched = new Watched('a.yaml');
    await watched.said();
    put('a.yaml', `${scenario('A', '- sms to asha\n  - sms to ben')}${imports}`);
    expect(await watched.said()).toContain('"ben"');
    put('cases.csv', 'caseid,name,contact_phone_number\nm2,Ben,254712345678\n');
    expect(await watched.said()).toContain('1 story kept every promise');
    put('a.yaml', `${scenario('A', '- sms to asha\n  - sms to ben')}${imports}# saved\n`);
    expect(await watched.said()).toContain('1 story kept every promise');
  });

  test('a transcript that it is compared with, also one that was not there', async () => {
    put('a.yaml', scenario('A', '- transcript: told.txt'));
    put('b.yaml', scenario('B'));
    const watched = new Watched('.');
    await watched.said();
    put('told.txt', 'something else\n');
    expect(await watched.ran()).toEqual(['A']);
  });

  test('a story that is new, in a folder that is new', async () => {
    put('stories/a.yaml', scenario('A'));
    const watched = new Watched('stories');
    await watched.said();
    mkdirSync('stories/deep');
    await watched.said();
    put('stories/deep/b.yaml', scenario('B'));
    expect(await watched.ran()).toEqual(['B']);
  });

  test('nothing, of a report that it wrote itself', async () => {
    put('a.yaml', scenario('A'));
    const watched = new Watched('.', '-r', 'pretty', '-r', 'json=report.json');
    await watched.said();
    put('other.json', '{}');
    expect(await watched.ran()).toEqual([]);
  });
});

test('what is wrong with a file is said, and the next change mends it', async () => {
  put('a.yaml', scenario('A'));
  const watched = new Watched('a.yaml');
  await watched.said();
  put('a.yaml', scenario('A').replace('Asia/Kolkata', 'Asia/Kolkatta'));
  expect(await watched.said()).toContain('nothing was run, because of a.yaml');
  rmSync('a.yaml');
  expect(await watched.said()).toContain('no such file or folder: a.yaml');
  put('a.yaml', scenario('A'));
  expect(await watched.ran()).toEqual(['A']);
});

describe('the key', () => {
  test('f runs stories with these words, until it is given none', async () => {
    put('a.yaml', scenario('Visit'));
    put('b.yaml', scenario('Vaccine'));
    const watched = new Watched('.');
    await watched.said();
    await watched.press('f', 'visit');
    const said = await watched.said();
    expect(said).toContain('✓ Visit');
    expect(said).not.toContain('✓ Vaccine');
    expect(said).toContain('titles with "visit"');
    await watched.press('f', '');
    expect(await watched.ran()).toEqual(['Visit', 'Vaccine']);
  });

  test('r runs what failed, until nothing does', async () => {
    put('a.yaml', scenario('A'));
    put('b.yaml', broken('B'));
    const watched = new Watched('.');
    await watched.said();
    await watched.press('r');
    expect(await watched.ran()).toEqual(['B']);
    put('b.yaml', scenario('B'));
    expect(await watched.ran()).toEqual(['B']);
    await watched.press('r');
    expect(await watched.said()).toContain('no story failed');
  });

  test('u rewrites transcripts, and shows how they change', async () => {
    put('told.txt', 'something else\n');
    put('a.yaml', scenario('A', '- transcript: told.txt'));
    const watched = new Watched('a.yaml');
    expect(await watched.said()).toContain('✗ A');
    await watched.press('u');
    const said = await watched.said();
    expect(said).toContain('- something else');
    expect(said).toContain('--update wrote told.txt');
    expect(said).toContain('✓ A');
    expect(readFileSync('told.txt', 'utf8')).toContain('Hello Asha');
  });

  test('a runs all, q ends with the code of what ran last, Ctrl-C with 130', async () => {
    put('a.yaml', broken('A'));
    const watched = new Watched('a.yaml');
    await watched.said();
    await watched.press('a');
    expect(await watched.ran()).toEqual(['A']);
    expect(await watched.end()).toBe(4);
    const other = new Watched('a.yaml');
    await other.said();
    await other.press('\u0003');
    expect(await other.end()).toBe(130);
  });
});
