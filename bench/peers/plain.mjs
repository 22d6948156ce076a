/** The two plainest servers that could answer a Twilio send: bare node:http, and Express. `node plain.mjs bare|express PORT`. */
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [kind, port, home] = process.argv.slice(2);
let received = 0;
const answer = JSON.stringify({
  sid: 'SM00000000000000000000000000000001',
  status: 'queued',
  num_segments: '1',
});
const headers = { 'content-type': 'application/json' };

if (kind === 'bare') {
  createServer((request, response) => {
    if (request.url === '/count') {
      response.end(String(received));
      return;
    }
    /** @type {Buffer[]} */
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      new URLSearchParams(Buffer.concat(chunks).toString('utf8')).get('To');
      received += 1;
      response.writeHead(201, headers).end(answer);
    });
  }).listen(Number(port), '127.0.0.1');
} else {
  const express = createRequire(join(String(home), 'package.json'))('express');
  const app = express();
  app.get('/count', (_request, response) => response.send(String(received)));
  app.post(/.*/, express.urlencoded({ extended: false }), (_request, response) => {
    received += 1;
    response.status(201).set(headers).send(answer);
  });
  app.listen(Number(port), '127.0.0.1');
}
