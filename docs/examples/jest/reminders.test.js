/** A test for each story, and questions about one of them. */
const { rehearse, rehearsalMatchers, scenarioTests, transcriptSerializer } = require('drysend/testing');

expect.extend(rehearsalMatchers);
expect.addSnapshotSerializer(transcriptSerializer);

for (const { file, title, check } of scenarioTests('scenarios/**'))
  test(`${file}: ${title}`, () => void check());

test('Asha reads Swahili, and Ben gets nothing', () => {
  const run = rehearse('scenarios/visit.yaml');
  expect(run).toReceiveSms('asha', { in: 'sw', via: 'TWILIO' });
  expect(run).toFailWith('NO_PHONE_NUMBER', 'ben');
  expect(run.sent({ to: 'ben' })).toEqual([]);
});
