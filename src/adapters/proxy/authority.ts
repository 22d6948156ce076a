/** The certificate authority of this machine: made when first needed, kept, and renewed before it ends. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import {
  certificatePathIn,
  keyPathIn,
  prepareFolder,
  publish,
  readIdentity,
  unusable,
  writeAgain,
  writeFirst,
} from './authority-files.ts';
import {
  authorityCertificate,
  hostCertificate,
  type Identity,
  namesPermitted,
  newKey,
  permittedName,
  type Validity,
} from './certificates.ts';

/** Signs for the hosts that it was made for. */
export interface CertificateAuthority {
  /** PEM file that clients are to trust. */
  readonly certificatePath: string;
  /** PEM. */
  readonly certificate: string;
  /** `made`: no client trusts it yet. `widened`: the same key for more hosts, so old copies go on for the old hosts. */
  readonly origin: 'made' | 'widened' | 'kept';
  /** What a TLS server for this host needs; for several names of one server all of them. */
  contextFor(...hosts: readonly string[]): SecureContext;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** Clocks differ: what is made now is good since yesterday. */
const BACKDATED_MS = DAY_MS;
const AUTHORITY_MS = 730 * DAY_MS;
const AUTHORITY_LEFT_MS = 30 * DAY_MS;
const HOST_MS = 30 * DAY_MS;
const HOST_LEFT_MS = DAY_MS;
/** Hosts that certificates are kept for; the oldest goes first. */
const HOSTS_MAX = 200;
/** Names that one authority may sign for. */
const NAMES_MAX = 1000;

/**
 * Opens the authority that is kept in a folder of its owner's, or makes it: RSA, two years, and only for these
 * hosts (name constraints), with those that it was made for before. A host of one label gets no TLS.
 * @param now ms since the epoch
 * @throws Error when the folder cannot be written, what is kept cannot be used, or there are too many hosts.
 */
export function openAuthority(
  folder: string,
  now: () => number,
  hosts: Iterable<string>,
): CertificateAuthority {
  const wanted = [...new Set([...hosts].map(permittedName))].filter(isNarrow);
  prepareFolder(folder);
  const { identity, origin } = keptOrMade(folder, now(), wanted);
  publish(folder, identity);
  return {
    certificatePath: certificatePathIn(folder),
    certificate: identity.certificate,
    origin,
    contextFor: contexts(identity, now),
  };
}

/** A name of one label, such as `com`, would let the authority sign for all that is below it: but this machine's own. */
const isNarrow = (name: string): boolean => isIP(name) !== 0 || name.includes('.') || name === 'localhost';

interface Opened {
  readonly identity: Identity;
  readonly origin: CertificateAuthority['origin'];
}

function keptOrMade(folder: string, at: number, wanted: readonly string[]): Opened {
  const kept = readIdentity(folder);
  if (kept === undefined) {
    const identity = made(newKey(), wanted, at);
    return writeFirst(folder, identity) ? { identity, origin: 'made' } : keptOrMade(folder, at, wanted);
  }
  if (endOf(kept, keyPathIn(folder)) - at < AUTHORITY_LEFT_MS) {
    const identity = made(newKey(), wanted, at);
    writeAgain(folder, identity);
    return { identity, origin: 'made' };
  }
  const permitted = namesPermitted(kept.certificate);
  if (wanted.every((name) => permitted.has(name))) return { identity: kept, origin: 'kept' };

  const identity = made(kept.key, [...permitted, ...wanted], at);
  writeAgain(folder, identity);
  return { identity, origin: 'widened' };
}

function made(key: string, names: readonly string[], at: number): Identity {
  if (names.length > NAMES_MAX)
    throw new Error(`a certificate authority is made for ${NAMES_MAX} hosts at most`);
  return { key, certificate: authorityCertificate(key, names, validity(at, AUTHORITY_MS)) };
}

/** When what was kept ends. */
function endOf({ key, certificate }: Identity, path: string): number {
  try {
    const parsed = new X509Certificate(certificate);
    if (parsed.checkPrivateKey(createPrivateKey(key))) return Date.parse(parsed.validTo);
  } catch (error) {
    throw unusable(path, `cannot be read (${error instanceof Error ? error.message : error})`);
  }
  throw unusable(path, 'holds a certificate of another key');
}

/** One key for all hosts, made with the first; each host's certificate is made when it is first asked for. */
function contexts(authority: Identity, now: () => number): CertificateAuthority['contextFor'] {
  const kept = new Map<string, { readonly context: SecureContext; readonly until: number }>();
  let key: string | undefined;
  return (...hosts) => {
    const host = hosts.join(' ');
    const known = kept.get(host);
    if (known !== undefined && known.until - now() > HOST_LEFT_MS) return known.context;
    key ??= newKey();
    const period = validity(now(), HOST_MS);
    const context = createSecureContext({
      key,
      cert: hostCertificate(hosts, key, authority, period),
      minVersion: 'TLSv1.2',
    });
    kept.delete(host);
    if (kept.size >= HOSTS_MAX) for (const oldest of [...kept.keys()].slice(0, 1)) kept.delete(oldest);
    kept.set(host, { context, until: period.until });
    return context;
  };
}

const validity = (at: number, lengthMs: number): Validity => ({
  from: at - BACKDATED_MS,
  until: at + lengthMs,
});
