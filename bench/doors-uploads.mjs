/** Uploads as large as each server takes them, many at once: half of each is out when others have to be served; one byte more is refused. */
import { answerTo, answerToMail, firstSession, httpServed, mailServed } from './doors-clients.mjs';
import { overRounds, withServers } from './doors-servers.mjs';

const REQUEST_BYTES = 1_000_000;
const MAIL_BYTES = 10_000_000;
const IMPORT_BYTES = 10_000_000;
const json = { 'content-type': 'application/json' };

/**
 * @param {number} rounds
 * @param {string} [only] one of the servers
 */
export const uploads = (rounds = 1, only = '') =>
  withServers(async ({ ports, gateways, lab }) => {
    const id = await firstSession(ports.lab);
    /** The recorder keeps up to 400 MB of what came; what remains without that is measured. */
    const forget = () => answerTo(ports.http, { path: '/__admin/requests', method: 'DELETE' });
    const preview = `/api/sessions/${id}/import-preview`;
    const servers = [
      {
        server: 'http',
        watched: gateways,
        clients: 20,
        bytes: REQUEST_BYTES,
        send: (bytes, halfway) =>
          answerTo(ports.http, { path: '/TEST/x', method: 'POST', body: 'x'.repeat(bytes), halfway }),
        isTaken: ({ status }) => status === 200,
        isRefused: ({ status }) => status === 413,
        isServed: () => httpServed(ports.http, '/TEST/x'),
      },
      {
        server: 'smtp',
        watched: gateways,
        clients: 5,
        bytes: MAIL_BYTES,
        send: (bytes, halfway) => answerToMail(ports.smtp, linesOf(bytes), halfway),
        isTaken: (answer) => answer.startsWith('250 '),
        isRefused: (answer) => answer.startsWith('552 '),
        isServed: () => mailServed(ports.smtp),
      },
      {
        server: 'lab',
        watched: lab,
        clients: 5,
        bytes: IMPORT_BYTES,
        send: (bytes, halfway) =>
          answerTo(ports.lab, {
            path: preview,
            method: 'POST',
            headers: json,
            body: JSON.stringify({ name: 'x.csv', type: 'woman', text: exportOf(bytes) }),
            halfway,
          }),
        isTaken: ({ status }) => status === 200,
        isRefused: ({ status }) => status === 422,
        isServed: () => httpServed(ports.lab, `/api/sessions/${id}/state`),
      },
    ];
    const results = [];
    for (const one of servers)
      if (only === '' || one.server === only) results.push(await crowdOf({ ...one, forget }, rounds));
    return results;
  });

async function crowdOf(
  { server, watched, clients, bytes, send, isTaken, isRefused, isServed, forget },
  rounds,
) {
  const counts = { taken: 0, refused: 0, served: 0 };
  const memory = await overRounds(rounds, watched, async () => {
    const { halfway, all, goOn } = meeting(clients);
    const sent = Array.from({ length: clients }, () => send(bytes, halfway));
    await all;
    if (await isServed()) counts.served += 1;
    goOn();
    counts.taken += (await Promise.all(sent)).filter(isTaken).length;
    if (isRefused(await send(bytes + 1))) counts.refused += 1;
    await forget();
  });
  return { server, rounds, clients, bytes, ...counts, ...memory };
}

/** Clients that wait halfway until all are there and `goOn` is called. */
function meeting(clients) {
  let here = 0;
  let goOn = () => {};
  let allHere = () => {};
  const all = new Promise((resolve) => {
    allHere = () => resolve(undefined);
  });
  const going = new Promise((resolve) => {
    goOn = () => resolve(undefined);
  });
  const halfway = () => {
    here += 1;
    if (here === clients) allHere();
    return going;
  };
  return { halfway, all, goOn };
}

/** A mail's text of so many bytes. */
const linesOf = (bytes) => `${'x'.repeat(98)}\r\n`.repeat(Math.ceil(bytes / 100)).slice(-bytes);

/** An export of so many bytes, most of them in few and long cells. */
function exportOf(bytes) {
  const head = 'caseid,name,contact_phone_number,note\n';
  const rows = Array.from({ length: 20 }, (_, row) => `c${row},Asha,8801712345${100 + row},`);
  const size = bytes - head.length - rows.join('\n').length;
  const part = Math.floor(size / rows.length);
  const last = size - part * (rows.length - 1);
  return head + rows.map((row, at) => row + 'x'.repeat(at < rows.length - 1 ? part : last)).join('\n');
}
