/** HQ's client libraries, by how long they wait (docs/hq/gateways.md#s1-3). */
import type { WireClient } from '../src/core/model/wire.ts';

const SMS_GATEWAY_TIMEOUT_MS = 5_000;
const BOTO_TIMEOUT_MS = 60_000;
const BOTO_REQUESTS = 5;
/** Django sets none; this is how long a mail server that hangs holds a rehearsal up. */
const MAIL_TIMEOUT_MS = 30_000;

/** `requests` with HQ's time-out: five seconds for the connection, and for each read. */
export const requestsClient: WireClient = {
  library: 'requests',
  patienceMs: SMS_GATEWAY_TIMEOUT_MS,
  requestsPerAttempt: 1,
};

/** `urlopen` with HQ's time-out: the same five seconds. */
export const urllibClient: WireClient = {
  library: 'urllib',
  patienceMs: SMS_GATEWAY_TIMEOUT_MS,
  requestsPerAttempt: 1,
};

/** `requests` as Infobip and Turn are called with it: no time-out at all. */
export const patientRequestsClient: WireClient = {
  library: 'requests, without a time-out',
  patienceMs: undefined,
  requestsPerAttempt: 1,
};

/** Twilio's own library: no time-out either. */
export const twilioClient: WireClient = {
  library: 'twilio 9.2.3',
  patienceMs: undefined,
  requestsPerAttempt: 1,
};

/** `boto3` in its legacy retry mode: a minute for each read, and five tries of its own. */
export const botoClient: WireClient = {
  library: 'boto3',
  patienceMs: BOTO_TIMEOUT_MS,
  requestsPerAttempt: BOTO_REQUESTS,
};

/** Django's mail backend. */
export const mailClient: WireClient = {
  library: 'smtplib',
  readsLines: true,
  patienceMs: MAIL_TIMEOUT_MS,
  requestsPerAttempt: 1,
};
