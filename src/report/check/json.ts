/** The findings for programs: one JSON document, its keys as in docs/check.md. */
import { severityOf, warningCodes } from '../../core/model/warning-codes.ts';
import { visibleJson } from '../../core/render/visible.ts';
import type { CheckFormat } from './format.ts';

/** Raised when a key changes its meaning or goes; new keys do not raise it. */
const VERSION = 1;

export function jsonFormat(version: string): CheckFormat {
  let isFirst = true;
  return {
    begin: () => `{"version":${VERSION},"drysend":${JSON.stringify(version)},"findings":[`,
    finding({ code, message: found, hint, about, source }, named) {
      const comma = isFirst ? '' : ',';
      isFirst = false;
      const message = named(found);
      const cure = hint ?? warningCodes[code].cure;
      const { file, line, column } = source;
      const one = { code, severity: severityOf(code), message, cure, file, line, column, about };
      return `${comma}\n${visibleJson(JSON.stringify(one))}`;
    },
    end: ({ stories, counts }) => `\n],"stories":${stories},"counts":${JSON.stringify(counts)}}\n`,
  };
}
