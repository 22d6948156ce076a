/** A program that sends with Twilio's own SDK, against a fake Twilio on this machine. */
const { rehearsalMatchers, startGateways } = require('drysend/testing');
const twilio = require('twilio');

expect.extend(rehearsalMatchers);

/** Twilio's SDK has no option for its address: a client of one's own changes nothing else. */
class ToTheFake extends twilio.RequestClient {
  constructor(address) {
    super();
    this.address = address;
  }
  request(options) {
    return super.request({ ...options, uri: options.uri.replace('https://api.twilio.com', this.address) });
  }
}

/** The program under test gets its client from outside. */
const remind = (client, to) =>
  client.messages.create({ to, from: '+15005550006', body: 'Your visit is tomorrow.' });

let gateways;
let client;
beforeAll(async () => {
  gateways = await startGateways({
    gateways: { TWILIO: { type: 'twilio', account_sid: 'AC1', auth_token: 'secret', rejects: '2557*' } },
  });
  client = twilio('AC1', 'secret', { httpClient: new ToTheFake(gateways.url('TWILIO')) });
});
afterEach(() => gateways.reset());
afterAll(() => gateways.close());

test('a reminder goes out', async () => {
  const { sid, status } = await remind(client, '+254711000001');
  expect(sid).toMatch(/^SM/);
  expect(status).toBe('queued');
  await expect(gateways).toReceiveSms('+254711000001', /tomorrow/);
});

test('a number that the carrier refuses is an error of the SDK', async () => {
  await expect(remind(client, '+255711000001')).rejects.toMatchObject({ status: 400, code: 21211 });
  expect(gateways.messages({ verdict: 'refused' })).toHaveLength(1);
});
