/** Whether the page was opened by a link that only looks: its address then begins with `/look/<token>/`. */
import type { ComponentChildren } from 'preact';

const [base] = /^\/look\/[^/]+\//.exec(location.pathname) ?? ['/'];

/** What every address of the lab's API begins with. */
export const apiBase = base;
export const looksOnly = base !== '/';

/** What acts: not there for who only looks. The server refuses it anyway. */
export const Acting = ({ children }: { readonly children: ComponentChildren }) =>
  looksOnly ? null : children;
