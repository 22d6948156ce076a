import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drysend } from './a-terminal.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'drysend-check-'));
const home = process.cwd();
beforeAll(() => process.chdir(root));
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

/** The schema of OASIS as it is published; its draft is older than the names that Ajv reads. */
function sarifSchema(): object {
  const file = join(root, 'test/fixtures/sarif-schema-2.1.0.json');
  const {
    $schema: _draft,
    id: _name,
    ...schema
  } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  return schema;
}

test('SARIF of all shipped stories is as its official schema says, and has every finding of the JSON', async () => {
  const sarif = JSON.parse((await drysend(['check', 'scenarios', '--format', 'sarif'])).out);
  const json = JSON.parse((await drysend(['check', 'scenarios', '--format', 'json'])).out);
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(sarifSchema());
  validate(sarif);
  expect(validate.errors ?? []).toEqual([]);
  const { results, tool } = sarif.runs[0];
  expect(results.length).toBeGreaterThan(100);
  expect(results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(
    json.findings.map(({ code }: { code: string }) => code),
  );
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
  expect(validate({ ...sarif, runs: [{ results }] })).toBe(false);
});

test('each finding of the JSON has code, severity, cure and place', async () => {
  const { findings } = JSON.parse((await drysend(['check', 'scenarios/warnings', '--format', 'json'])).out);
  for (const { code, severity, message, cure, file, line, column } of findings) {
    expect(code).toMatch(/^[A-Z0-9_]+$/);
    expect(['error', 'warning', 'note']).toContain(severity);
    expect([message, cure, file].every((text) => text !== '')).toBe(true);
    expect(line).toBeGreaterThan(0);
    expect(column).toBeGreaterThan(0);
  }
});

const story = (name: string, more = ''): string => {
  const path = join(folder, `${name}.yaml`);
  writeFileSync(
    path,
    `scenario: x\ncases:\n  a: {type: c, name: A, contact_phone_number: "254712000601", time_zone: EAT${more}}\ntimeline:\n  - {at: 2026-03-02 09:00, register: a}\n`,
  );
  return path;
};

test('it ends in 4 when something is as serious as --fail-on says, in 0 otherwise', async () => {
  const odd = story('odd');
  const bad = story('bad', ', contact_backend_id: NO_SUCH_GATEWAY');
  expect((await drysend(['check', odd])).code).toBe(0);
  expect((await drysend(['check', odd, '--fail-on', 'warning'])).code).toBe(4);
  expect((await drysend(['check', bad])).code).toBe(4);
  expect((await drysend(['check', bad, '--fail-on', 'never'])).code).toBe(0);
  expect((await drysend(['check', bad, '--fail-on', 'soon'])).code).toBe(1);
  expect((await drysend(['check', bad, '--dst', 'soon'])).code).toBe(1);
  writeFileSync(join(folder, 'broken.yaml'), 'scenario: [');
  expect((await drysend(['check', join(folder, 'broken.yaml')])).code).toBe(2);
});

test('the sum counts rows that an import does not tell one by one, under their own code', async () => {
  const rows = Array.from(
    { length: 1500 },
    (_, index) => `${index},W${index},woman,2547120${10000 + index}.0`,
  );
  writeFileSync(
    join(folder, 'many.csv'),
    `case_id,name,case_type,contact_phone_number\n${rows.join('\n')}\n`,
  );
  const path = join(folder, 'many.yaml');
  writeFileSync(path, 'scenario: x\nimport: [{file: many.csv, register_at: 2026-03-02 09:00}]\n');
  const { out } = await drysend(['check', path]);
  expect(out).toContain('error IMPORT_NUMBER_DECIMAL  1,500 places');
  expect(out).toContain('1,500 errors, 0 warnings, 0 notes');
});

test('of 300 rows the first screen says what matters most: errors by code, three places each', async () => {
  const rows = Array.from(
    { length: 300 },
    (_, index) => `${index},W${index},woman,25471200${1000 + index}.0`,
  );
  writeFileSync(
    join(folder, 'women.csv'),
    `case_id,name,case_type,contact_phone_number\n${rows.join('\n')}\n`,
  );
  const path = join(folder, 'year.yaml');
  writeFileSync(path, 'scenario: x\nimport: [{file: women.csv, register_at: 2026-03-02 09:00}]\n');
  const { out, code } = await drysend(['check', path]);
  expect(code).toBe(4);
  const lines = out.split('\n');
  expect(lines[0]).toBe('error IMPORT_NUMBER_DECIMAL  300 places');
  expect(out).toContain(`${join(folder, 'women.csv')}:2:1`);
  expect(out).toContain('… and 297 more; --format json has all');
  expect(lines.length).toBeLessThan(24);
});
