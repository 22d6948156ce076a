import { expect, test } from 'vitest';
import { gatewayCatalogue } from '../../mock-gateways/index.ts';
import { aGateway, aHandover, requestOf } from './a-handover.ts';

/** Table 1.3 of the specification: what HQ makes of each answer. */
const twilioError = (status: number, code: number) =>
  [status, JSON.stringify({ code, message: 'm', status })] as const;

const rows: readonly (readonly [kind: string, status: number, body: string, outcome: string])[] = [
  ['test', 200, '', 'taken'],
  ['http', 200, 'ERROR whatever', 'taken'],
  ['http', 204, '', 'taken'],
  ['http', 400, 'OK', 'busy'],
  ['http', 401, '', 'busy'],
  ['http', 429, '', 'busy'],
  ['http', 500, '', 'busy'],
  ['twilio', 201, '{"sid":"SM1"}', 'taken SM1'],
  ['twilio', 200, '{"sid":"SM1"}', 'taken SM1'],
  ['twilio', 201, '{"sid":"SM', 'busy'],
  ['twilio', 201, '{}', 'taken'],
  ['twilio', ...twilioError(400, 21211), 'INVALID_DESTINATION_NUMBER'],
  ['twilio', ...twilioError(400, 21610), 'busy'],
  ['twilio', ...twilioError(400, 21612), 'busy'],
  ['twilio', ...twilioError(400, 21614), 'busy'],
  ['twilio', ...twilioError(400, 21617), 'busy'],
  ['twilio', ...twilioError(400, 63032), 'busy'],
  ['twilio', ...twilioError(401, 20003), 'busy'],
  ['twilio', ...twilioError(429, 20429), 'busy'],
  ['twilio', 502, '<html>', 'busy'],
  ['mach', 200, '+OK 01 message queued (dest=+27831234567)', 'taken'],
  ['mach', 200, '  +ok 01', 'taken'],
  ['mach', 200, '-ERR 52 invalid dnr', 'INVALID_DESTINATION_NUMBER'],
  ['mach', 200, '-ERR 59 message too long', 'MESSAGE_TOO_LONG'],
  ['mach', 200, '-ERR 58 over quota', 'busy'],
  ['mach', 200, '-ERR 520', 'busy'],
  ['mach', 200, 'hello', 'busy'],
  ['mach', 500, '+OK', 'busy'],
  ['telerivet', 200, '{"id":"SM1","status":"queued"}', 'taken SM1'],
  ['telerivet', 200, '{"error":{"code":"phone_offline","message":"m"}}', 'busy'],
  ['telerivet', 400, '{"error":{"code":"invalid_param","message":"m"}}', 'busy'],
  ['telerivet', 401, '', 'TOO_MANY_UNSUCCESSFUL_ATTEMPTS'],
  ['telerivet', 402, '', 'TOO_MANY_UNSUCCESSFUL_ATTEMPTS'],
  ['telerivet', 429, '', 'busy'],
  ['telerivet', 200, 'not json', 'busy'],
  ['infobip', 200, '{"messages":[{"messageId":"ib-1"}]}', 'taken ib-1'],
  ['infobip', 200, '{"messages":[{"messageId":"ib-2","status":{"groupId":5}}]}', 'taken ib-2'],
  ['infobip', 200, '{}', 'GATEWAY_ERROR'],
  ['infobip', 200, '{"messages":[]}', 'INVALID_DESTINATION_NUMBER'],
  ['infobip', 200, 'true', 'INVALID_DESTINATION_NUMBER'],
  ['infobip', 200, 'not json', 'INVALID_DESTINATION_NUMBER'],
  ['infobip', 500, '', 'INVALID_DESTINATION_NUMBER'],
  ['infobip', 401, '{"requestError":{"serviceException":{"text":"m"}}}', 'GATEWAY_ERROR'],
  ['infobip', 429, '', 'GATEWAY_ERROR'],
  ['turn', 200, '{"contacts":[{"wa_id":"27831234567"}]}', 'asks again'],
  ['turn', 404, '', 'busy'],
  ['turn', 404, '{"errors":[{"code":1006,"details":"unknown"}]}', 'INVALID_DESTINATION_NUMBER'],
  ['turn', 403, '', 'busy'],
  ['turn', 429, '', 'busy'],
  ['pinpoint', 200, '{"Result":{"+27831234567":{"MessageId":"pp-1"}}}', 'taken pp-1'],
  [
    'pinpoint',
    200,
    '{"Result":{"+27831234567":{"MessageId":"pp-2","DeliveryStatus":"PERMANENT_FAILURE"}}}',
    'taken pp-2',
  ],
  ['pinpoint', 200, '{"Result":{}}', 'busy'],
  ['pinpoint', 400, '{"Message":"bad"}', 'GATEWAY_ERROR'],
  ['pinpoint', 429, '', 'GATEWAY_ERROR'],
  ['africastalking', 201, '{}', 'taken'],
  ['africastalking', 401, '', 'busy'],
  ['vonage', 200, '{"messages":[{"status":"1"}]}', 'taken'],
  ['messagebird', 422, '', 'busy'],
  ['whatsapp_cloud', 400, '', 'busy'],
  ['karix', 200, '{"ackid":"ack-1","status":{"code":"200"}}', 'taken ack-1'],
  ['karix', 200, '{"ackid":"ack-1","status":{"code":200}}', 'busy'],
  ['karix', 200, '{"status":{"code":"-13","desc":"Rejected"}}', 'busy'],
  ['karix', 500, '{"ackid":"ack-1","status":{"code":"200"}}', 'busy'],
  ['rest_tcl', 200, '{"ackid":"ack-1","status":{"code":"200"}}', 'taken ack-1'],
  ['rest_tcl', 200, 'not json', 'busy'],
  ['airtel_tcl', 200, ' true\n', 'taken'],
  ['airtel_tcl', 200, 'false', 'busy'],
  ['airtel_tcl', 202, 'true', 'busy'],
  ['vertex', 200, '570000001-2026_11_16', 'taken 570000001-2026_11_16'],
  ['vertex', 500, '570000001-2026_11_16', 'taken 570000001-2026_11_16'],
  ['vertex', 200, 'ES1009 Sorry', 'INVALID_DESTINATION_NUMBER'],
  ['vertex', 200, 'ES1001 x', 'TOO_MANY_UNSUCCESSFUL_ATTEMPTS'],
  ['vertex', 200, 'ES1013', 'TOO_MANY_UNSUCCESSFUL_ATTEMPTS'],
  ['vertex', 200, 'You have Exceeded your SMS Limit.', 'TOO_MANY_UNSUCCESSFUL_ATTEMPTS'],
  ['vertex', 200, 'ES1003', 'busy'],
  ['apposit', 200, '{"statusCode":"0","messageId":"ap-1"}', 'taken ap-1'],
  ['apposit', 500, '{"statusCode":0,"messageId":"ap-1"}', 'taken ap-1'],
  ['apposit', 200, '{"statusCode":"401","statusMessage":"Unauthorized"}', 'busy'],
  ['apposit', 200, 'not json', 'busy'],
  ['grapevine', 200, '<gviSmsResponse><resultCode>0</resultCode></gviSmsResponse>', 'taken'],
  ['grapevine', 200, '<gviSmsResponse><resultCode>12</resultCode></gviSmsResponse>', 'busy'],
  ['grapevine', 500, '<gviSmsResponse><resultCode>0</resultCode></gviSmsResponse>', 'busy'],
  ['unicel', 202, 'anything', 'taken'],
  ['unicel', 400, '', 'busy'],
  ['tropo', 200, '', 'taken'],
  ['tropo', 500, '', 'busy'],
  ['smsgh', 200, '{"Status":0,"MessageId":"gh-1"}', 'taken gh-1'],
  ['smsgh', 502, '{"Status":4}', 'INVALID_DESTINATION_NUMBER'],
  ['smsgh', 403, '{"Status":7}', 'PHONE_NUMBER_OPTED_OUT'],
  ['smsgh', 502, '{"Status":7}', 'busy'],
  ['smsgh', 404, '', 'busy'],
  ['starfish', 200, '', 'busy'],
  ['starfish', 200, 'success=1', 'taken'],
  ['starfish', 200, 'error, 27831234567 is not whitelisted 26-02-10', 'INVALID_DESTINATION_NUMBER'],
  ['starfish', 200, 'error, +27831234567 is not whitelisted 26-02-10', 'busy'],
  [
    'push',
    200,
    '<methodResponse><params><param><value><struct><member><name>Identifier</name><value><string>px-1</string></value></member></struct></value></param></params></methodResponse>',
    'taken px-1',
  ],
  ['starfish', 500, '', 'busy'],
  ['push', 200, '', 'taken'],
  ['push', 500, '', 'busy'],
  [
    'ivory_coast_mtn',
    200,
    '<SendResult xmlns="http://pmmsoapmessenger.com/"><Result>OK</Result><TransactionID>ci-1</TransactionID></SendResult>',
    'taken ci-1',
  ],
  [
    'ivory_coast_mtn',
    200,
    '<SendResult xmlns="http://pmmsoapmessenger.com/"><Result>ERR</Result></SendResult>',
    'busy',
  ],
  ['start_enterprise', 200, '1001-2001,1001-2002', 'taken'],
  ['start_enterprise', 200, 'Insufficient Funds', 'TOO_MANY_UNSUCCESSFUL_ATTEMPTS'],
  ['start_enterprise', 200, 'SenderID Not Approved', 'TOO_MANY_UNSUCCESSFUL_ATTEMPTS'],
  ['start_enterprise', 200, '1001', 'busy'],
  ['trumpia', 200, '{"requestID":"tr-1"}', 'asks again'],
  ['trumpia', 200, '{"errorcode":"MPSE2401","errormessage":"bad number"}', 'GATEWAY_ERROR'],
  ['trumpia', 500, '', 'busy'],
  ['trumpia', 404, '', 'GATEWAY_ERROR'],
  ['smtp', 250, '2.0.0 Ok', 'taken'],
  ['smtp', 421, '4.7.0 Too many connections, try again later', 'busy'],
  ['smtp', 450, '4.2.0 Greylisted', 'busy'],
  ['smtp', 550, '5.1.1 No such user', 'busy'],
];

test.each(rows)('%s: %i %s means %s', (kind, status, body, outcome) => {
  const gatewayKind = gatewayCatalogue.get(kind)!;
  const handover = aHandover(aGateway(kind));
  const answer = gatewayKind.interpretResponse(
    { status, headers: {}, body },
    handover,
    requestOf(gatewayKind, handover),
  );
  expect(wordsOf(answer)).toBe(outcome);
});

test.each(['http', 'twilio', 'mach', 'smtp', 'test'])('%s: a lost connection is tried again', (kind) => {
  const gatewayKind = gatewayCatalogue.get(kind)!;
  const handover = aHandover(aGateway(kind));
  const request = requestOf(gatewayKind, handover);
  expect(gatewayKind.interpretResponse({ failure: 'refused' }, handover, request)).toEqual({
    kind: 'busy',
    answer: 'Connection refused',
  });
});

test('Infobip: a lost connection is a bad number to HQ', () => {
  const gatewayKind = gatewayCatalogue.get('infobip')!;
  const handover = aHandover(aGateway('infobip'));
  const answer = gatewayKind.interpretResponse(
    { failure: 'timeout' },
    handover,
    requestOf(gatewayKind, handover),
  );
  expect(answer).toEqual({ kind: 'refused', code: 'INVALID_DESTINATION_NUMBER' });
});

test.each([
  ['{"statuscode":"1","message":"Success"}', { kind: 'taken', gatewayMessageId: 'tr-1' }],
  ['{"message":"In progress"}', { kind: 'taken', gatewayMessageId: 'tr-1', pending: true }],
  [
    '{"errorcode":"MPSE2401","errormessage":"bad number"}',
    { kind: 'refused', code: 'GATEWAY_ERROR', detail: 'error MPSE2401: bad number' },
  ],
])('Trumpia, asked again: %s', (body, answer) => {
  const gatewayKind = gatewayCatalogue.get('trumpia')!;
  const check = { method: 'GET', path: '/http/v2/checkresponse?request_id=tr-1', headers: {}, body: '' };
  expect(
    gatewayKind.interpretResponse({ status: 200, headers: {}, body }, aHandover(aGateway('trumpia')), check),
  ).toEqual(answer);
});

test.each([
  ['karix', '+27831234567'],
  ['rest_tcl', '+91'],
  ['airtel_tcl', '+915812345678'],
  ['start_enterprise', '+27831234567'],
  ['apposit', '+27831234567'],
  ['ivory_coast_mtn', '+27831234567'],
])('%s: HQ does not even ask for %s', (kind, to) => {
  const answer = { kind: 'refused', code: 'INVALID_DESTINATION_NUMBER' };
  expect(gatewayCatalogue.get(kind)!.buildRequest(aHandover(aGateway(kind), { to }))).toEqual(answer);
});

test('HTTP errors are told as HQ’s client raises them', () => {
  const gatewayKind = gatewayCatalogue.get('http')!;
  const handover = aHandover(aGateway('http'));
  const answer = gatewayKind.interpretResponse(
    { status: 503, headers: {}, body: '' },
    handover,
    requestOf(gatewayKind, handover),
  );
  expect(answer).toEqual({ kind: 'busy', answer: 'HTTP Error 503: Service Unavailable' });
});

test('a plain-text mail refused after DATA is not tried again; one with html is', () => {
  const gatewayKind = gatewayCatalogue.get('smtp')!;
  const plain = aHandover(aGateway('smtp'));
  const rich = { ...plain, html: '<p>Visit</p>' };
  const response = { status: 554, headers: { stage: 'data' }, body: '5.7.1 Message rejected' };
  const detail = '554 5.7.1 Message rejected';
  expect(gatewayKind.interpretResponse(response, plain, requestOf(gatewayKind, plain))).toEqual({
    kind: 'refused',
    code: 'EMAIL_GATEWAY_ERROR',
    detail,
  });
  expect(gatewayKind.interpretResponse(response, rich, requestOf(gatewayKind, rich))).toEqual({
    kind: 'busy',
    answer: detail,
  });
});

function wordsOf(answer: object): string {
  if (!('kind' in answer)) return 'asks again';
  if (answer.kind === 'taken' && 'gatewayMessageId' in answer)
    return `taken ${answer.gatewayMessageId}`.trim();
  return 'code' in answer ? String(answer.code) : String(answer.kind);
}
