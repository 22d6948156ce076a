/** The addresses that `drysend serve` prints, their QR code read by a reader that did not write it. */
import { stripVTControlCharacters } from 'node:util';
import jsQR from 'jsqr';
import { describe, expect, test } from 'vitest';
import { labAddresses } from '../../src/cli/lab-addresses.ts';
import { terminalText } from '../../src/report/text/terminal-text.ts';

const lab = {
  url: 'http://127.0.0.1:4880/',
  networkUrls: ['http://192.168.100.105:4880/', 'http://10.0.0.7:4880/'],
};
const opened = { token: 'a long secret & more', isDemo: false, isOpenToOthers: true };
const address = 'http://192.168.100.105:4880/?token=a%20long%20secret%20%26%20more';

describe('the addresses of the lab', () => {
  test('are one for this machine alone, as long as it listens to no other', () => {
    const alone = { token: undefined, isDemo: false, isOpenToOthers: false };
    expect(labAddresses(lab, alone, { columns: 100, colour: false })).toBe(
      'The lab is open: http://127.0.0.1:4880/\n',
    );
  });

  test('are all that others can open, with the token', () => {
    const text = labAddresses(lab, opened, { columns: 100, colour: false });
    expect(text).toContain('The lab is open: http://127.0.0.1:4880/?token=');
    expect(text).toContain(
      `From other devices of the network:\n  ${address}\n  http://10.0.0.7:4880/?token=a`,
    );
  });

  test.each([true, false])('have a QR code that reads as the first of them, colour: %s', (colour) => {
    const text = labAddresses(lab, opened, { columns: 80, colour });
    expect(readFrom(text, colour)).toBe(address);
  });

  test('lead to the demo when that was asked for', () => {
    const text = labAddresses(lab, { ...opened, isDemo: true }, { columns: 80, colour: true });
    expect(text).toContain('The demo is open: http://127.0.0.1:4880/demo?token=');
    expect(readFrom(text, true)).toBe(address.replace('/?', '/demo?'));
  });

  test('are black on white in a terminal with colours', () => {
    const text = terminalText(labAddresses(lab, opened, { columns: 80, colour: true }));
    const lines = text.split('\n').filter((line) => line.includes('█'));
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) {
      expect(line.startsWith('\u001b[107m\u001b[30m')).toBe(true);
      expect(line.endsWith('\u001b[39m\u001b[49m')).toBe(true);
    }
  });

  test('say so where the terminal is too narrow for the code', () => {
    const text = labAddresses(lab, opened, { columns: 40, colour: false });
    expect(text).not.toMatch(/[█▀▄]/);
    expect(text).toContain('too narrow for its QR code');
  });

  test('say so where the machine is on no network', () => {
    const text = labAddresses({ ...lab, networkUrls: [] }, opened, { columns: 80, colour: false });
    expect(text).toContain('this machine is on no network');
  });
});

const SCALE = 4;

/** What a camera sees of the blocks: two rows of a line, dark on light. */
function readFrom(text: string, isInkDark: boolean): string | undefined {
  const lines = stripVTControlCharacters(terminalText(text))
    .split('\n')
    .filter((line) => /^[ █▀▄]{20,}$/.test(line));
  const rows = lines.flatMap((line) => [
    [...line].map((cell) => '█▀'.includes(cell) === isInkDark),
    [...line].map((cell) => '█▄'.includes(cell) === isInkDark),
  ]);
  const width = (rows[0]?.length ?? 0) * SCALE;
  const pixels = new Uint8ClampedArray(width * rows.length * SCALE * 4);
  for (let pixel = 0; pixel < pixels.length / 4; pixel += 1) {
    const x = Math.floor((pixel % width) / SCALE);
    const y = Math.floor(pixel / width / SCALE);
    pixels.set(rows[y]?.[x] ? [0, 0, 0, 255] : [255, 255, 255, 255], pixel * 4);
  }
  return jsQR.default(pixels, width, rows.length * SCALE, { inversionAttempts: 'dontInvert' })?.data;
}
