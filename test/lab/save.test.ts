import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readBeside } from '../../src/lab/server/offered.ts';
import { LiveSession } from '../../src/lab/session/live-session.ts';
import { savedText } from '../../src/lab/session/save.ts';
import { planOf } from '../../src/lab/session/scenario-text.ts';
import { rehearsePlan } from '../../src/rehearse.ts';

const files = ['two-way', 'maternal-health', 'gateways'].flatMap((folder) =>
  readdirSync(join('scenarios', folder))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join('scenarios', folder, name)),
);

test.each(files)('%s, played to its end and saved, passes', async (file) => {
  const read = readBeside('scenarios');
  const session = new LiveSession({ id: 'x', path: file, text: readFileSync(file, 'utf8'), read });
  await session.clock({ do: 'jump', to: session.plan.endsAt });
  const plan = planOf(file, await savedText(session), read);
  const broken = rehearsePlan(plan).verdicts.filter(({ kept, kind }) => !kept && kind !== 'invariant');
  expect(broken.map(({ title }) => title)).toEqual([]);
});
