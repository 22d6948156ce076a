/** The findings as SARIF 2.1.0 (OASIS), which editors and code hosts read. */
import { severityOf, type WarningCode, warningCodes } from '../../core/model/warning-codes.ts';
import { visibleJson } from '../../core/render/visible.ts';
import type { CheckFormat } from './format.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const codes = Object.keys(warningCodes) as WarningCode[];

export function sarifFormat(version: string): CheckFormat {
  let isFirst = true;
  return {
    begin() {
      const driver = { name: 'drysend', version, rules: codes.map(ruleOf) };
      const run = JSON.stringify({ tool: { driver }, columnKind: 'utf16CodeUnits' });
      return `{"$schema":"${SCHEMA}","version":"2.1.0","runs":[${run.slice(0, -1)},"results":[`;
    },
    finding({ code, message, hint, about, source }, named) {
      const comma = isFirst ? '' : ',';
      isFirst = false;
      const cure = hint ?? warningCodes[code].cure;
      const result = {
        ruleId: code,
        ruleIndex: codes.indexOf(code),
        level: severityOf(code),
        message: { text: `${named(message)}. Cure: ${cure}` },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: uriOf(source.file) },
              region: { startLine: source.line, startColumn: source.column },
            },
          },
        ],
        properties: about,
      };
      return `${comma}\n${visibleJson(JSON.stringify(result))}`;
    },
    end: () => '\n]}]}\n',
  };
}

function ruleOf(code: WarningCode) {
  const { severity, means, cure } = warningCodes[code];
  return {
    id: code,
    shortDescription: { text: means },
    help: { text: cure },
    defaultConfiguration: { level: severity },
  };
}

/** A relative path stays relative; each part of it is encoded. */
function uriOf(path: string): string {
  const parts = path.replaceAll('\\', '/').split('/').map(encodeURIComponent);
  return path.startsWith('/') ? `file://${parts.join('/')}` : parts.join('/');
}
