/** Parts of a Markdown page that are made from the code: between `<!-- begin NAME -->` and `<!-- end NAME -->`. */

/** The page with each block's text between its marks. Throws where a page lacks the marks of a block. */
export function withBlocks(page: string, blocks: Readonly<Record<string, string>>): string {
  let text = page;
  for (const [name, block] of Object.entries(blocks)) {
    const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`the page has no block ${name}`);
    text = `${text.slice(0, from + begin.length)}\n\n${block.trim()}\n\n${text.slice(to)}`;
  }
  return text;
}
