/** Everything that is fuzzed, in the order in which it is. */
import type { Target } from '../target.ts';
import { http } from './http.ts';
import { imports } from './imports.ts';
import { inbound } from './inbound.ts';
import { lab } from './lab.ts';
import { language } from './language.ts';
import { loader } from './loader.ts';
import { programmes } from './programmes.ts';
import { regularExpressions } from './regular-expressions.ts';
import { smpp } from './smpp.ts';
import { smtp } from './smtp.ts';
import { templates } from './templates.ts';

export const targets: readonly Target[] = [
  ...[loader, language, imports, templates, regularExpressions],
  ...[http, smtp, smpp, lab, inbound, programmes],
];
