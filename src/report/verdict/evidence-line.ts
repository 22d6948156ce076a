/** A line under a failure: `nearest   2026-03-10 …`; without a label it is a sentence. */
export interface EvidenceLine {
  /** As printed, with the space after it: further lines hang under the text. */
  readonly label?: string;
  readonly text: string;
}

/** Cells of a label with the space after it; a longer one is followed by three spaces. */
const LABEL_CELLS = 10;

/** The text under a label, in one column with other labelled lines. */
export function labelled(label: string, text: string): EvidenceLine {
  return { label: label.length < LABEL_CELLS ? label.padEnd(LABEL_CELLS) : `${label}   `, text };
}

/** In one string. */
export const evidenceText = ({ label = '', text }: EvidenceLine): string => label + text;
