import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { checksOf } from '../../src/cli/doctor/checks.ts';
import { type Machine, thisMachine } from '../../src/cli/doctor/machine.ts';
import { doctorText } from '../../src/cli/doctor/text.ts';
import { drysend, inEmptyFolder, put } from './a-terminal.ts';

inEmptyFolder();

const whole: Machine = {
  node: '22.11.0',
  platform: 'darwin',
  env: { XDG_DATA_HOME: 'nowhere' },
  isFree: () => Promise.resolve(true),
  hasFile: () => true,
  hasModule: () => true,
  hasProgram: () => true,
};

async function checkNamed(name: string, different: Partial<Machine> = {}) {
  const checks = await checksOf({ ...whole, ...different }, '1.2.3');
  return checks.find((check) => check.name === name);
}

test('a machine that has everything is good throughout', async () => {
  const checks = await checksOf(whole, '1.2.3');
  expect(checks.filter(({ state }) => state !== 'good')).toEqual([]);
  expect(checks.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'Node',
      'zone data',
      'port 4810',
      'port 4880',
      'certificates',
      'browser',
      'colour',
    ]),
  );
});

describe('what is missing is told with its cure:', () => {
  test.each([
    ['Node', { node: '18.20.0' }, 'bad', 'Node 20 or newer'],
    ['package', { hasFile: (path: string) => !path.endsWith('report.html') }, 'bad', 'install drysend again'],
    ['port 4825', { isFree: (port: number) => Promise.resolve(port !== 4825) }, 'note', '--smtp-port'],
    ['browser', { platform: 'linux', env: {} }, 'note', 'ssh -L 4880'],
    ['workbooks', { hasModule: () => false }, 'note', 'npm install read-excel-file'],
    ['git', { hasProgram: () => false }, 'note', 'diff --ref'],
  ] as const)('%s', async (name, different, state, cure) => {
    expect(await checkNamed(name, different)).toMatchObject({ state, cure: expect.stringContaining(cure) });
  });

  test('a certificate authority that cannot be used', async () => {
    mkdirSync('data/drysend', { recursive: true });
    put('data/drysend/ca-key.pem', 'nonsense');
    expect(await checkNamed('certificates', { env: { XDG_DATA_HOME: 'data' } })).toMatchObject({
      state: 'note',
      found: expect.stringContaining('ca-key.pem'),
      cure: expect.stringContaining('delete it'),
    });
  });
});

test('the text has a line for each, says what it came to, and keeps to the width', async () => {
  const text = doctorText(await checksOf({ ...whole, node: '18.0.0' }, '1.2.3'), {
    ...{ columns: 60, colour: false, errorColour: false, showsProgress: false, debug: false },
    ...{ out: () => {}, err: () => {}, data: () => {} },
  });
  expect(text).toMatch(/^✓ drysend {7}1\.2\.3$/m);
  expect(text).toMatch(/^✗ Node {10}18\.0\.0: drysend wants Node 20 or newer$/m);
  expect(text.trimEnd().endsWith('drysend cannot run here')).toBe(true);
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
});

test('this machine is looked at: a port that is taken is not free', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  expect(await thisMachine().isFree(port)).toBe(false);
  await new Promise((resolve) => server.close(resolve));
  expect(await thisMachine().isFree(port)).toBe(true);
  expect(thisMachine().hasModule('no-such-module')).toBe(false);
  expect(thisMachine().hasProgram('no-such-program')).toBe(false);
});

test('drysend doctor --json is one document', async () => {
  const { code, out } = await drysend(['doctor', '--json']);
  const { ok, checks } = JSON.parse(out);
  expect(code).toBe(ok ? 0 : 3);
  expect(checks[0]).toEqual({ name: 'drysend', state: 'good', found: '1.2.3' });
});
