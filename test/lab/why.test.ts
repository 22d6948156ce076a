import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readBeside } from '../../src/lab/server/offered.ts';
import { LiveSession } from '../../src/lab/session/live-session.ts';
import { why } from '../../src/lab/session/why.ts';
import { trailOf } from '../../src/report/why/trail.ts';

const files = ['two-way', 'maternal-health', 'gateways', 'time-zones'].flatMap((folder) =>
  readdirSync(join('scenarios', folder))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join('scenarios', folder, name)),
);

test.each(files)('%s: the trail of each contact is what the whole journal gives', async (file) => {
  const session = new LiveSession({
    id: 'x',
    path: file,
    text: readFileSync(file, 'utf8'),
    read: readBeside('scenarios'),
  });
  await session.clock({ do: 'jump', to: session.plan.endsAt });
  const { plan, liveRun } = session;
  const named = new Set([...plan.cases.keys(), ...plan.users.keys()]);
  for (const { to } of liveRun.journal.entries()) if (to !== undefined) named.add(to);
  for (const key of named) {
    expect(why(session, { case: key })).toEqual(trailOf(plan, liveRun.journal, { case: key }));
    expect(why(session, { to: key })).toEqual(trailOf(plan, liveRun.journal, { to: key }));
    const both = { case: key, to: key, alert: plan.alerts[0]?.key ?? 'none', at: plan.startsAt + 86_400_000 };
    expect(why(session, { ...both, at: String(both.at) })).toEqual(trailOf(plan, liveRun.journal, both));
  }
});
