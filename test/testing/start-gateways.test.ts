import { createTransport } from 'nodemailer';
import { afterEach, describe, expect, test } from 'vitest';
import {
  defineScenario,
  type GatewayOptions,
  type Gateways,
  startGateways,
} from '../../src/testing/index.ts';

const open: Gateways[] = [];
afterEach(async () => {
  for (const gateways of open.splice(0)) await gateways.close();
});

async function started(...given: Parameters<typeof startGateways>): Promise<Gateways> {
  const gateways = await startGateways(...given);
  open.push(gateways);
  return gateways;
}

const sms = (gateways: Gateways, name: string, to = '27831234567', text = 'Visit Tuesday') =>
  fetch(`${gateways.url(name)}/send?${new URLSearchParams({ message: text, number: to })}`);

const HTTP: GatewayOptions = {
  type: 'http',
  url: 'http://sms.example/send',
  message_param: 'message',
  number_param: 'number',
};

describe('startGateways', () => {
  test('opens an SMS gateway and shows what came to it', async () => {
    const gateways = await started({ gateways: { OURS: HTTP } });
    const response = await sms(gateways, 'OURS');
    expect(response.status).toBe(200);
    expect(gateways.messages()).toMatchObject([
      { gateway: 'OURS', kind: 'http', verdict: 'taken', to: '27831234567', text: 'Visit Tuesday' },
    ]);
  });

  test('opens a mail gateway on a port of its own', async () => {
    const gateways = await started({ gateways: { MAIL: { type: 'smtp' }, OURS: HTTP } });
    expect(gateways.url('MAIL')).toBe(`smtp://127.0.0.1:${gateways.smtpPort}`);
    const mailer = createTransport({
      host: '127.0.0.1',
      port: gateways.smtpPort,
      ignoreTLS: true,
      pool: true,
    });
    await mailer.sendMail({
      from: 'hq@example.org',
      to: 'ana@example.org',
      subject: 'Visit',
      text: 'Tuesday',
    });
    const [mail] = await gateways.waitFor({ gateway: 'MAIL' });
    expect(mail).toMatchObject({ channel: 'email', to: 'ana@example.org', from: 'hq@example.org' });
    expect(mail?.text.trim()).toBe('Tuesday');
  });

  test('takes the gateways of a scenario', async () => {
    const scenario = defineScenario({
      scenario: 'ours',
      starts: '2026-01-01 00:00',
      gateways: { OURS: { ...HTTP, rejects: '2783*' } },
    });
    const gateways = await started({ gateways: scenario });
    await sms(gateways, 'OURS');
    expect(gateways.messages({ verdict: 'refused' })).toHaveLength(1);
  });

  test('tells what is wrong with a gateway before any port is open', async () => {
    const misspelt = { OURS: { type: 'twillio' as 'twilio' } };
    await expect(startGateways({ gateways: misspelt })).rejects.toThrow(/twilio/);
    await expect(startGateways({ gateways: {} })).rejects.toThrow('there are no gateways');
  });

  test('keeps two starts apart', async () => {
    const one = await started({ gateways: { OURS: HTTP } });
    const other = await started({ gateways: { OURS: HTTP } });
    await sms(one, 'OURS');
    expect(one.messages()).toHaveLength(1);
    expect(other.messages()).toHaveLength(0);
  });

  test('filters by fields, by a search and by a function', async () => {
    const gateways = await started({ gateways: { ONE: HTTP, TWO: HTTP } });
    await sms(gateways, 'ONE', '27831', 'Visit Tuesday');
    await sms(gateways, 'TWO', '27832', 'Visit Friday');
    expect(gateways.messages({ gateway: 'TWO' })).toHaveLength(1);
    expect(gateways.messages({ to: /^2783/, text: 'Visit Friday' })).toHaveLength(1);
    expect(gateways.messages('gateway:ONE visit')).toHaveLength(1);
    expect(gateways.messages(({ text }) => text.includes('Friday'))).toHaveLength(1);
    expect(() => gateways.messages('nonsense:1')).toThrow(/nonsense/);
  });

  test('waits for a message that is still on its way', async () => {
    const gateways = await started({ gateways: { OURS: HTTP } });
    const waiting = gateways.waitFor(2);
    await sms(gateways, 'OURS', '27831');
    await sms(gateways, 'OURS', '27832');
    expect((await waiting).map(({ to }) => to)).toEqual(['27831', '27832']);
    expect(await gateways.waitFor(({ to }) => to === '27832')).toHaveLength(1);
  });

  test('says what did come when the wait is over', async () => {
    const gateways = await started({ gateways: { OURS: HTTP } });
    await sms(gateways, 'OURS', '27831', 'Hello');
    await fetch(`http://127.0.0.1:${gateways.httpPort}/nobody/send`);
    await expect(gateways.waitFor(2, 20)).rejects.toThrow(
      '1 of 2 messages came within 20 ms; what came last:\n  taken by OURS: to 27831, "Hello"\n  unmatched: GET /nobody/send',
    );
  });

  test('tells which message came nearest, and what it differs in', async () => {
    const gateways = await started({ gateways: { OURS: HTTP, TWO: HTTP } });
    await sms(gateways, 'OURS', '27831', 'Visit Tuesday');
    await sms(gateways, 'TWO', '27832', 'Visit Friday');
    await expect(gateways.waitFor({ to: '27831', text: /Friday/ }, 20)).rejects.toThrow(
      '0 of 1 messages came within 20 ms; what came nearest:\n' +
        '  taken by TWO: to 27832, "Visit Friday"\n' +
        '    to is "27832", wanted "27831"\n' +
        '  taken by OURS: to 27831, "Visit Tuesday"\n' +
        '    text is "Visit Tuesday", wanted /Friday/',
    );
    await expect(gateways.waitFor('to:27831 friday gateway:TWO', 20)).rejects.toThrow(
      'what came nearest:\n' +
        '  taken by TWO: to 27832, "Visit Friday"\n' +
        '    to:27831 does not hold\n' +
        '  taken by OURS: to 27831, "Visit Tuesday"\n' +
        '    friday does not hold\n' +
        '    gateway:TWO does not hold',
    );
    await expect(gateways.waitFor(() => false, 20)).rejects.toThrow('what came last:');
  });

  test('tells what no gateway was meant by, as well', async () => {
    const gateways = await started({ gateways: { OURS: HTTP } });
    await sms(gateways, 'OURS', '27831', 'Visit Tuesday');
    await fetch(`http://127.0.0.1:${gateways.httpPort}/ours/send`);
    await expect(gateways.waitFor({ text: 'Visit Friday' }, 20)).rejects.toThrow(
      /nearest:[\s\S]*\n {2}unmatched: GET \/ours\/send$/,
    );
  });

  test('many starts at once never see each other’s messages', async () => {
    const names = Array.from({ length: 6 }, (_, n) => `start ${n}`);
    await Promise.all(
      names.map(async (name) => {
        const gateways = await started({ gateways: { OURS: HTTP } });
        const waiting = gateways.waitFor(5);
        for (let number = 0; number < 5; number += 1) await sms(gateways, 'OURS', '27831', name);
        expect((await waiting).map(({ text }) => text)).toEqual(Array.from({ length: 5 }, () => name));
        expect(gateways.exchanges()).toHaveLength(5);
      }),
    );
  });

  test('says that nothing came when nothing did', async () => {
    const gateways = await started({ gateways: { OURS: HTTP } });
    await expect(gateways.waitFor('visit', 20)).rejects.toThrow(
      '0 of 1 messages came within 20 ms; nothing came',
    );
  });

  test('waits for several that fit', async () => {
    const gateways = await started({ gateways: { OURS: HTTP } });
    const waiting = gateways.waitFor({ count: 2, filter: 'friday' });
    for (const text of ['Visit Friday', 'Visit Tuesday', 'Again Friday'])
      await sms(gateways, 'OURS', '27831', text);
    expect((await waiting).map(({ text }) => text)).toEqual(['Visit Friday', 'Again Friday']);
    await expect(gateways.waitFor({ count: 3, filter: { text: /Friday/ } }, 20)).rejects.toThrow(
      '2 of 3 messages',
    );
  });

  test('filters by what a mail says', async () => {
    const gateways = await started({ gateways: { MAIL: { type: 'smtp' }, OURS: HTTP } });
    const mailer = createTransport({ host: '127.0.0.1', port: gateways.smtpPort, ignoreTLS: true });
    await mailer.sendMail({
      from: 'HQ <hq@example.org>',
      to: 'ana@example.org',
      cc: 'cleo@example.org',
      subject: 'Visit ✓',
      text: 'Tuesday',
      attachments: [{ filename: 'a.txt', content: 'abc' }],
    });
    await sms(gateways, 'OURS');
    expect(gateways.messages({ channel: 'email' })).toHaveLength(2);
    expect(gateways.messages({ subject: 'Visit ✓', to: 'cleo@example.org' })).toHaveLength(1);
    expect(gateways.messages('to:ana cc:cleo has:attachment subject:"visit ✓"')).toHaveLength(1);
    expect(gateways.messages({ kind: 'http' })).toHaveLength(1);
  });

  test('names the fields there are when a filter has another', async () => {
    const gateways = await started({ gateways: { OURS: HTTP } });
    const wrong = { number: '27831' } as unknown as { to: string };
    expect(() => gateways.messages(wrong)).toThrow(
      'there is no field number: there are gateway, kind, channel, to',
    );
    await expect(gateways.waitFor(wrong, 20)).rejects.toThrow('there is no field number');
  });

  test('draws its faults from the seed: the same seed the same ones, another seed others', async () => {
    const faults = [{ when: { probability: '0.5' }, reject: 'unauthorized' }] as const;
    const verdictsOf = async (seed: number) => {
      const gateways = await started({ gateways: { OURS: { ...HTTP, faults } }, seed });
      const numbers = Array.from({ length: 40 }, (_, index) => String(27831234500 + index));
      for (const number of numbers) await sms(gateways, 'OURS', number);
      return gateways.exchanges().map(({ verdict }) => verdict);
    };
    const [one, again, another] = [await verdictsOf(1), await verdictsOf(1), await verdictsOf(2)];
    expect(one).toEqual(again);
    expect(one).not.toEqual(another);
    expect(new Set(one)).toEqual(new Set(['taken', 'refused']));
  });

  test('begins anew after a reset', async () => {
    const gateways = await started({ gateways: { OURS: { ...HTTP, fail_next: 1 } } });
    expect((await sms(gateways, 'OURS')).status).toBe(503);
    expect((await sms(gateways, 'OURS')).status).toBe(200);
    gateways.reset();
    expect(gateways.exchanges()).toEqual([]);
    expect((await sms(gateways, 'OURS')).status).toBe(503);
  });

  test('names what is there when a gateway is not', async () => {
    const gateways = await started({ gateways: { OURS: HTTP } });
    expect(() => gateways.url('THEIRS')).toThrow('no gateway is called THEIRS: there are OURS');
    expect(() => gateways.smtpPort).toThrow('there is no mail gateway');
  });

  test('opens the ports that are asked for, and gives them back', async () => {
    const first = await startGateways({ gateways: { OURS: HTTP } });
    await first.close();
    const again = await started({ gateways: { OURS: HTTP }, ports: { http: first.httpPort } });
    expect(again.httpPort).toBe(first.httpPort);
    await expect(
      startGateways({ gateways: { OURS: HTTP }, ports: { http: first.httpPort } }),
    ).rejects.toThrow('EADDRINUSE');
  });

  test('closes while a client still holds a connection', async () => {
    const gateways = await startGateways({ gateways: { MAIL: { type: 'smtp' }, OURS: HTTP } });
    const mailer = createTransport({
      host: '127.0.0.1',
      port: gateways.smtpPort,
      ignoreTLS: true,
      pool: true,
    });
    await mailer.sendMail({ from: 'hq@example.org', to: 'ana@example.org', text: 'Tuesday' });
    await sms(gateways, 'OURS');
    await gateways.close();
    await expect(sms(gateways, 'OURS')).rejects.toThrow();
    mailer.close();
  });
});
