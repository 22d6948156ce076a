import { describe, expect, test } from 'vitest';
import { type Json, play } from '../../fidelity/helpers/play.ts';
import { AT, talk, twoWay } from './conversations.ts';

const project = { default_reply: 'Sorry?' };

describe('who handles a text', () => {
  const surveys = { s: { questions: [{ id: 'q', ask: 'Q?', type: 'int' }] } };
  const keywords = { HELP: { reply: 'ok' }, GO: { survey: 's' } };

  test('is the keyword, else the survey, else the default reply, whether or not there is one', () => {
    const parts = { project, surveys, keywords };
    expect(talk(parts, 'help', 'what', 'go', 'x', '5').handlers).toEqual([
      ...['keyword', 'default_reply', 'keyword', 'survey', 'survey'],
    ]);
    expect(talk({ keywords }, 'what').handlers).toEqual(['default_reply']);
    expect(talk({ keywords }, 'what').replies).toEqual([]);
  });

  test('is nobody where the project takes no texts, or the contact is not two-way, or inactive', () => {
    const none = (parts: Json & { amy?: Json }, ...acts: readonly Json[]) => {
      const { handlers, replies } = talk({ keywords, ...parts }, ...acts, 'help');
      return [handlers, replies];
    };
    expect(none({ project: { inbound_sms: 'no' } })).toEqual([[undefined], []]);
    expect(none({ amy: { contact_phone_number_is_verified: '' } })).toEqual([[undefined], []]);
    const to = { from: '999222', via: 'G', text: 'help' };
    const worker = (active: string) =>
      play({
        keywords,
        users: { uma: { username: 'uma', phone: '999222', verified: 'yes', active } },
        timeline: [{ at: AT, inbound: to }],
      })
        .of('inbound')
        .map(({ contact, handled_by: by }) => [contact, by]);
    expect(worker('yes')).toEqual([['uma', 'keyword']]);
    expect(worker('no')).toEqual([[undefined, undefined]]);
  });

  test('is told with the contact, the gateway and the gateway’s id of the text', () => {
    const { of } = talk({ project }, { inbound: { from: 'amy', via: 'G', text: 'x', message_id: 'm1' } });
    expect(of('inbound')).toMatchObject([
      {
        contact: 'amy',
        number: '999123',
        via: 'G',
        text: 'x',
        handled_by: 'default_reply',
        message_id: 'm1',
      },
    ]);
  });
});

describe('opt words', () => {
  const gateways = { G: { type: 'twilio', number: '100' } };

  test('name themselves, and the handlers that there are answer too', () => {
    const parts = { gateways, keywords: { STOP: { reply: 'A reply' } } };
    const { handlers, of } = talk(parts, 'stop', 'start');
    expect(handlers).toEqual(['opt_out', 'opt_in']);
    expect(of('sent').map(({ cause }) => cause)).toEqual(['opt_out', 'opt_in']);
    expect(of('error').map(({ code }) => code)).toEqual(['PHONE_NUMBER_OPTED_OUT']);
  });

  test('are told once for each change', () => {
    const { of } = talk({ gateways }, 'stop', 'stop', 'start', 'start', 'stop');
    expect(of('opt').map(({ direction, number }) => `${number} ${direction}`)).toEqual([
      ...['999123 out', '999123 in', '999123 out'],
    ]);
  });

  test('of a contact whose survey runs count as both', () => {
    const parts = {
      gateways,
      surveys: { s: { questions: [{ id: 'q', ask: 'Q?', type: 'int' }] } },
      keywords: { GO: { survey: 's' } },
    };
    const { of } = talk(parts, 'go', 'start');
    expect(of('inbound').map(({ handled_by: by, invalid_answer: mark }) => [by, mark])).toEqual([
      ['keyword', undefined],
      ['opt_in', true],
    ]);
  });

  test('from a number that may not opt in do nothing', () => {
    const opted = (text: string) =>
      talk({ gateways, project: { opted_out: [{ number: '999123', can_opt_in: 'no' }] } }, text);
    expect(opted('start').of('opt')).toEqual([]);
    expect(opted('start').handlers).toEqual(['default_reply']);
    expect(opted('stop').of('opt')).toEqual([]);
    expect(opted('stop').handlers).toEqual(['opt_out']);
    expect(opted('stop').replies).toEqual([]);
  });

  test('from a stranger are confirmed in HQ’s words by the gateway that they came by', () => {
    const { of } = play({
      gateways: { G: { type: 'test' }, T: { type: 'twilio', number: '100' } },
      timeline: [
        { at: AT, inbound: { from: '999777', via: 'T', text: 'stop' } },
        { after: '1m', inbound: { from: '999777', via: 'T', text: 'start' } },
      ],
    });
    expect(of('sent').map(({ to, via, cause, because }) => [to, via, cause, because?.gateway?.rule])).toEqual(
      [
        ['+999777', 'T', 'opt_out', 'inbound'],
        ['+999777', 'T', 'opt_in', 'inbound'],
      ],
    );
    expect(of('sent')[0]?.text).toContain('START');
    expect(of('sent')[1]?.text).toContain('STOP');
  });

  test('without an opt-in word to confirm with are given up by HQ, and told', () => {
    const { warned, handlers, replies } = talk(
      { gateways: { G: { type: 'test', opt_out: ['END'] } }, project },
      'end',
    );
    expect([handlers, replies]).toEqual([['opt_out'], []]);
    expect(warned).toEqual([
      {
        code: 'OPT_OUT_REPLY_FAILS',
        message: 'G has opt-out words and no opt-in word: HQ fails to write the confirmation',
        hint: 'give the gateway an opt_in word too',
        about: { number: '999123' },
      },
    ]);
  });

  test('of an entry whose gateway is unknown are told as well', () => {
    const { warned } = talk({ gateways, amy: { contact_backend_id: 'NOPE' } }, 'stop');
    expect(warned.filter(({ code }) => code === 'OPT_OUT_REPLY_FAILS')).toEqual([
      {
        code: 'OPT_OUT_REPLY_FAILS',
        message: 'the gateway of amy cannot be found: HQ cannot confirm, and handles the text no further',
        hint: 'correct contact_backend_id',
        about: { number: '999123' },
      },
    ]);
  });
});

describe('what a tester is told of a text', () => {
  test('that came before by the same gateway, and only of such', () => {
    const again = (id: string, via = 'G') => ({ inbound: { from: 'amy', via, text: 'x', message_id: id } });
    const parts = { gateways: { G: { type: 'test' }, H: { type: 'test' } } };
    expect(talk(parts, again('m1'), again('m2'), again('m1', 'H'), 'x', 'x').warned).toEqual([]);
    expect(talk(parts, again('m1'), again('m1')).warned).toEqual([
      {
        code: 'INBOUND_REPEATED',
        message: "the gateway's message id m1 came before: HQ handles the text again",
        hint: 'gateways repeat a text when they miss our answer',
        about: { number: '999123', message_id: 'm1' },
      },
    ]);
  });

  test('from a stranger whose number is nearly somebody’s, once', () => {
    const amy = { contact_phone_number: '254712000006' };
    const from = (number: string) => ({ inbound: { from: number, via: 'G', text: 'x' } });
    const hint =
      'if it is the same phone, correct the stored number: until then replies from it belong to nobody';
    expect(talk({ amy }, from('254712000007'), from('254712000007')).warned).toEqual([
      {
        code: 'NEAR_NUMBER',
        message: "254712000007 is nobody's, and one digit away from 254712000006 of amy",
        hint,
        about: { number: '254712000007', case: 'amy' },
      },
    ]);
    expect(talk({ amy }, from('0712000006')).warned).toMatchObject([
      { message: "0712000006 is nobody's, and a prefix away from 254712000006 of amy" },
    ]);
    expect(talk({ amy }, from('254799999999')).warned).toEqual([]);
  });

  test('that registers somebody is not', () => {
    const { warned } = talk(
      {
        project: { name: 'clinic', sms_registration: { cases: 'yes', case_type: 'c' } },
        amy: { contact_phone_number: '254712000006' },
      },
      { inbound: { from: '254712000007', via: 'G', text: 'join clinic' } },
    );
    expect(warned).toEqual([]);
  });
});

describe('the default reply', () => {
  const texts = { default_reply: { en: 'Sorry?', hin: 'Maaf' }, languages: ['en', 'hin'] };
  const reply = (amy: Json, more: Json = {}) => {
    const { of } = talk({ project: { ...texts, ...more }, amy }, 'x');
    return of('sent').map(({ text, language, cause, name }) => [text, language, cause, name]);
  };

  test('is in the contact’s language, else in the project’s', () => {
    expect(reply({ language_code: 'hin' })).toEqual([['Maaf', 'hin', 'default_reply', 'default_reply']]);
    expect(reply({})).toEqual([['Sorry?', 'en', 'default_reply', 'default_reply']]);
  });

  test('is no template', () => {
    const { replies } = talk({ project: { default_reply: 'Sorry, {case.name}' } }, 'x');
    expect(replies).toEqual(['Sorry, {case.name}']);
  });
});

describe('texts that are sent on, as HQ did until December 2019', () => {
  const sentOn = (forwarding: readonly Json[], text: string, asOf: string | null = '2019-12-09') => {
    const { of, handlers } = talk(
      {
        ...{ gateways: { G: { type: 'test' }, LAB: { type: 'test' } }, forwarding },
        project: { ...project, ...(asOf === null ? {} : { hq: { as_of: asOf } }) },
      },
      text,
    );
    return [
      handlers[0],
      of('sent').map(({ number, via, text: words, cause, name }) => [number, via, words, cause, name]),
    ];
  };

  test('go with the contact’s own number by the gateway of the first rule that fits', () => {
    const one = { keyword: 'lab', via: 'LAB' };
    expect(sentOn([one], 'Lab 17')).toEqual(['forwarding', [['999123', 'LAB', 'Lab 17', 'forward', 'lab']]]);
    expect(sentOn([one, { via: 'G' }], ' hello')).toEqual([
      'forwarding',
      [['999123', 'G', ' hello', 'forward', 'all']],
    ]);
    expect(sentOn([one], 'labs')).toEqual([
      'default_reply',
      [['999123', 'G', 'Sorry?', 'default_reply', 'default_reply']],
    ]);
    expect(sentOn([one], '')[0]).toBe('default_reply');
  });

  test('go nowhere since', () => {
    expect(sentOn([{ via: 'LAB' }], 'x', '2019-12-10')[0]).toBe('default_reply');
    expect(sentOn([{ via: 'LAB' }], 'x', null)[0]).toBe('default_reply');
  });
});

describe('the gateway of a text', () => {
  test('is the one that it names, else the project’s route to the number', () => {
    const gateways = { G: { type: 'test' }, T: { type: 'twilio', number: '100' } };
    const by = (inbound: Json, routing: Json) => {
      const { of } = play({
        ...{ gateways, routing, cases: { amy: twoWay } },
        timeline: [
          { at: AT, register: 'amy' },
          { after: '1m', inbound: { from: 'amy', text: 'stop', ...inbound } },
        ],
      });
      return [of('inbound')[0]?.via, of('opt').length];
    };
    expect(by({ via: 'T' }, { global: { '*': 'G' } })).toEqual(['T', 1]);
    expect(by({}, { global: { '*': 'T' } })).toEqual(['T', 1]);
    expect(by({}, { global: { '*': 'G' } })).toEqual(['G', 0]);
    expect(by({}, { global: { '1': 'G' } })).toEqual([undefined, 0]);
  });
});
