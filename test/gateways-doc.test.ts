import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { gatewayBooks } from '../mock-gateways/index.ts';
import { gatewaysDoc } from '../scripts/gateways-doc.mjs';

test('docs/gateways.md is as scripts/gateways-doc.mjs prints it from the catalogue', () => {
  const path = new URL('../docs/gateways.md', import.meta.url);
  expect(readFileSync(path, 'utf8')).toBe(gatewaysDoc(gatewayBooks));
});
