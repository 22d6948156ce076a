/** 200 clients that open sessions in the lab at once, and come again when they are sent away, until so many were opened. */
import { setTimeout as sleep } from 'node:timers/promises';
import { answerTo, httpServed } from './doors-clients.mjs';
import { memoryOf, story, withServers } from './doors-servers.mjs';

const CLIENTS = 200;
const AGAIN_MS = 2000;
const POLL_MS = 50;

/** Somebody else asks the lab all the while. `others`: answers that are neither a session nor a 429. */
export const sessions = (count = CLIENTS) =>
  withServers(async ({ ports, lab }) => {
    const body = JSON.stringify({ text: story });
    const headers = { 'content-type': 'application/json' };
    const counts = { opened: 0, refused: 0, others: 0 };
    let quarter;
    const client = async () => {
      while (counts.opened < count) {
        const { status } = await answerTo(ports.lab, {
          path: '/api/sessions',
          method: 'POST',
          headers,
          body,
        });
        if (status === 201) counts.opened += 1;
        else if (status === 429) counts.refused += 1;
        else counts.others += 1;
        if (counts.opened >= count / 4) quarter ??= lab.memory();
        if (status !== 201) await sleep(AGAIN_MS);
      }
    };
    let isOver = false;
    const somebody = servedWhile(ports.lab, () => !isOver);
    await Promise.all(Array.from({ length: CLIENTS }, client));
    isOver = true;
    const kept = JSON.parse((await answerTo(ports.lab, { path: '/api/sessions' })).text).length;
    const memory = memoryOf(await quarter, await lab.memory());
    return [{ server: 'lab', clients: CLIENTS, ...counts, kept, ...(await somebody), ...memory }];
  });

async function servedWhile(port, goesOn) {
  const result = { rounds: 0, served: 0 };
  while (goesOn()) {
    result.rounds += 1;
    if (await httpServed(port, '/livez')) result.served += 1;
    await sleep(POLL_MS);
  }
  return result;
}
