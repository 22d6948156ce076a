/** A program that talks to the lab, as scripts do. */
import { request } from 'node:http';
import type { Lab } from '../../src/lab/server/serve-lab.ts';

export type Answer = {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: ReturnType<typeof JSON.parse>;
  readonly text: string;
};

export type Call = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<Answer>;

/** Calls one lab; a text goes as it is, anything else as JSON. */
export const callerOf =
  (lab: () => Lab): Call =>
  (method, path, body, headers = {}) =>
    new Promise((resolve, reject) => {
      const sent = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
      const type = ['GET', 'DELETE'].includes(method) ? {} : { 'content-type': 'application/json' };
      const options = { method, headers: { ...type, ...headers } };
      const asked = request(new URL(path, lab().url), options, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => {
          const isJson = response.headers['content-type']?.includes('json');
          resolve({
            status: response.statusCode!,
            headers: response.headers,
            body: isJson ? JSON.parse(text) : undefined,
            text,
          });
        });
      });
      asked.on('error', reject);
      asked.end(sent);
    });

/** Opens a session and gives its place in the API. */
export async function sessionOf(call: Call, text: string): Promise<string> {
  const { body, text: told } = await call('POST', '/api/sessions', { text });
  if (body?.id === undefined) throw new Error(told);
  return `/api/sessions/${body.id}`;
}

/** A clinic with all that an act can be about. */
export const clinic = `
scenario: A clinic
project: {name: clinic, time_zone: UTC, languages: [en, fr]}
gateways:
  GATE: {type: twilio, number: "+15005550006"}
  MAIL: {type: smtp}
routing: {global: {"*": GATE}}
users:
  nurse: {username: nurse, first_name: Nadia, phones: ["8801712345001"]}
groups:
  team: {users: [nurse]}
locations:
  bon: {name: Bon}
cases:
  asha: {type: woman, name: Asha, contact_phone_number: "8801712345678", contact_phone_number_is_verified: "1", commcare_email_address: asha@example.org, owner: nurse}
  rina: {type: woman, name: Rina, contact_phone_number: "8801712345679"}
keywords:
  HELP: {reply: {en: "We will call, {case.name}."}}
alerts:
  evening:
    case_type: woman
    to: case
    send: {daily: {at: "18:00", stop_after: "5"}}
    sms: {en: "Good evening {case.name}"}
  letter:
    case_type: woman
    to: case
    send: {daily: {at: "07:00", stop_after: "2"}}
    email: {subject: {en: "A letter"}, body: {en: "Dear {case.name}"}}
rules:
  mark: {case_type: woman, set: {marked: "yes"}, active: no}
broadcasts:
  news:
    to: {group: team}
    send: immediately
    sms: {en: "News"}
starts: 2026-06-01 09:00
ends: 2026-06-10 00:00
timeline:
  - {at: 2026-06-01 09:00, register: asha}
`;
