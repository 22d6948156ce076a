import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ANSWER_CHARACTERS_MAX } from '../../../src/cli/mcp/bounded-terminal.ts';

const program = join(import.meta.dirname, '../../../dist/cli.js');
const outer = mkdtempSync(join(tmpdir(), 'drysend-mcp-'));
const folder = join(outer, 'project');
const client = new Client({ name: 'a-test', version: '1' });

const story = `scenario: A reminder
project: {time_zone: Africa/Nairobi, languages: [en]}
gateways: {G: {type: http, number: "20880"}}
routing: {global: {"*": G}}
cases:
  asha: {type: woman, name: Asha, contact_phone_number: "254712000001", next_visit: "2026-03-12"}
alerts:
  visit: {case_type: woman, to: case, start: {property: next_visit}, send: {daily: {at: "09:00", stop_after: "1"}}, sms: {en: Come}}
starts: 2026-03-02 08:00
ends: 2026-03-20 00:00
timeline:
  - {at: 2026-03-02 09:00, register: asha}
expect:
  - sms: {to: asha, at: 2026-03-12 09:00}
`;

beforeAll(async () => {
  mkdirSync(folder);
  writeFileSync(join(folder, 'visit.yaml'), story);
  writeFileSync(join(folder, 'late.yaml'), story.replace('12 09:00}', '12 10:00}'));
  writeFileSync(join(folder, 'odd.yaml'), story.replace('case_type', 'case_typ'));
  writeFileSync(join(outer, 'secret.yaml'), story);
  symlinkSync(join(outer, 'secret.yaml'), join(folder, 'link.yaml'));
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [program, 'mcp'], cwd: folder }),
  );
});
afterAll(async () => {
  await client.close();
  rmSync(outer, { recursive: true });
});

async function ask(name: string, args: Record<string, string>): Promise<{ text: string; isError: boolean }> {
  const { content, isError } = await client.callTool({ name, arguments: args });
  const [first] = content as { text: string }[];
  return { text: first?.text ?? '', isError: isError === true };
}

describe('drysend mcp, by the client of the official SDK', () => {
  test('offers tools that only read, each with a description and its arguments', async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(['validate', 'run', 'explain', 'plan', 'roster', 'check']);
    for (const { description, inputSchema, annotations } of tools) {
      expect(description).toMatch(/\.$/);
      expect(inputSchema.required).toEqual(['file']);
      expect(annotations).toMatchObject({ readOnlyHint: true, openWorldHint: false });
    }
  });

  test('says what the command says: a sound story, a broken promise with why, a trail, a plan, findings', async () => {
    expect(await ask('validate', { file: 'visit.yaml' })).toEqual({
      text: '1 story, sound: "A reminder"\n',
      isError: false,
    });
    expect((await ask('run', { file: 'visit.yaml' })).text).toContain('1 story kept every promise');
    const late = await ask('run', { file: 'late.yaml' });
    expect(late.isError).toBe(false);
    expect(late.text).toContain('2026-03-12 09:00 Africa/Nairobi via G "Come"');
    expect((await ask('explain', { file: 'visit.yaml', person: 'asha' })).text).toContain('2026-03-12 09:00');
    expect((await ask('plan', { file: 'visit.yaml', month: '2026-03' })).text).toContain('visit');
    expect((await ask('roster', { file: 'visit.yaml' })).text).toContain('alert visit');
    expect((await ask('check', { file: 'visit.yaml' })).text).toContain('1 story checked');
  });

  test('a file with a problem is an error that names line and cure', async () => {
    const { text, isError } = await ask('validate', { file: 'odd.yaml' });
    expect(isError).toBe(true);
    expect(text).toContain('odd.yaml:8:');
    expect(text).toContain('did you mean "case_type"?');
  });

  test.each(['../secret.yaml', 'link.yaml', '/etc/passwd'])(
    '%s is outside of the folder and is not read',
    async (file) => {
      const { text, isError } = await ask('run', { file });
      expect([isError, text]).toEqual([
        true,
        expect.stringContaining('is outside of the folder that drysend mcp was started in'),
      ]);
    },
  );

  test('a long answer is cut, and says how much was left out and how to have it', async () => {
    const many = Array.from({ length: 600 }, (_, at) => story.replace('A reminder', `Reminder number ${at}`));
    writeFileSync(join(folder, 'many.yaml'), many.join('---\n'));
    const { text } = await ask('run', { file: 'many.yaml' });
    expect(text.length).toBeLessThan(ANSWER_CHARACTERS_MAX + 300);
    expect(text).toMatch(/… [\d,]+ characters are left out here: ask with grep/);
    expect(text).toContain('600 stories kept every promise');
    expect((await ask('run', { file: 'many.yaml', grep: 'number 59' })).text).toContain(
      'Reminder number 599',
    );
  });

  test('has the language and its schema as documents', async () => {
    const { resources } = await client.listResources();
    expect(resources.map(({ uri }) => uri)).toEqual([
      'drysend://language',
      'drysend://errors',
      'drysend://schema',
    ]);
    const [language] = (await client.readResource({ uri: 'drysend://language' })).contents;
    expect(language).toMatchObject({ mimeType: 'text/markdown', text: expect.stringContaining('scenario:') });
    const [schema] = (await client.readResource({ uri: 'drysend://schema' })).contents as { text: string }[];
    expect(JSON.parse(schema!.text)).toHaveProperty('properties');
  });
});
