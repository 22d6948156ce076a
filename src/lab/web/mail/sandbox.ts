/**
 * A mail's HTML, shut in: no script runs and nothing is fetched, whatever the mail says. The frame starts
 * empty, with its policy in force; only then are the mail's own elements put in, of which everything that
 * runs or points elsewhere was taken away while they stood in a document that loads nothing.
 */

const HTML_MAX = 1_000_000;
const LEFT_OUT_MAX = 200;

const removed =
  'script, link, meta, base, title, template, svg, math, iframe, frame, frameset, object, embed, applet, audio, video, canvas, portal';
const kept = new Set([
  ...['align', 'alt', 'bgcolor', 'border', 'cellpadding', 'cellspacing', 'class', 'color', 'cols', 'colspan'],
  ...['dir', 'face', 'height', 'hspace', 'id', 'lang', 'noshade', 'nowrap', 'reversed', 'role', 'rows'],
  ...['rowspan', 'size', 'span', 'start', 'title', 'type', 'valign', 'value', 'vspace', 'width'],
]);
const OWN_SHEET =
  'body{font:15px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}img:not([src]){border:1px dashed #8a949c;min-width:24px;min-height:24px}a{color:#0a6b74;text-decoration:underline}';

/** Puts the mail into a frame that shows `EMPTY_PAGE`. Says what was left out, each once. */
export function fillFrame(frame: HTMLIFrameElement, html: string): readonly string[] {
  const page = frame.contentDocument;
  const view = frame.contentWindow as (Window & typeof globalThis) | null;
  if (!page || !view) return [];
  const leftOut = new Set<string>();
  const mail = new DOMParser().parseFromString(html.slice(0, HTML_MAX), 'text/html');
  const sheets = [...mail.querySelectorAll('style')].map((style) => {
    style.remove();
    return sheetOf(view, style.textContent, leftOut);
  });
  for (const element of mail.querySelectorAll(removed)) {
    leftOut.add(addressOf(element) ?? `<${element.localName}>`);
    element.remove();
  }
  for (const element of [mail.documentElement, ...mail.querySelectorAll('*')]) strip(element, leftOut);
  page.body.replaceWith(page.adoptNode(mail.body ?? mail.createElement('body')));
  page.adoptedStyleSheets = [sheetOf(view, OWN_SHEET, leftOut), ...sheets];
  return [...leftOut].slice(0, LEFT_OUT_MAX);
}

/** Leaves attributes that only say how something looks; pictures only when they are in the mail itself. */
function strip(element: Element, leftOut: Set<string>): void {
  const style = element.getAttribute('style');
  const source = element.localName === 'img' ? (element.getAttribute('src') ?? '') : '';
  const target = element.localName === 'a' ? element.getAttribute('href') : null;
  for (const { name } of [...element.attributes]) {
    if (!kept.has(name)) element.removeAttribute(name);
  }
  if (/^data:image\/(?:png|jpeg|gif|webp);/i.test(source)) element.setAttribute('src', source);
  else if (source !== '') leftOut.add(source);
  if (target) element.setAttribute('title', target);
  if (style && 'style' in element) {
    const own = element.style as CSSStyleDeclaration;
    own.cssText = style;
    calm(own, leftOut);
  }
}

/** The mail's own style sheet; imports are passed over by the browser. */
function sheetOf(view: typeof globalThis, text: string, leftOut: Set<string>): CSSStyleSheet {
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(text);
  calmRules(sheet.cssRules, leftOut);
  return sheet;
}

function calmRules(rules: CSSRuleList, leftOut: Set<string>): void {
  for (const rule of rules) {
    if ('style' in rule) calm(rule.style as CSSStyleDeclaration, leftOut);
    if ('cssRules' in rule) calmRules(rule.cssRules as CSSRuleList, leftOut);
  }
}

/** Takes away what would be fetched: the browser has already read the escapes in it. */
function calm(style: CSSStyleDeclaration, leftOut: Set<string>): void {
  for (const name of [...style]) {
    const value = style.getPropertyValue(name);
    if (!/url\(|image-set\(|image\(|src\(/i.test(value)) continue;
    leftOut.add(/url\("?([^")]*)/i.exec(value)?.[1] ?? name);
    style.removeProperty(name);
  }
}

const addressOf = (element: Element): string | undefined =>
  element.getAttribute('src') ?? element.getAttribute('href') ?? element.getAttribute('data') ?? undefined;
