import { describe, expect, test } from 'vitest';
import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import { everyHost, gatewaysAt, hostIn, hostsOf } from '../../../src/adapters/proxy/hosts.ts';
import type { Gateway } from '../../../src/core/model/gateway.ts';
import { aGateway, aTwilio } from './open-proxy.ts';

const at = (host: string, ...gateways: Gateway[]) => gatewaysAt(hostsOf(gateways, gatewayCatalogue), host);

describe('a host', () => {
  test.each([
    ['twilio', 'api.twilio.com'],
    ['twilio', 'api.dublin.ie1.twilio.com'],
    ['telerivet', 'api.telerivet.com'],
    ['infobip', 'xyz123.api.infobip.com'],
    ['infobip', 'api.infobip.com'],
    ['turn', 'whatsapp.turn.io'],
    ['pinpoint', 'pinpoint.eu-west-1.amazonaws.com'],
    ['africastalking', 'api.africastalking.com'],
    ['africastalking', 'api.sandbox.africastalking.com'],
    ['vonage', 'rest.nexmo.com'],
    ['messagebird', 'rest.messagebird.com'],
    ['whatsapp_cloud', 'graph.facebook.com'],
    ['karix', 'japi.instaalerts.zone'],
    ['rest_tcl', 'api.tatacommunications.com'],
    ['vertex', 'www.smsjust.com'],
    ['grapevine', 'www.gvi.bms9.vine.co.za'],
    ['unicel', 'www.unicel.in'],
    ['mach', 'smsgw.a2p.mme.syniverse.com'],
    ['smsgh', 'api.hubtel.com'],
    ['starfish', '154.72.79.86'],
    ['push', '41.77.230.124'],
    ['ivory_coast_mtn', 'smspro.mtn.ci'],
    ['start_enterprise', '103.16.59.36'],
    ['trumpia', 'api.trumpia.com'],
    ['tropo', 'api.tropo.com'],
    ['megamobile', 'api.mymegamobile.com'],
  ])('of the service leads to its kind: %s, %s', (kind, host) => {
    expect(at(host, aGateway('G', kind))).toEqual(['G']);
  });

  test.each([
    ['api.twilio.com.evil.example'],
    ['evil-api.twilio.com'],
    ['twilio.com'],
    ['s3.eu-west-1.amazonaws.com'],
    ['localhost'],
    ['127.0.0.1'],
  ])('of nobody leads nowhere: %s', (host) => {
    const all = [...gatewayCatalogue.keys()].map((kind) => aGateway(kind, kind));
    expect(at(host, ...all)).toBeUndefined();
  });

  test('that no gateway of the scenario has is nobody’s', () => {
    expect(at('api.telerivet.com', aTwilio('T', 'AC1'))).toBeUndefined();
  });

  test('that several share leads to all of them, in their order', () => {
    expect(at('api.twilio.com', aTwilio('B', 'AC2'), aTwilio('A', 'AC1'))).toEqual(['B', 'A']);
  });

  test('that one gateway has for itself leads to it alone', () => {
    const one = aGateway('ONE', 'infobip', { personalized_subdomain: 'one' });
    const two = aGateway('TWO', 'infobip', { personalized_subdomain: 'two' });
    expect(at('two.api.infobip.com', one, two)).toEqual(['TWO']);
    expect(at('three.api.infobip.com', one, two)).toEqual(['ONE', 'TWO']);
  });

  test('of a url is the url’s, without its port', () => {
    const gateway = aGateway('H', 'http', { url: 'https://SMS.example.org:8443/send' });
    expect(at('sms.example.org', gateway)).toEqual(['H']);
  });
});

test('a kind without HTTP has no host', () => {
  expect([...hostsOf([aGateway('M', 'smtp'), aGateway('T', 'test')], gatewayCatalogue).keys()]).toEqual([]);
});

test('every host is every kind’s own, and the scenario’s', () => {
  const hosts = everyHost([aGateway('H', 'http', { url: 'https://sms.example.org/' })], gatewayCatalogue);
  expect(hosts).toEqual(expect.arrayContaining(['api.twilio.com', 'rest.nexmo.com', 'sms.example.org']));
});

test.each([
  ['api.twilio.com:443', 'api.twilio.com'],
  ['API.Twilio.com', 'api.twilio.com'],
  ['api.twilio.com.:443', 'api.twilio.com'],
  ['[::1]:443', '::1'],
  ['41.77.230.124:9080', '41.77.230.124'],
  ['', undefined],
  [':443', undefined],
  ['user@api.twilio.com', undefined],
  ['api.twilio.com/path', undefined],
  ['api.twilio.com:99999', undefined],
  ['two words', undefined],
])('the host of %j is %j', (authority, host) => {
  expect(hostIn(authority)).toBe(host);
});
