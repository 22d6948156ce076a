/** A server that a hostile mail would like to reach; it counts who knocks. */
import { createServer } from 'node:http';

export interface Tracker {
  readonly url: string;
  readonly port: number;
  /** Paths asked for. */
  readonly hits: string[];
  /** Connections opened, asked for something or not. */
  connections(): number;
  /** The document served at `/control`. */
  page: string;
  close(): Promise<void>;
}

export async function startTracker(): Promise<Tracker> {
  const hits: string[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    hits.push(request.url ?? '');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(request.url === '/control' ? tracker.page : '');
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const tracker: Tracker = {
    url: `http://127.0.0.1:${port}`,
    port,
    hits,
    connections: () => connections,
    page: '',
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return tracker;
}

/** A mail that tries everything that makes a browser ask for something, or run something. */
export const hostileMail = (url: string): string =>
  [
    `<!doctype html><html><head><title>x</title><base href="${url}/base/">`,
    `<link rel="stylesheet" href="${url}/sheet.css"><link rel="preconnect" href="${url}">`,
    `<link rel="dns-prefetch" href="${url}"><link rel="prefetch" href="${url}/prefetch">`,
    `<link rel="icon" href="${url}/icon.png"><meta http-equiv="refresh" content="0;url=${url}/refresh">`,
    `<style>@import "${url}/import.css"; h1{color:rgb(200, 0, 0);background:url(${url}/style.png)}`,
    `h2{background:\\75 rl("${url}/escaped.png")} @font-face{font-family:f;src:url(${url}/font.woff)}</style>`,
    `<script src="${url}/script.js"></script><script>parent.document.title="stolen"</script></head>`,
    `<body background="${url}/body.png" onload="parent.document.title='stolen'">`,
    `<h1 style="font-size:40px">Visit on 12 March</h1><h2>at 9</h2><p style="color:rgb(0, 0, 200)">Dear Sara</p>`,
    `<img src="${url}/tracker.png"><img srcset="${url}/srcset.png 2x" src="${url}/a.png">`,
    `<picture><source srcset="${url}/source.png"><img src="${url}/b.png"></picture>`,
    `<img src=x onerror="parent.document.title='stolen'"><div style="background:url('${url}/div.png')">d</div>`,
    `<iframe src="${url}/frame"></iframe><object data="${url}/object"></object><embed src="${url}/embed">`,
    `<video src="${url}/video" poster="${url}/poster.png"></video><audio src="${url}/audio" autoplay></audio>`,
    `<svg><image href="${url}/svg.png"/><use href="${url}/use.svg#a"/><script>parent.document.title="stolen"</script></svg>`,
    `<template shadowrootmode="open"><img src="${url}/shadow.png"></template>`,
    `<form action="${url}/form"><input type="image" src="${url}/input.png"></form>`,
    `<table background="${url}/table.png"><tr><td>cell</td></tr></table>`,
    `<a href="${url}/link" ping="${url}/ping">our page</a>`,
    `<noscript><p title="</noscript><img src='${url}/mutation.png'>">m</p></noscript>`,
    '<img alt="kept" src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"></body></html>',
  ].join('');
