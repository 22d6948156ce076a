import { encode } from 'uqr';

/** The light frame without which a reader does not find the code. */
const QUIET_ZONE = 4;

/** The QR code of a text, row by row with its light frame: true is dark. */
export const qrModules = (text: string): readonly (readonly boolean[])[] =>
  encode(text, { ecc: 'L', boostEcc: true, border: QUIET_ZONE }).data;
