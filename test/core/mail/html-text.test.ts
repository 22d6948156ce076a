import { expect, test } from 'vitest';
import { htmlText } from '../../../src/core/mail/html-text.ts';

test.each([
  ['words alone', 'Visit &amp; more', 'Visit & more'],
  ['blanks and line ends are one blank', 'Visit\r\n  on\tTuesday', 'Visit on Tuesday'],
  ['inline elements join', 'V<b>i</b>sit <i>now</i>', 'Visit now'],
  ['paragraphs stand apart', '<p>one</p><p>two</p>', 'one\n\ntwo'],
  ['lines and list items', '<div>one</div>two<br>three<ul><li>a<li>b</ul>', 'one\ntwo\nthree\na\nb'],
  ['cells', '<table><tr><td>a</td><td>b</td></tr><tr><td>c</table>', 'a b\nc'],
  ['pre keeps its blanks', '<pre>a  b\n c</pre>', 'a  b\n c'],
  ['what nobody reads', '<head><title>t</title></head><style>p{}</style><script>1<2</script>seen', 'seen'],
  ['comments and declarations', '<!DOCTYPE html><?xml?><!-- <p>no</p> -->seen', 'seen'],
  ['a picture is what stands for it', '<img src="x" alt="our logo"> Visit', 'our logo Visit'],
  ['entities', '&eacute;&#233;&#xE9;&euro;&hellip;&nbsp;&apos;&unknown; &', "ééé€…\u00a0'&unknown; &"],
  ['a sign in an attribute', '<a title="a > b" href=\'<\'>link</a>', 'link'],
  ['a sign alone', '1 < 2 and <3', '1 < 2 and <3'],
  ['what has no end', 'seen<script>never', 'seen'],
  ['a code that is no character', '&#0;&#x110000;', '&#0;&#x110000;'],
  ['each element on a line of its own', '<div>a</div><h1>b</h1>c<hr>d<td>e</td>f', 'a\n\nb\n\nc\nd e f'],
  ['no more than one blank line', '<p>a</p><br><br><br><p>b</p>', 'a\n\nb'],
  ['one break, and two', 'a<br>b<br><br>c', 'a\nb\n\nc'],
  ['no lines before the first word or behind the last', '<p><br>a</p><p></p>', 'a'],
  ['blanks beside an element', 'a <b> b </b> c', 'a b c'],
  ['no blank at the beginning of a line', 'a<br> b', 'a\nb'],
  [
    'a picture with its words in each kind of quotes',
    '<img alt=\'one\'><img alt=two><img alt=""><img>',
    'onetwo',
  ],
  ['a picture whose words have entities', '<img alt="a &amp; b">', 'a & b'],
  ['pre within pre', '<pre>a  b<pre>c  d</pre>e  f</pre>g  h', 'a  b\nc  d\ne  f\ng h'],
  ['an end of pre too many', '</pre>a  b', 'a b'],
  ['tags in capitals', '<P>a</P><SCRIPT>no</SCRIPT>b', 'a\n\nb'],
  ['an element that is closed at once', 'a<script/>b<title />c', 'abc'],
  ['an end tag of what nobody reads', 'a</style>b', 'ab'],
  ['another element within it', '<style></b></style>seen', 'seen'],
  ['a comment without an end', 'seen<!-- never', 'seen'],
  ['a comment with a sign in it', '<!-- a > b -->seen', 'seen'],
  ['a declaration without an end', 'seen<!DOCTYPE', 'seen'],
  [
    'entities without their semicolon, and in other numbers',
    '&amp &#65 &#x41 &#X42; &#65;&#1114111;',
    '& A A B A\u{10ffff}',
  ],
  ['entities whose letters count', '&Eacute;&eacute;&AMP;', 'Éé&AMP;'],
  ['a tag whose name is as long as may be', `<${'a'.repeat(31)}>x`, 'x'],
])('%s', (_about, html, text) => {
  expect(htmlText(html)).toBe(text);
});

test.each([['<a '], ['<a "'], ['<script>'], ['<!--'], ['</'], ['&#'], ["<a '<"], ['<style></']])(
  'a megabyte of %s comes to an end',
  (piece) => {
    expect(htmlText(piece.repeat(1_000_000 / piece.length)).length).toBeLessThanOrEqual(1_000_000);
  },
);
