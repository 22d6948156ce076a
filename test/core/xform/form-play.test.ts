import { describe, expect, test } from 'vitest';
import type { FormPlay } from '../../../src/core/xform/form-play.ts';
import { FormPlay as Play } from '../../../src/core/xform/form-play.ts';
import { aContext, playOf, soundForm } from '../../helpers/xform.ts';

const CASE = (update: string): string =>
  `<case case_id="case-1" xmlns="http://commcarehq.org/case/transaction/v2"><update>${update}</update></case>`;

const input = (path: string, label: string, more = ''): string =>
  `<input ref="/data/${path}"><label>${label}</label>${more}</input>`;

/** Answers all questions in turn; what was said before and with each. */
function said(play: FormPlay, ...answers: readonly string[]): readonly string[] {
  const texts: string[] = [];
  for (const answer of [...answers, undefined]) {
    const { labels, question } = play.next();
    texts.push([...labels, question?.prompt ?? 'END'].join(' / '));
    if (answer !== undefined) expect(play.answer(answer)).toEqual({ kind: 'kept' });
  }
  return texts;
}

const setOf = (play: FormPlay): Record<string, string> => Object.fromEntries(play.submission()[0]!.set);

describe('the way through a form', () => {
  test('asks its questions in order, labels in front of the next one', () => {
    const play = playOf({
      data: '<hello/><name/><thanks/>',
      body: `<trigger ref="/data/hello"><label>Hello.</label></trigger>${input('name', 'Your name?')}
        <trigger ref="/data/thanks"><label>Thank you.</label></trigger>`,
    });
    expect(said(play, 'Asha')).toEqual(['Hello. / Your name?', 'Thank you. / END']);
  });

  test('passes over what its conditions hide, groups with all that is in them', () => {
    const play = playOf({
      data: '<sick/><g><days/><h><pain/></h></g><last/>',
      model: `<bind nodeset="/data/g" relevant="/data/sick = 'yes'"/>`,
      body: `${input('sick', 'Sick?')}<group ref="/data/g"><label>Group</label>${input('g/days', 'Days?')}
        <group>${input('g/h/pain', 'Pain?')}</group></group>${input('last', 'Last?')}`,
    });
    expect(said(play, 'no', 'x')).toEqual(['Sick?', 'Last?', 'END']);
  });

  test('sees conditions that an answer has just changed', () => {
    const play = playOf({
      data: '<a/><b/><c/>',
      model: `<bind nodeset="/data/b" relevant="/data/a &gt; 1"/><bind nodeset="/data/c" relevant="/data/b = 'x'"/>`,
      body: input('a', 'A?') + input('b', 'B?') + input('c', 'C?'),
    });
    expect(said(play, '2', 'x', 'y')).toEqual(['A?', 'B?', 'C?', 'END']);
  });

  test('a group that appears changes what is computed from the questions in it', () => {
    const play = playOf({
      data: '<sick/><g><days/></g><shown/><last/>',
      model: `<bind nodeset="/data/g" relevant="/data/sick = 'yes'"/><bind nodeset="/data/shown" calculate="count(/data/g/days)"/>`,
      body: `${input('sick', 'Sick?')}${input('last', '<output value="/data/shown"/> shown?')}`,
    });
    expect(said(play, 'yes', 'x')).toEqual(['Sick?', '1 shown?', 'END']);
  });

  test('asks a repeat as often as its count says, each time about its own nodes', () => {
    const play = playOf({
      data: '<many/><child jr:template=""><name/><greeting/></child><total/>',
      model: `<bind nodeset="/data/many" type="xsd:int"/>
        <bind nodeset="/data/child/greeting" calculate="concat('Hello ', /data/child/name)"/>
        <bind nodeset="/data/total" calculate="count(/data/child)"/>`,
      body: `${input('many', 'How many?')}<group><repeat nodeset="/data/child" jr:count="/data/many">
        ${input('child/name', 'Name of child <output value="position(..) + 1"/> of <output value="/data/many"/>?')}
        <trigger ref="/data/child/greeting"><label><output value="/data/child/greeting"/></label></trigger>
        </repeat></group>${input('total', 'All <output value="/data/total"/>?')}`,
    });
    expect(said(play, '2', 'Ali', 'Bea', 'x')).toEqual([
      'How many?',
      'Name of child 1 of 2?',
      'Hello Ali / Name of child 2 of 2?',
      'Hello Bea / All 2?',
      'END',
    ]);
    expect([...play.answers()]).toEqual([
      ['many', '2'],
      ['child.1.name', 'Ali'],
      ['child.2.name', 'Bea'],
      ['total', 'x'],
    ]);
  });

  test('passes over a repeat whose number the user decides', () => {
    const play = playOf({
      data: '<child><name/></child><last/>',
      body: `<group><repeat nodeset="/data/child">${input('child/name', 'Name?')}</repeat></group>${input('last', 'Last?')}`,
    });
    expect(said(play, 'x')).toEqual(['Last?', 'END']);
  });

  test('with nothing to ask is at its end at once', () => {
    expect(playOf({ data: '<a/>' }).next()).toEqual({ labels: [], question: undefined });
  });

  test('asks for more repetitions than drysend follows only to fail', () => {
    const play = playOf({
      data: '<child><name/></child>',
      body: `<repeat nodeset="/data/child" jr:count="100000">${input('child/name', 'Name?')}</repeat>`,
    });
    expect(() => play.next()).toThrow('/data/child is to be asked 100000 times');
  });
});

describe('texts', () => {
  const parts = {
    data: '<age/><sex/>',
    model: `<itext>
      <translation lang="fra"><text id="age"><value>  Quel âge a <output value="instance('casedb')/casedb/case[@case_id = 'case-1']/case_name"/> ?
      </value></text><text id="f"><value>Fille</value><value form="long">Une fille</value></text><text id="only"><value>Garçon</value></text></translation>
      <translation lang="en" default=""><text id="age"><value>Age?</value><value form="markdown">**Age?**</value></text>
      <text id="f"><value>Girl</value></text><text id="only"><value>Boy</value></text></translation>
      <translation lang="sw"><text id="age"><value>Umri?</value></text></translation>
    </itext>`,
    body: `<input ref="/data/age"><label ref="jr:itext('age')"/></input>
      <select1 ref="/data/sex"><label>Sex?</label>
        <item><label ref="jr:itext('f')"/><value>f</value></item><item><label ref="jr:itext('only')"/><value>m</value></item></select1>`,
  };
  const labels = (language: string): readonly string[] => {
    const play = playOf(parts, language);
    const first = play.next().question!.prompt;
    play.answer('2');
    return [first, ...play.next().question!.choices];
  };

  test('are those of the language that was asked for, with values filled in', () => {
    expect(labels('fra')).toEqual(['Quel âge a Amina ?', 'Une fille', 'Garçon']);
  });

  test('are those of the default language where the form has no such language', () => {
    expect(labels('xyz')).toEqual(['Age?', 'Girl', 'Boy']);
  });

  test('fall back to the default language one by one', () => {
    expect(labels('sw')).toEqual(['Umri?', 'Girl', 'Boy']);
  });

  test('show an earlier answer as the form prints it, and nothing for a missing one', () => {
    const play = playOf({
      data: '<day/><n/><other/><end/>',
      model: '<bind nodeset="/data/day" type="xsd:date"/><bind nodeset="/data/n" type="xsd:decimal"/>',
      body: `${input('day', 'Day?')}${input('n', 'N?')}<trigger ref="/data/end"><label>[<output value="/data/day"/>|<output value="/data/n"/>|<output value="/data/other"/>]</label></trigger>`,
    });
    expect(said(play, '2026-03-01', '3.0').at(-1)).toBe('[2026-03-01|3|] / END');
  });

  test('are shown again with the values of the moment', () => {
    const play = playOf({ data: '<a/>', body: input('a', 'Now <output value="/data/a"/>?') });
    expect(play.next().question?.prompt).toBe('Now ?');
    play.answer('x');
    expect(play.current().prompt).toBe('Now x?');
  });
});

describe('answers', () => {
  const typed = (type: string, model = ''): FormPlay => {
    const play = playOf({
      data: `<q/>${CASE('<q/>')}`,
      model: `<bind nodeset="/data/q" type="xsd:${type}" ${model}/><bind nodeset="/data/case/update/q" calculate="/data/q" relevant="count(/data/q) &gt; 0"/>`,
      body: input('q', 'Q?'),
    });
    play.next();
    return play;
  };

  test.each([
    ['int', '08', '8'],
    ['int', '+5', '5'],
    ['int', '-0', '0'],
    ['int', '१२', '12'],
    ['long', '5000000000', '5000000000'],
    ['decimal', '3.0', '3'],
    ['decimal', '1e3', '1000'],
    ['decimal', '12345678.5', '1.23456785E7'],
    ['decimal', 'NaN', ''],
    ['date', '2026-03-01', '2026-03-01'],
    ['time', '9:30', '09:30:00.000'],
    ['time', '09:30:00.000', '09:30:00.000'],
    ['dateTime', '2026-03-01T09:30:00', '2026-03-01'],
    ['dateTime', '2026-03-01T00:30:00.000+02:00', '2026-02-28'],
    ['string', 'a b', 'a b'],
    ['barcode', '123', '123'],
    ['boolean', 'true', '1'],
  ])('of type %s: %j is stored as %j', (type, text, stored) => {
    const play = typed(type);
    expect(play.answer(text)).toEqual({ kind: 'kept' });
    expect(setOf(play)).toEqual({ q: stored });
  });

  test('a date and time keeps its time only where it is copied to a node of that type', () => {
    const play = playOf({
      data: `<q/>${CASE('<q/>')}`,
      model: `<bind nodeset="/data/q" type="xsd:dateTime"/><bind nodeset="/data/case/update/q" type="xsd:dateTime" calculate="/data/q"/>`,
      body: input('q', 'Q?'),
    });
    said(play, '2026-03-01T09:30:00');
    expect(setOf(play)).toEqual({ q: '2026-03-01T09:30:00.000Z' });
  });

  test.each([
    ['int', '1_0'],
    ['int', '2147483648'],
    ['long', '9223372036854775808'],
    ['decimal', 'nan'],
    ['decimal', '५.५'],
    ['date', '2026-02-30'],
    ['time', '25:00'],
    ['dateTime', 'tomorrow'],
  ])('of type %s: %j is refused and nothing is stored', (type, text) => {
    const play = typed(type);
    expect(play.answer(text)).toEqual({ kind: 'refused' });
    expect(setOf(play)).toEqual({ q: '' });
  });

  test('choices are handed on by their numbers and kept by their keys, in the order answered', () => {
    const item = (value: string): string => `<item><label>${value}!</label><value>${value}</value></item>`;
    const play = playOf({
      data: '<one/><many/>',
      body: `<select1 ref="/data/one"><label>One?</label>${item('a')}${item('b')}</select1>
        <select ref="/data/many"><label>Many?</label>${item('x')}${item('y')}${item('z')}</select>`,
    });
    expect(said(play, '2', '3 1')).toEqual(['One? 1:a!, 2:b!.', 'Many? 1:x!, 2:y!, 3:z!.', 'END']);
    expect([...play.answers()]).toEqual([
      ['one', 'b'],
      ['many', 'z x'],
    ]);
  });

  test('a number that is no choice is refused', () => {
    const play = playOf({
      data: '<one/>',
      body: '<select1 ref="/data/one"><item><label>A</label><value>a</value></item></select1>',
    });
    play.next();
    expect(play.answer('2')).toEqual({ kind: 'refused' });
    expect(play.answer('1_0')).toEqual({ kind: 'refused' });
  });

  test('a broken constraint says its message and keeps the earlier answer', () => {
    const play = typed('int', `constraint=". &lt; 10" jr:constraintMsg="Too much."`);
    play.answer('5');
    expect(play.answer('10')).toEqual({ kind: 'constraint', message: 'Too much.' });
    expect(setOf(play)).toEqual({ q: '5' });
  });

  test('a constraint without a message has none', () => {
    expect(typed('int', `constraint=". &lt; 10"`).answer('10')).toEqual({
      kind: 'constraint',
      message: undefined,
    });
  });

  test('an empty answer is not held against the constraint, and takes the answer away', () => {
    const play = typed('int', `constraint=". &lt; 10"`);
    play.answer('5');
    expect(play.answer('')).toEqual({ kind: 'kept' });
    expect(setOf(play)).toEqual({ q: '' });
  });

  test('an alert of the control speaks before the bind, in the language of the contact', () => {
    const play = playOf({
      data: '<q/>',
      model: `<bind nodeset="/data/q" constraint="string-length(.) = 2 and /data/q = .." jr:constraintMsg="No."/>
        <itext><translation lang="en"><text id="w"><value>Two letters, not <output value="/data/q"/>.</value></text></translation></itext>`,
      body: input('q', 'Q?', `<alert ref="jr:itext('w')"/>`),
    });
    play.next();
    expect(play.answer('x')).toEqual({ kind: 'constraint', message: 'Two letters, not .' });
  });

  test('required may depend on earlier answers', () => {
    const play = playOf({
      data: '<a/><b/>',
      model: `<bind nodeset="/data/b" required="/data/a = 'yes'"/>`,
      body: input('a', 'A?') + input('b', 'B?'),
    });
    expect(play.next().question?.required).toBe(false);
    play.answer('yes');
    expect(play.next().question?.required).toBe(true);
  });

  test('a media question refuses every answer', () => {
    const play = playOf({
      data: '<p/>',
      body: '<upload ref="/data/p" mediatype="image/*"><label>Photo?</label></upload>',
    });
    expect(play.next().question?.prompt).toBe('Photo?');
    expect(play.answer('x')).toEqual({ kind: 'refused' });
  });
});

describe('what is submitted', () => {
  const copies = (path: string, property: string): string =>
    `<bind nodeset="/data/case/update/${property}" calculate="/data/${path}" relevant="count(/data/${path}) &gt; 0"/>`;

  test('leaves out what a hidden question would copy, and empties what is shown and unanswered', () => {
    const play = playOf({
      data: `<a/><b/><c/>${CASE('<a/><b/><c/>')}`,
      model: `<bind nodeset="/data/b" relevant="/data/a = 'yes'"/>${copies('a', 'a')}${copies('b', 'b')}${copies('c', 'c')}`,
      body: input('a', 'A?') + input('b', 'B?') + input('c', 'C?'),
    });
    play.next();
    play.answer('no');
    expect(setOf(play)).toEqual({ a: 'no', c: '' });
  });

  test('leaves out a block that is hidden, by itself or with what it stands in', () => {
    const block = (name: string): string =>
      `<${name}><case case_id="case-1" xmlns="http://commcarehq.org/case/transaction/v2"><update><p>x</p></update></case></${name}>`;
    const play = playOf({
      data: `${block('shown')}${block('own')}${block('above')}`,
      model: `<bind nodeset="/data/own/case" relevant="false()"/><bind nodeset="/data/above" relevant="false()"/>`,
    });
    expect(play.submission()).toHaveLength(1);
  });

  test('leaves out properties of an update that is hidden, and blanks around the others', () => {
    const play = playOf({
      data: `${CASE('<a> x </a>')}<other><case case_id="case-2" xmlns="http://commcarehq.org/case/transaction/v2"><update><a>x</a></update></case></other>`,
      model: `<bind nodeset="/data/other/case/update" relevant="false()"/>`,
    });
    expect(play.submission()).toEqual([
      { caseId: 'case-1', set: new Map([['a', 'x']]), closes: false },
      { caseId: 'case-2', set: new Map(), closes: false },
    ]);
  });

  test('a calculation waits for all that it reads, near and far', () => {
    const play = playOf({
      data: `<a/><x3/><x2/><x1/>${CASE('<x3/>')}`,
      model: `<bind nodeset="/data/x3" calculate="/data/a + /data/x2"/><bind nodeset="/data/x2" calculate="/data/x1 * 2"/>
        <bind nodeset="/data/x1" calculate="/data/a + 1"/><bind nodeset="/data/case/update/x3" calculate="/data/x3"/>`,
      body: input('a', 'A?'),
    });
    said(play, '1');
    expect(setOf(play)).toEqual({ x3: '5' });
  });

  test('a question hidden after it was answered loses its answer', () => {
    const play = playOf({
      data: `<a/><b/>${CASE('<b/><both/>')}`,
      model: `<bind nodeset="/data/a" relevant="/data/b = ''"/>${copies('a', 'b')}
        <bind nodeset="/data/case/update/both" calculate="concat(/data/a, '+', /data/b)"/>`,
      body: input('a', 'A?') + input('b', 'B?'),
    });
    said(play, 'x', 'y');
    expect(setOf(play)).toEqual({ both: '+y' });
  });

  test('calculations follow each other whatever their order in the form', () => {
    const play = playOf({
      data: `<a/><b/><c/>${CASE('<c/>')}`,
      model: `<bind nodeset="/data/case/update/c" calculate="/data/c"/><bind nodeset="/data/c" calculate="/data/b * 2"/><bind nodeset="/data/b" calculate="/data/a + 1"/>`,
      body: input('a', 'A?'),
    });
    said(play, '4');
    expect(setOf(play)).toEqual({ c: '10' });
  });

  test('a value without reasons to change is computed once: chance is drawn when the form opens', () => {
    let drawn = 0;
    const context = aContext({
      random: () => {
        drawn += 1;
        return drawn / 10;
      },
    });
    const play = playOf(
      {
        data: `<a/><r/>${CASE('<r/>')}`,
        model: `<bind nodeset="/data/r" calculate="random()"/><bind nodeset="/data/case/update/r" calculate="/data/r"/>`,
        body: input('a', 'A?'),
      },
      'en',
      context,
    );
    said(play, 'x');
    expect(setOf(play)).toEqual({ r: '0.1' });
  });

  test('setvalue sets defaults when the form opens and times when it ends', () => {
    let hour = 9;
    const context = aContext({ now: () => Date.UTC(2026, 2, 5, hour) });
    const stamp = (name: string): string =>
      `<bind nodeset="/data/case/update/${name}" calculate="format-date(/data/${name}, '%H')"/><bind nodeset="/data/${name}" type="xsd:dateTime"/>`;
    const play = playOf(
      {
        data: `<a>first</a><start/><end/>${CASE('<a/><start/><end/>')}`,
        model: `${stamp('start')}${stamp('end')}<bind nodeset="/data/case/update/a" calculate="/data/a"/>
          <setvalue event="xforms-ready" ref="/data/a" value="concat(/data/a, '!')"/>
          <setvalue event="xforms-ready" ref="/data/start" value="now()"/>
          <setvalue event="xforms-revalidate" ref="/data/end" value="now()"/>`,
        body: input('a', 'A?'),
      },
      'en',
      context,
    );
    expect(play.next().question?.prompt).toBe('A?');
    hour = 17;
    expect(setOf(play)).toEqual({ a: 'first!', start: '09', end: '17' });
  });

  test('a new repetition gets its own defaults', () => {
    const play = playOf({
      data: '<child jr:template=""><n>7</n><id/></child>',
      model: `<setvalue event="jr-insert" ref="/data/child/id" value="position(..)"/>`,
      body: `<repeat nodeset="/data/child" jr:count="2">${input('child/n', 'N <output value="../id"/>, now <output value="../n"/>?')}</repeat>`,
    });
    expect(said(play, '1', '2')).toEqual(['N 0, now 7?', 'N 1, now 7?', 'END']);
  });

  test('each case block names its case, and may close it', () => {
    const block = (name: string, id: string): string =>
      `<${name}><case case_id="${id}" xmlns="http://commcarehq.org/case/transaction/v2"><update><p/></update><close/></case></${name}>`;
    const play = playOf({
      data: `<done/>${block('own', '')}${block('parent', '')}${block('nobody', '')}`,
      model: `<bind nodeset="/data/own/case/close" relevant="/data/done = 'yes'"/>
        <bind nodeset="/data/parent/case/close" relevant="false()"/>
        <bind nodeset="/data/own/case/update/p" calculate="/data/done"/>
        <setvalue event="xforms-ready" ref="/data/own/case/@case_id" value="instance('commcaresession')/session/data/case_id"/>
        <bind nodeset="/data/parent/case/@case_id" calculate="instance('casedb')/casedb/case[@case_id = /data/own/case/@case_id]/index/parent"/>`,
      body: input('done', 'Done?'),
    });
    said(play, 'yes');
    expect(play.submission()).toEqual([
      { caseId: 'case-1', set: new Map([['p', 'yes']]), closes: true },
      { caseId: 'case-2', set: new Map([['p', '']]), closes: false },
    ]);
  });

  test('a case block of CommCare 1 is read by its case_id', () => {
    const play = playOf({
      data: '<case><case_id>case-1</case_id><date_modified/><update><p>x</p></update></case>',
    });
    expect(play.submission()).toEqual([{ caseId: 'case-1', set: new Map([['p', 'x']]), closes: false }]);
  });
});

describe('a form that fails at what comes next', () => {
  const parts = {
    data: '<child jr:template=""><name/><day/></child><end/>',
    body: `<repeat nodeset="/data/child" jr:count="2">${input('child/name', 'Name <output value="position(..) + 1"/>?')}
      ${input('child/day', 'Day <output value="position(..) + 1"/>?')}</repeat>
      ${input('end', '<output value="date(/data/child[2]/day)"/> is the end?')}`,
  };

  test('waits again at the same question of the same repetition, without its answer', () => {
    const play = playOf(parts);
    said(play, 'Ali', '2026-01-01', 'Bea');
    play.answer('tomorrow');
    expect(() => play.next()).toThrow('cannot be converted to a date');
    expect([play.current().prompt, play.answers().get('child.2.day')]).toEqual(['Day 2?', undefined]);
    play.answer('2026-01-02');
    expect(play.next().question?.prompt).toBe('2026-01-02 is the end?');
    expect(play.answers().get('child.1.day')).toBe('2026-01-01');
  });

  test('at its first question has none that waits', () => {
    const play = playOf({ data: '<a/>', body: input('a', '<output value="date(\'x\')"/>?') });
    expect(() => play.next()).toThrow('cannot be converted to a date');
    expect(() => play.next()).toThrow('cannot be converted to a date');
  });

  test('at an answer keeps the one that was there before', () => {
    const play = playOf({
      data: '<a/><b/>',
      model: `<bind nodeset="/data/b" calculate="date(/data/a)"/>`,
      body: input('a', 'A?'),
    });
    play.next();
    play.answer('2026-01-01');
    expect(() => play.answer('x')).toThrow('cannot be converted to a date');
    expect(play.answers().get('a')).toBe('2026-01-01');
  });
});

describe('a group', () => {
  test('whose node stands beside those of its questions hides them all the same', () => {
    const played = (answer: string) =>
      said(
        playOf({
          data: '<sick/><g/><days/><last/>',
          model: `<bind nodeset="/data/g" relevant="/data/sick = 'yes'"/>`,
          body: `${input('sick', 'Sick?')}<group ref="/data/g">${input('days', 'Days?')}</group>${input('last', 'Last?')}`,
        }),
        ...[answer, 'x'],
      );
    expect(played('yes')).toEqual(['Sick?', 'Days?', 'Last?']);
    expect(played('no')).toEqual(['Sick?', 'Last?', 'END']);
  });

  test('whose name another node begins with is not that node', () => {
    const play = playOf({
      data: '<g><a/></g><gg/>',
      body: `<group ref="/data/g">${input('gg', 'GG?')}${input('g/a', 'A?')}</group>`,
    });
    expect(said(play, 'x', 'y')).toEqual(['GG?', 'A?', 'END']);
  });
});

describe('a question', () => {
  test.each([
    ['xsd:int', 'int'],
    ['xsd:long', 'longint'],
    ['xsd:decimal', 'float'],
    ['xsd:boolean', 'text'],
    ['xsd:date', 'date'],
    ['xsd:time', 'time'],
    ['xsd:dateTime', 'text'],
    ['xsd:string', 'text'],
    ['barcode', 'text'],
  ])('of type %s is asked as %s', (type, wanted) => {
    const play = playOf({
      data: '<q/>',
      model: `<bind nodeset="/data/q" type="${type}"/>`,
      body: input('q', 'Q?'),
    });
    const { question } = play.next();
    expect([question?.type, question?.path, question?.id, question?.required]).toEqual([
      wanted,
      'q',
      'q',
      false,
    ]);
  });

  test('without a label asks nothing, and is asked', () => {
    const play = playOf({ data: '<q/>', body: '<input ref="/data/q"/>' });
    expect(play.next().question?.prompt).toBe('');
  });
});

describe('a repeat', () => {
  test('in something that is hidden is passed over, whatever group it is written in', () => {
    const play = playOf({
      data: '<g><child jr:template=""><a/></child></g><last/>',
      model: '<bind nodeset="/data/g" relevant="false()"/>',
      body: `<group><repeat nodeset="/data/g/child" jr:count="2">${input('g/child/a', 'A?')}</repeat></group>${input('last', 'Last?')}`,
    });
    expect(said(play, 'x')).toEqual(['Last?', 'END']);
  });

  const asked = (count: string, hidden = 'false()') =>
    said(
      playOf({
        data: `<n>${count}</n><child jr:template=""><a/></child><last/>`,
        model: `<bind nodeset="/data/child" relevant="not(${hidden})"/>`,
        body: `<repeat nodeset="/data/child" jr:count="/data/n">${input('child/a', 'A?')}</repeat>${input('last', 'Last?')}`,
      }),
      'x',
    );

  test.each([
    ['0', 'Last?'],
    ['-1', 'Last?'],
    ['x', 'Last?'],
    ['', 'Last?'],
    ['0.9', 'Last?'],
    ['1.9', 'A?'],
    ['1', 'A?'],
  ])('of %j begins with %s', (count, first) => {
    expect(asked(count)[0]).toBe(first);
  });

  test('that is hidden is passed over', () => {
    expect(asked('2', 'true()')).toEqual(['Last?', 'END']);
  });

  test('of 200 is asked, and of one more not', () => {
    expect(asked('200')[0]).toBe('A?');
    expect(() => asked('201')).toThrow('/data/child is to be asked 201 times: drysend asks at most 200');
  });
});

describe('what would take long is given up', () => {
  const opened = (data: string, model: string) => () =>
    new Play(soundForm({ data, model }), 'en', aContext());

  test('expressions that visit too many nodes', () => {
    const nodes = '<a/>'.repeat(2000);
    expect(
      opened(
        `<g>${nodes}</g><b/>`,
        `<bind nodeset="/data/b" calculate="count(/data/g/a[count(../a) &gt; 1])"/>`,
      ),
    ).toThrow("the form's expressions take more than 1000000 steps");
  });

  test('texts that double time and again', () => {
    const all = Array.from({ length: 40 }, (_, index) => index);
    const data = `<a0>0123456789</a0>${all.map((index) => `<a${index + 1}/>`).join('')}`;
    const model = all
      .map(
        (index) =>
          `<bind nodeset="/data/a${index + 1}" calculate="concat(/data/a${index}, /data/a${index})"/>`,
      )
      .join('');
    expect(opened(data, model)).toThrow('a text of more than 100000 characters');
  });

  test('a pattern that would backtrack is matched all the same', () => {
    expect(
      opened(
        `<a>${'a'.repeat(5000)}!</a><b/>`,
        `<bind nodeset="/data/b" calculate="regex(/data/a, '^(a+)+$')"/>`,
      ),
    ).not.toThrow();
  });
});
