import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, serveLab } from '../../src/lab/server/serve-lab.ts';
import type { Contact } from '../../src/lab/web/state/answers.ts';
import { type Call, callerOf, clinic, sessionOf } from './lab-client.ts';
import { messyExport, rowCount, unreadableRows } from './messy-export.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../fixtures/${name}`, import.meta.url)).toString('base64');

describe('an import takes what the command line takes', () => {
  let lab: Lab;
  let call: Call;
  beforeAll(async () => {
    lab = await serveLab({ port: 0 });
    call = callerOf(() => lab);
  });
  afterAll(() => lab?.close());

  test.each(['case-export.csv', 'case-export.xlsx', 'case-api-v1.json', 'case-api-v2.json'])(
    '%s',
    async (name) => {
      const at = await sessionOf(call, clinic);
      const body = { name, base64: fixture(name), type: 'woman' };
      const preview = await call('POST', `${at}/import-preview`, body);
      expect(preview.status, preview.text).toBe(200);
      const { body: imported } = await call('POST', `${at}/import`, body);
      expect(imported.registered).toHaveLength(preview.body.cases);
      expect(imported.notices).toEqual(preview.body.notices);
    },
  );

  test('a preview changes nothing', async () => {
    const at = await sessionOf(call, clinic);
    const before = (await call('GET', `${at}/scenario.yaml`)).text;
    await call('POST', `${at}/import-preview`, { name: 'x.csv', text: 'name\nEva\n', type: 'woman' });
    expect((await call('GET', `${at}/scenario.yaml`)).text).toBe(before);
  });

  test('a preview counts the numbers that no gateway takes', async () => {
    const narrow = clinic.replace('{"*": GATE}', '{"255": GATE}');
    const at = await sessionOf(call, narrow);
    const text = 'name,contact_phone_number\nEva,255711000001\nAda,919812345001\nIda,\n';
    const { body } = await call('POST', `${at}/import-preview`, { name: 'x.csv', text, type: 'woman' });
    expect(body).toMatchObject({ cases: 3, withoutNumber: 1, withoutGateway: 1 });
    expect(body.sample.map(({ gateway }: { gateway: string }) => gateway)).toEqual(['GATE', '', '']);
  });

  test('an export with every damage comes in, and what is odd is grouped by code', async () => {
    const at = await sessionOf(call, clinic);
    const body = { name: 'women.csv', text: messyExport(), type: 'woman' };
    const preview = (await call('POST', `${at}/import-preview`, body)).body;
    expect(preview).toMatchObject({ cases: rowCount, closed: 6, withoutNumber: unreadableRows });
    const codes = preview.notices.map(({ code }: { code: string }) => code);
    expect(codes).toEqual(
      expect.arrayContaining([
        ...[
          'IMPORT_EXCEL_NUMBER',
          'IMPORT_NUMBER_UNREADABLE',
          'IMPORT_NUMBER_FORMATTED',
          'IMPORT_NATIONAL_ZERO',
        ],
        ...['IMPORT_NUMBER_DECIMAL', 'IMPORT_DATE_FORMAT', 'IMPORT_DATE_SERIAL', 'IMPORT_DATE_IMPOSSIBLE'],
        ...['IMPORT_MISSING_MARK', 'IMPORT_NAME_MISSING', 'IMPORT_COLUMN_NAME', 'IMPORT_OWNER_UNKNOWN'],
      ]),
    );
    expect(new Set(codes).size).toBe(codes.length);
    const { body: imported } = await call('POST', `${at}/import`, body);
    expect(imported.registered).toHaveLength(rowCount);
    const { contacts } = (await call('GET', `${at}/state`)).body as { contacts: Contact[] };
    const unreachable = contacts.filter(({ problems }) =>
      problems.some(({ code }) => code === 'NO_PHONE_NUMBER'),
    );
    expect(unreachable).toHaveLength(unreadableRows);
    const { properties } = (await call('GET', `${at}/person?key=${imported.registered[50]}`)).body;
    expect(properties[0].changes[0].by).toEqual({ kind: 'import', name: 'women.csv' });
  });

  test('an owner that nobody has is a warning, and one that there is stays', async () => {
    const at = await sessionOf(call, clinic);
    const text = 'caseid,name,owner_id\nc1,Eva,nurse\nc2,Zoe,nobody.there\n';
    const { body } = await call('POST', `${at}/import`, { name: 'x.csv', text, type: 'woman' });
    expect(body.notices).toMatchObject([
      {
        code: 'IMPORT_OWNER_UNKNOWN',
        count: 1,
        example: expect.stringContaining('row 3 (zoe): owner "nobody.there"'),
      },
    ]);
    const yaml = (await call('GET', `${at}/scenario.yaml`)).text;
    expect(yaml.match(/owner: nurse/g)).toHaveLength(2);
  });

  test('a second import leaves out cases that are there, and calls new ones of the same name otherwise', async () => {
    const at = await sessionOf(call, clinic);
    const file = (rows: string) => ({ name: 'x.csv', text: `caseid,name\n${rows}`, type: 'woman' });
    await call('POST', `${at}/import`, file('c1,Eva\n'));
    const { body } = await call('POST', `${at}/import`, file('c1,Eva\nc2,Eva\n'));
    expect(body.registered).toEqual(['eva-2']);
    expect(body.notices.map(({ code }: { code: string }) => code).sort()).toEqual([
      'IMPORT_CASE_ID_TWICE',
      'IMPORT_KEY_TAKEN',
    ]);
    const again = await call('POST', `${at}/import`, file('c1,Eva\n'));
    expect([again.status, again.body.found]).toEqual([422, 'no case that is new to this session']);
  });

  test('a file up to 10 MB is read, a larger one is refused with its size', async () => {
    const at = await sessionOf(call, clinic);
    const base64 = Buffer.from(`caseid,name\nc1,${'x'.repeat(10_000_000)}\n`).toString('base64');
    const { status, body } = await call('POST', `${at}/import-preview`, {
      name: 'x.csv',
      base64,
      type: 'woman',
    });
    expect([status, body.wanted]).toEqual([422, 'at most 10000000']);
    const rows = Array.from({ length: 20_000 }, (_, index) => `c${index},N${index},${'x'.repeat(400)}`);
    const text = `caseid,name,note\n${rows.join('\n')}\n`;
    const preview = await call('POST', `${at}/import-preview`, { name: 'x.csv', text, type: 'woman' });
    expect(preview.body.cases).toBe(20_000);
  });
});
