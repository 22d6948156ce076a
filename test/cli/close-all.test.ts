import { expect, test } from 'vitest';
import { closeAll } from '../../src/cli/close-all.ts';

test('every output is closed although one cannot be, and its error is told', () => {
  const closed: string[] = [];
  const output = (name: string) => ({ close: () => void closed.push(name) });
  const full = {
    close() {
      throw new Error('the disk is full');
    },
  };
  expect(() => closeAll([output('a'), full, undefined, output('b')])).toThrow('the disk is full');
  expect(closed).toEqual(['a', 'b']);
});
