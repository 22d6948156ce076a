/** The part of docs/gateways.md that tells what faults do on real sockets. */
export const faultsDoc = `
### What a fault does on real sockets

At the standalone gateways (\`drysend gateways\`, \`startGateways\`) faults act in real time and over real connections.
A rule is asked about requests that hand in a message; look-ups and status calls only wait for \`latency\`. The record
names the rules that acted, as \`fault: "id/action"\`; what was not accepted stands there as \`failing\`.

| fault | what the client gets (\`fetch\`'s code) |
|---|---|
| \`reject\` | the refusal in the kind's own words; its plain one where it has no word |
| \`status\` | that code, body and \`Retry-After\`; from 400 on nothing is accepted |
| \`throttle\`, \`rate_per_minute\` | a token bucket by the clock: the kind's own word for "too fast" (429 where it has one), with \`Retry-After\`. \`rate_per_minute\` lets a minute's worth through at once |
| \`latency\`, \`delay\` | the answer later; they add up |
| \`connection: {mode: refuse}\`, \`{mode: reset}\` | \`ECONNRESET\`: the port is shared, so a refused connection is reset |
| \`reset\` at \`headers\`, \`body\` | half of the head, or the head and half of the body (\`bytes\`), then \`ECONNRESET\`, or \`UND_ERR_SOCKET\`: it depends on how far the client has read |
| \`close\` | \`UND_ERR_SOCKET\`, at any phase |
| \`hang\` | nothing more; let go after ten minutes |
| \`truncate\` | a whole answer with half a body, and no error |
| \`short_body\` | \`UND_ERR_SOCKET\`: the body ends before its length |
| \`garbage\` | \`HPE_INVALID_CONSTANT\` |
| \`bad_chunk\` | \`HPE_INVALID_CHUNK_SIZE\` |
| \`drip\` | the whole answer, \`bytes\` (1) every so often (\`every\`, 100 ms) |

\`committed: yes\` accepts the message before the connection breaks; \`no\` does not. When a rule does not say, what still
brings an answer (\`truncate\`, \`short_body\`, \`bad_chunk\`, \`drip\`) has accepted it.

A \`receipt\` fault's receipts go to the application as [webhooks](#receipts-and-texts-that-come-in); \`retry_webhook: yes\`
repeats one that is not taken at least four times (within 130 s), \`no\` never does; without it the kind's own habit
holds. In a rehearsal HQ takes every receipt, so there is nothing to repeat.

**Mail.** A mail server decides before it knows everything, so a rule acts at its own command or at the first one by
which its conditions are known: \`from\` at MAIL, \`to\` and \`attempt\` at RCPT, \`body\` after the dot.

| fault | what the client gets (nodemailer's code) |
|---|---|
| \`smtp: {at: …, reply: "450 4.2.0 …"}\` | that reply to \`connect\` \`ehlo\` (EPROTOCOL), \`starttls\` (ETLS), \`auth\` (EAUTH), \`mail\` \`rcpt\` \`data\` (EENVELOPE), \`dot\` (EMESSAGE) or \`quit\` |
| \`mode: reset\` | the connection is reset there; \`at: data\` with the mail half read |
| \`mode: hang\`, \`hang: 20s\` | no reply, let go after five minutes; with a length, the reply after that |
| \`mode: drip\`, \`drip: 1s\` | that reply, \`connect\`'s banner too, a byte at a time |
| \`hide: SIZE\` | a line less in EHLO's answer, inside TLS too. What is hidden still works when asked for: add a reply at \`starttls\` to deny it. \`hide: yes\` with \`at: starttls\` or \`auth\` means these |
| \`greylist: {for: 60s, key: ip+from+to}\` | 450 until whoever the key names has waited |
| \`bounce: {after: 90s, code: 5.1.1}\` | accepted; later a bounce stands in the record, as \`other\` |
| \`connection\`, \`committed: no\` | broken at RCPT (\`before\`), at DATA (\`headers\`) or in the mail, after \`bytes\` of it (\`body\`) |
| \`connection\`, \`committed: yes\` | the mail is accepted, and the connection breaks instead of the reply after the dot: the same ECONNECTION as when it was not |
| \`reject\`, \`status\`, \`throttle\` | the reply at the command of that refusal; 451 when too fast |

In a rehearsal (\`drysend run\`, with \`--wire\` or without) the same rules act on the virtual clock: drips, delays and hangs
that end within HQ's 30 seconds make an answer late, longer ones are timeouts; \`hide: AUTH\` stops a project that logs in
(\`username\`), the other capabilities change nothing for HQ; at \`quit\` the mail is accepted already.

**Conditions.** The seed decides with \`probability\`, together with the gateway, the rule, the message and which try
of it this is: the same messages meet the same faults in process, over \`--wire\` and at the standalone gateways, in
whatever order and however many at once. A text is known by its number (the last nine digits, as some kinds leave the
country away) and its words, a mail by its recipient. \`attempt\` counts there how often the message came since its
client last heard that it was taken; each gateway remembers the last 200,000 messages. One draw is for each try, with
\`per: message\` for all tries of a message. \`nth\` counts for each recipient (inbound: each phone). \`times\` and
\`throttle\` count in order of arrival, so with several clients at once *how many* are met is sure, not which.
\`between: [T+1h, T+2h]\` counts from the start of the run, and of the server, where other times are UTC. Rules at
\`connect\`, \`ehlo\`, \`starttls\`, \`auth\` and \`mail\` that do not ask about a recipient draw for each session or
mail. \`inbound\` rules take \`from\` (the phone), \`to\` (the gateway's number), \`body\`, \`between\`,
\`probability\`, \`nth\` and \`times\`.

**What mail clients may not do**, rule or no rule: a bare LF or CR or a NUL in a mail (521 and out, kept as \`refused\`), text
before the 354 (the same), commands before the greeting (421), plain commands after STARTTLS in one piece with it (thrown
away), a command line over 16 KB, ten unknown commands, a thousand without a mail (421), more than 100 recipients (452),
more than five minutes for one command or mail (421).
`;
