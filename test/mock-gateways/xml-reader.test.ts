import { expect, test } from 'vitest';
import { readXml, textIn, type XmlElement } from '../../mock-gateways/xml-reader.ts';

const read = (text: string): XmlElement => {
  const root = readXml(text);
  if ('problem' in root) throw new Error(root.problem);
  return root;
};

test('elements, attributes, text, CDATA, comments and the five entities are read', () => {
  const root = read(
    '\uFEFF<?xml version="1.0"?><!-- a --> <R a="1 &lt; 2" b=\'x"y\'><V/>t&amp;&#65;&#x1F600;<!-- < --><![CDATA[<&]]><W>u</W ></R>\n',
  );
  expect([...root.attributes]).toEqual([
    ['a', '1 < 2'],
    ['b', 'x"y'],
  ]);
  expect(textIn(root)).toBe('t&A😀<&u');
  expect(root.children.filter((child) => typeof child !== 'string').map(({ name }) => name)).toEqual([
    'V',
    'W',
  ]);
});

test.each([
  ['', /no element/],
  ['text', /no element/],
  ['<a>', /no end/],
  ['<a></b>', /another name/],
  ['<a/><b/>', /follows the root/],
  ['<a x=1/>', /not closed/],
  ['<a x="1" x="2"/>', /stands twice/],
  ['<a x="<"/>', /not closed/],
  ['<a>&x;</a>', /&x;/],
  ['<a>& b</a>', /&/],
  ['<a>&#0;</a>', /&#0;/],
  ['<a>&#x110000;</a>', /entity/],
  ['<!DOCTYPE a><a/>', /document type/],
  ['<a><!ELEMENT b></a>', /document type/],
  ['<a><![CDATA[x</a>', /]]>/],
  ['<a><!-- </a>', /-->/],
  ['< a/>', /no name/],
  ['<a>'.repeat(33), /deep/],
])('%s is refused', (text, problem) => {
  const found = readXml(text);
  expect('problem' in found ? found.problem : 'read').toMatch(problem);
});

test('a long text is read in one go', () => {
  const text = 'a&amp;'.repeat(200_000);
  expect(textIn(read(`<r>${text}</r>`))).toHaveLength(400_000);
});
