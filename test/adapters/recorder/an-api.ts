import { createTransport, type SendMailOptions } from 'nodemailer';
import { type Gateways, startGateways } from '../../../src/testing/index.ts';

/** Open servers, and short ways to send through them and to ask the API. */
export interface Api {
  readonly gateways: Gateways;
  readonly base: string;
  sms(text: string, to?: string, gateway?: string): Promise<Response>;
  mail(mail: SendMailOptions): Promise<void>;
  /** The answer of a path, whatever its status; `body` is sent as JSON. */
  ask(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ readonly status: number; readonly json: Told }>;
  close(): Promise<void>;
}

/** What an API has said; a field that is not there fails the test that looks at it. */
// biome-ignore lint/suspicious/noExplicitAny: as JSON.parse gives it; openapi.test.ts holds the shapes to their schemas
type Told = any;

export async function openApiUnderTest(): Promise<Api> {
  const gateways = await startGateways({
    gateways: {
      OURS: {
        type: 'http',
        url: 'http://sms.example/send',
        message_param: 'text',
        number_param: 'to',
        rejects: '2799*',
      },
      TWILIO: { type: 'twilio' },
      MAIL: { type: 'smtp' },
    },
  });
  const base = `http://127.0.0.1:${gateways.httpPort}`;
  const mailer = createTransport({ host: '127.0.0.1', port: gateways.smtpPort, ignoreTLS: true, pool: true });
  return {
    gateways,
    base,
    sms: (text, to = '27831234567', gateway = 'OURS') =>
      fetch(`${base}/${gateway}/send?${new URLSearchParams({ text, to, password: 'S3CRET' })}`),
    async mail(mail) {
      await mailer.sendMail({ from: 'Clinic <clinic@example.org>', to: 'ana@example.org', ...mail });
    },
    async ask(method, path, body) {
      const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
      const response = await fetch(base + path, init);
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
      return { status: response.status, json: isJson ? (JSON.parse(text) as Told) : text };
    },
    async close() {
      mailer.close();
      await gateways.close();
    },
  };
}
