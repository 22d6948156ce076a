import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readForm } from '../../src/xform/read-form.ts';
import { formText, problemsOf, soundForm, warningsOf } from '../helpers/xform.ts';

/** The model begins on line 4 of a form of the helper, its body on line 6. */
const bind = (attributes: string): string => `<bind nodeset="/data/a" ${attributes}/>`;
const calculate = (expression: string): string => bind(`calculate="${expression}"`);

describe('what is wrong with a form is named with its line', () => {
  test.each([
    ['no XML', '<a><b></a>', '1: unexpected close tag'],
    ['no form', '<html/>', '1: <html> that is no XForm'],
    ['an entity that nobody declares', '<a>\n&x;</a>', '2: undefined entity'],
  ])('%s', (_title, text, found) => {
    expect(problemsOf(text)[0]).toContain(found);
  });

  test.each([
    ['an expression that does not parse', calculate('1 +'), '4: an expression that is no XPath in "1 +"'],
    ['an unknown function', calculate('frob(1)'), '4: the unknown function frob() in "frob(1)"'],
    ['a function drysend does not evaluate', calculate('here()'), '4: the function here() in "here()"'],
    ['a function with too few arguments', calculate('if(1, 2)'), '4: if() with 2 arguments in "if(1, 2)"'],
    ['a node that is not there', calculate('/data/nowhere'), '4: the node /data/nowhere'],
    ['a relative node that is not there', calculate('../b'), '4: the node ../b'],
    ['an instance that is not there', calculate("instance('villages')/v/x"), '4: the instance "villages"'],
    [
      'a search among all cases',
      calculate("instance('casedb')/casedb/case[@case_type = 'x']/y"),
      '4: cases by anything but',
    ],
    [
      'a step other than child and parent',
      calculate('/data//b'),
      '4: a step other than child, @attribute, . and ..',
    ],
    ['a union', calculate('count(/data/a | /data)'), '4: a union or a variable'],
    [
      'a calculation of itself',
      calculate('/data/a + 1'),
      '4: calculations and conditions that lead round in a circle: /data/a → /data/a',
    ],
    ['two binds of one node', bind('') + bind(''), '4: a second bind of /data/a'],
    ['a bind without nodeset', '<bind type="int"/>', '4: <bind> without nodeset'],
    [
      'a setvalue of nothing',
      '<setvalue event="xforms-ready" ref="/data/x" value="1"/>',
      '4: <setvalue> of /data/x',
    ],
    [
      'a text without id',
      '<itext><translation lang="en"><text><value/></text></translation></itext>',
      '4: a text without an id of its own',
    ],
  ])('%s', (_title, model, found) => {
    expect(problemsOf({ data: '<a/>', model })[0]).toContain(found);
  });

  test.each([
    ['a question of no node', '<input ref="/data/x"/>', '6: the node /data/x'],
    ['a question without ref', '<input/>', '6: <input> without ref'],
    ['a bind that is not there', '<input bind="x"/>', '6: the bind "x"'],
    [
      'a text that is not there',
      `<input ref="/data/a"><label ref="jr:itext('x')"/></input>`,
      '6: the text "x"',
    ],
    [
      'a value in a text that is not there',
      '<input ref="/data/a"><label><output value="/data/x"/></label></input>',
      '6: the node /data/x',
    ],
    [
      'choices from a table',
      '<select1 ref="/data/a"><itemset nodeset="x"/></select1>',
      '6: choices from a table (<itemset>)',
    ],
    ['no choices', '<select1 ref="/data/a"/>', '6: /data/a without choices'],
    [
      'an item without value',
      '<select1 ref="/data/a"><item><label>x</label></item></select1>',
      '6: an <item>',
    ],
    [
      'a choice of several with a blank in it',
      '<select ref="/data/a"><item><label>x</label><value>a b</value></item></select>',
      '6: the choice "a b"',
    ],
  ])('%s', (_title, body, found) => {
    expect(problemsOf({ data: '<a/>', body })[0]).toContain(found);
  });

  test('all at once, from top to bottom', () => {
    const found = problemsOf({ data: '<a/>', model: calculate('frob()'), body: '\n<input ref="/data/x"/>' });
    expect(found).toEqual(['4: the unknown function frob() in "frob()"', '7: the node /data/x']);
  });

  test('a function whose name is almost right is suggested', () => {
    const read = readForm(formText({ data: '<a/>', model: calculate('countSelected(.)') }));
    expect(read).toMatchObject({ problems: [{ hint: 'did you mean count-selected()?' }] });
  });

  test('a circle over several nodes and a condition of a group names its way', () => {
    const found = problemsOf({
      data: '<a/><g><b/></g><c/>',
      model: `${calculate('/data/g/b')}
<bind nodeset="/data/g" relevant="/data/c = 1"/>
<bind nodeset="/data/c" calculate="/data/a"/>`,
    });
    expect(found).toEqual([
      '4: calculations and conditions that lead round in a circle: /data/a → /data/g → /data/c → /data/a',
    ]);
  });
});

describe('what of a form is not played is named with its line, and the rest is played', () => {
  test.each([
    [
      'a repeat that the user ends',
      { body: '<repeat nodeset="/data/a"/>' },
      '6: a repeat whose number the user decides',
    ],
    ['a media question', { body: '<upload ref="/data/a"/>' }, '6: a media question'],
    ['an unknown control', { body: '<range ref="/data/a"/>' }, '6: <range>: it is passed over'],
    ['a type of place', { model: bind('type="geopoint"') }, '4: the type geopoint: it is kept as text'],
    ['readonly', { model: bind('readonly="true()"') }, '4: readonly of a bind'],
    ['a preload', { model: bind('jr:preload="uid"') }, '4: preload of a bind'],
    [
      'another event',
      { model: '<setvalue event="xforms-value-changed" ref="/data/a" value="1"/>' },
      '4: <setvalue> at xforms-value-changed',
    ],
    ['a submission', { model: '<submission action="x"/>' }, '4: <submission> in the model'],
    ['a bind of no node', { model: '<bind nodeset="/data/x"/>' }, '4: a bind of /data/x'],
    [
      'a picture of a text',
      {
        model:
          '<itext><translation lang="en"><text id="x"><value form="image">jr://x.png</value></text></translation></itext>',
      },
      '4: image of a text',
    ],
    [
      'markup inside a text',
      { body: '<input ref="/data/a"><label>a <b>b</b></label></input>' },
      '6: <b> inside a text',
    ],
  ])('%s', (_title, parts, message) => {
    expect(warningsOf({ data: '<a/>', ...parts })[0]).toContain(message);
  });

  test('creating a case', () => {
    const data = '<a/><case case_id="" xmlns="http://commcarehq.org/case/transaction/v2"><create/></case>';
    expect(warningsOf({ data })).toEqual(['2: <create> of a case: only update and close are followed']);
  });

  test('what the form builder keeps for itself is none of that', () => {
    const vellum = 'xmlns:vellum="http://commcarehq.org/xforms/vellum"';
    expect(
      warningsOf({ data: '<a/>', model: `<bind nodeset="/data/a" ${vellum} vellum:nodeset="#form/a"/>` }),
    ).toEqual([]);
  });
});

describe('a form', () => {
  test('may use prefixes, relative paths, binds by id and nodes of its own namespaces', () => {
    const form = soundForm({
      data: '<g><a/></g><orx:meta><orx:start/></orx:meta>',
      model:
        '<bind id="q" nodeset="/data/g/a"/><setvalue event="xforms-ready" ref="/data/orx:meta/orx:start" value="now()"/>',
      body: '<group ref="g"><input bind="q"/><input ref="a"/></group>',
    });
    expect(form.controls).toMatchObject([
      { kind: 'group', path: '/data/g', controls: [{ path: '/data/g/a' }, { path: '/data/g/a' }] },
    ]);
    expect(form.setValues).toMatchObject([{ target: '/data/meta/start' }]);
  });

  test('has its default language first', () => {
    const translation = (lang: string, more = ''): string => `<translation lang="${lang}" ${more}/>`;
    const languages = (texts: string): string[] => [
      ...soundForm({ data: '<a/>', model: `<itext>${texts}</itext>` }).texts.keys(),
    ];
    expect(languages(translation('fra') + translation('en'))).toEqual(['fra', 'en']);
    expect(languages(translation('fra') + translation('en', 'default=""'))).toEqual(['en', 'fra']);
  });

  test('of the shipped story is read without a warning', () => {
    const text = readFileSync(new URL('../../scenarios/two-way/fever.xml', import.meta.url), 'utf8');
    expect(readForm(text)).toMatchObject({
      warnings: [],
      form: { title: 'Fever check', caseBlocks: ['/data/case'] },
    });
  });
});

describe('a form that is meant to hold up the reader is refused with its line', () => {
  const many = (count: number, one: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => one(index)).join('');

  test.each<readonly [string, string, string]>([
    [
      'an entity bomb',
      '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY x "xx"><!ENTITY y "&x;&x;">]>\n<a>&y;</a>',
      '2: a DOCTYPE',
    ],
    ['5 MB', formText({ data: `<a>${'x'.repeat(5_000_000)}</a>` }), '1: a form of 5,000,'],
    ['elements without end', '<a>'.repeat(100_000), '1: elements more than 100 deep'],
    ['too many elements', formText({ data: '<a/>'.repeat(50_000) }), '2: more than 40000 elements'],
    [
      'brackets without end',
      formText({ data: '<a/>', model: calculate(`${'('.repeat(9000)}1${')'.repeat(9000)}`) }),
      '4: an expression more than 400 levels deep',
    ],
    [
      'one endless expression',
      formText({ data: '<a/>', model: calculate('1+'.repeat(20_000)) }),
      '4: an expression of 40000 characters',
    ],
    [
      'many long expressions',
      formText({
        data: '<a/>',
        model: many(40, (index) => `${calculate(`concat('${'x'.repeat(9000)}', ${index})`)}\n`),
      }),
      '37: more than 300000 characters of expressions',
    ],
    [
      'expressions that read everything',
      formText({
        data: many(1000, (index) => `<a${index}/>`),
        model: many(
          1000,
          (index) => `<bind nodeset="/data/a${index}" relevant="count(/data/*) &gt; ${index}"/>`,
        ),
      }),
      '4: expressions that read more than 300000 nodes',
    ],
    [
      'a circle of thousands',
      formText({
        data: many(2000, (index) => `<a${index}/>`),
        model: many(
          2000,
          (index) => `<bind nodeset="/data/a${index}" calculate="/data/a${(index + 1) % 2000}"/>`,
        ),
      }),
      '4: calculations and conditions that lead round in a circle: /data/a0 → /data/a1 → /data/a2 → /data/a3 → /data/a4 → /data/a5 → … → /data/a0',
    ],
  ])('%s', (_title, text, found) => {
    expect(problemsOf(text).some((problem) => problem.startsWith(found))).toBe(true);
  });
});
