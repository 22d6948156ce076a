/** WireMock's near misses: which requests came nearest to a pattern, and which gateway a stray request meant. */
import type { WireRequest } from '../../core/model/wire.ts';
import type { FakeGateways } from '../fake/fake-gateways.ts';
import { loggedRequest } from '../recorder/logged-request.ts';
import { diffText, nearMissesTo } from '../recorder/near-miss.ts';
import type { Recorded } from '../recorder/recorder.ts';
import { patternFrom } from '../recorder/request-pattern.ts';
import { withinTime } from '../recorder/within-time.ts';
import { requestWithoutSecrets } from '../secrets/without-secrets.ts';
import { addressedGateways } from './addressed-gateways.ts';
import { type ApiRoute, Refusal, soundOr422 } from './api-route.ts';

/** Stray requests that are explained in one answer, the newest ones. */
const EXPLAINED_MAX = 100;
const COMPARING_MS_MAX = 1000;

export function nearMissRoutes(fakes: FakeGateways): ApiRoute[] {
  const { recorder } = fakes;
  return [
    {
      method: 'get',
      path: '/__admin/requests/unmatched/near-misses',
      summary: 'For each request that no gateway was meant by, the gateways that it may have meant',
      answer: { schema: 'NearMisses' },
      handle(_request, response) {
        const strays = [...recorder.all()].filter(({ verdict }) => verdict === 'unmatched');
        const nearMisses = strays
          .slice(-EXPLAINED_MAX)
          .reverse()
          .flatMap((stray) => explained(fakes, stray.request, loggedRequest(stray)));
        response.json({ nearMisses });
      },
    },
    {
      method: 'post',
      path: '/__admin/near-misses/request',
      summary: 'Which gateways a request may have meant, the nearest first',
      body: {
        schema: 'RequestGiven',
        example: { method: 'POST', url: '/2010-04-01/Accounts/AC1/Messages.json' },
      },
      answer: { schema: 'NearMisses' },
      otherwise: { 422: 'The request cannot be read' },
      handle(request, response) {
        const wire = wireFrom(request.body);
        const { method, path, headers, body } = requestWithoutSecrets(wire);
        response.json({ nearMisses: explained(fakes, wire, { method, url: path, headers, body }) });
      },
    },
    {
      method: 'post',
      path: '/__admin/near-misses/request-pattern',
      summary: 'Which requests came nearest to a pattern without fitting it, with the fields that differ',
      body: { schema: 'RequestPattern', example: { method: 'POST', url: '/TWILIO/Messages.json' } },
      answer: { schema: 'NearMisses' },
      otherwise: {
        422: 'The pattern cannot be read, or takes too long',
        501: 'WireMock has what the pattern asks for, and these gateways do not',
      },
      handle(request, response) {
        const pattern = soundOr422(patternFrom(request.body ?? {}));
        const all: Recorded[] = [...recorder.all()];
        const misses = withinTime(COMPARING_MS_MAX, () => nearMissesTo(pattern, all));
        response.json({
          nearMisses: misses.map(({ recorded, distance, differences }) => ({
            request: loggedRequest(recorded),
            requestPattern: request.body as unknown,
            matchResult: { distance },
            differences,
            diff: diffText(differences),
          })),
        });
      },
    },
  ];
}

function explained(fakes: FakeGateways, wire: WireRequest, requestAsSent: object): object[] {
  return addressedGateways(fakes, wire).map(({ gateway, kind, url, distance, isUnderstood }) => {
    const differences = [{ field: 'url', wanted: url, found: wire.path.split('?')[0] ?? '' }];
    return {
      request: requestAsSent,
      gateway,
      kind,
      url,
      isUnderstood,
      matchResult: { distance },
      differences,
      diff: diffText(differences),
    };
  });
}

/** A request as a client describes it: WireMock's LoggedRequest, of which only the url is required. */
function wireFrom(given: unknown): WireRequest {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new Refusal(422, 'a request is wanted', 'such as {"method": "POST", "url": "/TWILIO/…"}');
  const { method = 'GET', url, headers = {}, body = '' } = given as Readonly<Record<string, unknown>>;
  if (typeof url !== 'string' || !url.startsWith('/'))
    throw new Refusal(422, 'url is a path such as /TWILIO/…, with its query');
  if (typeof method !== 'string' || typeof body !== 'string')
    throw new Refusal(422, 'method and body are texts');
  return { method, path: url, headers: headersFrom(headers), body };
}

function headersFrom(given: unknown): Record<string, string> {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new Refusal(422, 'headers is an object of texts');
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const values = [value].flat();
      if (!values.every((each) => typeof each === 'string'))
        throw new Refusal(422, `headers.${name} is a text`);
      return [name.toLowerCase(), values.join(', ')];
    }),
  );
}
