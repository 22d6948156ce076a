import type { Lab } from '../lab/server/serve-lab.ts';
import { withToken } from '../lab/server/token.ts';
import { qrText } from './qr-text.ts';
import type { Terminal } from './terminal.ts';

interface Opened {
  readonly token: string | undefined;
  readonly isDemo: boolean;
  readonly isOpenToOthers: boolean;
}

/** Where the lab is opened: on this machine, and from other devices with a QR code of the likeliest address. */
export function labAddresses(
  { url, networkUrls }: Pick<Lab, 'url' | 'networkUrls'>,
  { token, isDemo, isOpenToOthers }: Opened,
  { columns, colour }: Pick<Terminal, 'columns' | 'colour'>,
): string {
  const page = isDemo ? 'demo' : '';
  const whole = (address: string): string => withToken(`${address}${page}`, token);
  const here = `The ${isDemo ? 'demo' : 'lab'} is open: ${whole(url)}\n`;
  if (!isOpenToOthers) return here;
  const [first, ...others] = networkUrls.map(whole);
  if (first === undefined) return `${here}No other device reaches it: this machine is on no network.\n`;
  const picture =
    qrText(first, columns, colour) ??
    'The terminal is too narrow for its QR code: widen it, or press “On a phone” on the page.\n';
  const rest = others.map((address) => `  ${address}\n`).join('');
  return `${here}From other devices of the network:\n  ${first}\n${rest}${picture}`;
}
