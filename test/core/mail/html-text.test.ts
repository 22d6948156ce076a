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
])('%s', (_about, html, text) => {
  expect(htmlText(html)).toBe(text);
});

test.each([['<a '], ['<a "'], ['<script>'], ['<!--'], ['</'], ['&#'], ["<a '<"], ['<style></']])(
  'a megabyte of %s comes to an end',
  (piece) => {
    expect(htmlText(piece.repeat(1_000_000 / piece.length)).length).toBeLessThanOrEqual(1_000_000);
  },
);
