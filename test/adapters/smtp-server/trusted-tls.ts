import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAuthority } from '../../../src/adapters/proxy/authority.ts';

/** What a mail server starts TLS with, and the certificate that its clients are to trust. */
export function trustedTls() {
  const folder = mkdtempSync(join(tmpdir(), 'drysend-mail-'));
  const hosts = ['localhost', '127.0.0.1'];
  const { certificate, contextFor } = openAuthority(folder, Date.now, hosts);
  return { certificate, tls: () => contextFor(...hosts) };
}
