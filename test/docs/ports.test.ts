/** The ports that readers of the docs and of the help type: nothing takes one that something else already has. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { drysend } from '../cli/a-terminal.ts';

const root = join(import.meta.dirname, '../..');
const pages = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => join('docs', name));
const commands = readdirSync(join(root, 'src/cli/commands')).map((name) => join('src/cli/commands', name));
const texts = [...pages, 'README.md', ...commands].map((name) => ({
  name,
  text: readFileSync(join(root, name), 'utf8'),
}));

/** Mail and SMPP gateways of a story take so many ports from their first. */
const IN_A_ROW = 5;
const inARow = (first: number): readonly number[] => Array.from({ length: IN_A_ROW }, (_, n) => first + n);

async function helpOf(command: string): Promise<string> {
  const { out } = await drysend([command, '--help']);
  return out.replace(/\s+/g, ' ');
}

const portIn = (help: string, pattern: RegExp): number => Number(pattern.exec(help)?.[1]);

/** What the lab and the gateways open when nobody says otherwise, read from their help. */
async function portsByDefault(): Promise<readonly number[]> {
  const [lab, gateways] = [await helpOf('serve'), await helpOf('gateways')];
  return [
    portIn(lab, /--port <number> the port \(default: "(\d+)"\)/),
    portIn(lab, /--gateways-port <number> .*?\(default: (\d+),/),
    ...inARow(portIn(lab, /--smtp-port <number> .*?\(default: (\d+),/)),
    portIn(gateways, /--port <number> .*?\(default: "(\d+)"\)/),
    ...inARow(portIn(gateways, /--smtp-port <number> .*?\(default: "(\d+)"\)/)),
    ...inARow(portIn(gateways, /--smpp-port <number> .*?\(default: "(\d+)"\)/)),
  ];
}

/** Every port that a text gives to the proxy. */
const proxyPorts = texts.flatMap(({ name, text }) =>
  [
    ...text.matchAll(
      /(?:--proxy-port[ =]|HTTPS?_PROXY=http:\/\/127\.0\.0\.1:|--proxy http:\/\/127\.0\.0\.1:)(\d+)/g,
    ),
  ].map(([, port]) => ({ name, port: Number(port) })),
);

test('the proxy of the docs listens where neither the lab nor a gateway does', async () => {
  const taken = await portsByDefault();
  expect(taken).not.toContain(Number.NaN);
  expect(proxyPorts.length).toBeGreaterThanOrEqual(5);
  expect(proxyPorts.filter(({ port }) => taken.includes(port))).toEqual([]);
});

test('a program is sent to the port that its proxy was given', () => {
  for (const { name } of texts) {
    const ports = proxyPorts.filter((each) => each.name === name).map(({ port }) => port);
    expect(new Set(ports).size, name).toBeLessThanOrEqual(1);
  }
});

test('no command of the docs gives one port to two of its servers', () => {
  const lines = texts.flatMap(({ name, text }) =>
    text.split('\n').map((line) => ({
      name,
      ports: [...line.matchAll(/--(?:[a-z]+-)?port[ =](\d{2,5})/g)].map(([, port]) => port),
    })),
  );
  expect(lines.filter(({ ports }) => ports.length > 1).length).toBeGreaterThan(0);
  expect(lines.filter(({ ports }) => new Set(ports).size < ports.length)).toEqual([]);
});
