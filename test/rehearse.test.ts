import { expect, test } from 'vitest';
import { LinePages } from '../src/rehearse.ts';

test('lines whose taker was broken off half way are not handed over once more', () => {
  const handed: string[] = [];
  const pages = new LinePages((page) => {
    handed.push(Buffer.from(page).toString());
    if (handed.length === 1) throw new Error('Ctrl-C');
  });
  pages.line('one\n');
  expect(() => pages.flush()).toThrow('Ctrl-C');
  pages.flush();
  pages.line('two\n');
  pages.flush();
  expect(handed).toEqual(['one\n', 'two\n']);
});
