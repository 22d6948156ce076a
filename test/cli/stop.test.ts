import { expect, test } from 'vitest';
import { internalErrorText } from '../../src/cli/stop.ts';

test('what a Map cannot hold is told as the size of the run, and any other error as drysend’s own', () => {
  expect(internalErrorText(new RangeError('Map maximum size exceeded'), { debug: false })).toContain(
    'more than 16,777,216 people',
  );
  expect(internalErrorText(new RangeError('Invalid time value'), { debug: false })).toMatch(
    /^internal error:/,
  );
});
