/** X.509 certificates: an authority that may sign for some hosts only, and one certificate for each host. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import forge from 'node-forge';

const { asn1, pki } = forge;
type Asn1 = forge.asn1.Asn1;

/** A private key and the certificate that belongs to it. */
export interface Identity {
  /** PKCS #8, PEM. */
  readonly key: string;
  /** PEM. */
  readonly certificate: string;
}

/** What stands between two instants, in ms since the epoch. */
export interface Validity {
  readonly from: number;
  readonly until: number;
}

/** Its types leave these out. */
const addresses = forge.util as typeof forge.util & {
  bytesFromIP(address: string): string | null;
  bytesToIP(bytes: string): string | null;
};

const AUTHORITY_NAME = 'drysend local CA (this machine only)';
const LEAF_NAME = 'drysend fake gateway';
const KEY_BITS = 2048;
const SERIAL_BYTES = 16;
const NAME_CONSTRAINTS = '2.5.29.30';
/** Tags of GeneralName. */
const DNS_NAME = 2;
const IP_ADDRESS = 7;
const IPV4_BYTES = 4;
const IPV6_BYTES = 16;

/** A new RSA key, PKCS #8, PEM. */
export function newKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: KEY_BITS });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/**
 * An authority that clients believe for these hosts and no others, whoever gets hold of its key. It may sign
 * servers only, and no further authority.
 */
export function authorityCertificate(key: string, hosts: readonly string[], validity: Validity): string {
  const certificate = blank(key, AUTHORITY_NAME, validity);
  certificate.setIssuer(certificate.subject.attributes);
  certificate.setExtensions([
    { name: 'basicConstraints', critical: true, cA: true, pathLenConstraint: 0 },
    { name: 'keyUsage', critical: true, keyCertSign: true, cRLSign: true },
    { name: 'extKeyUsage', serverAuth: true },
    { name: 'subjectKeyIdentifier' },
    { id: NAME_CONSTRAINTS, critical: true, value: nameConstraints(hosts) },
  ]);
  return signed(certificate, key);
}

/** A certificate for a server that is called by these names and addresses, signed by the authority. */
export function hostCertificate(
  hosts: readonly string[],
  key: string,
  authority: Identity,
  validity: Validity,
): string {
  const issuer = pki.certificateFromPem(authority.certificate);
  const certificate = blank(key, LEAF_NAME, validity);
  certificate.setIssuer(issuer.subject.attributes);
  certificate.setExtensions([
    { name: 'basicConstraints', critical: true, cA: false },
    { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true },
    { name: 'extKeyUsage', serverAuth: true },
    { name: 'subjectKeyIdentifier' },
    { name: 'authorityKeyIdentifier', keyIdentifier: issuer.generateSubjectKeyIdentifier().getBytes() },
    {
      name: 'subjectAltName',
      altNames: hosts.map((host) =>
        isIP(host) === 0 ? { type: DNS_NAME, value: host } : { type: IP_ADDRESS, ip: host },
      ),
    },
  ]);
  return signed(certificate, authority.key);
}

/** The names that an authority may sign for: hosts stand for themselves and what is below them. */
export function namesPermitted(certificate: string): ReadonlySet<string> {
  const extensions: readonly unknown[] = pki.certificateFromPem(certificate).extensions;
  const constraints = extensions.filter(isExtension).find(({ id }) => id === NAME_CONSTRAINTS);
  if (constraints === undefined) return new Set();
  const permitted = inside(inside(asn1.fromDer(constraints.value))[0]);
  return new Set(permitted.flatMap((subtree) => inside(subtree)).map(nameIn));
}

/** The name that a host is permitted by: a pattern's own root, else the host. */
export const permittedName = (host: string): string => (host.startsWith('*.') ? host.slice(2) : host);

function blank(key: string, name: string, { from, until }: Validity): forge.pki.Certificate {
  const certificate = pki.createCertificate();
  const { n, e } = pki.privateKeyFromPem(key);
  certificate.publicKey = pki.setRsaPublicKey(n, e);
  certificate.serialNumber = serialNumber();
  certificate.validity.notBefore = new Date(from);
  certificate.validity.notAfter = new Date(until);
  certificate.setSubject([{ name: 'commonName', value: name }]);
  return certificate;
}

/** Positive, and never with a leading zero: hexadecimal. */
function serialNumber(): string {
  const bytes = randomBytes(SERIAL_BYTES);
  bytes[0] = (bytes[0]! & 0x3f) | 0x40;
  return bytes.toString('hex');
}

function signed(certificate: forge.pki.Certificate, key: string): string {
  certificate.sign(pki.privateKeyFromPem(key), forge.md.sha256.create());
  return pki.certificateToPem(certificate).replaceAll('\r\n', '\n');
}

/** RFC 5280, 4.2.1.10. A kind of name that is not spoken of would be free: addresses are named, or shut out. */
function nameConstraints(hosts: readonly string[]): Asn1 {
  const names = [...new Set(hosts.map(permittedName))].sort();
  const permitted = names.map((name) => (isIP(name) === 0 ? dnsName(name) : oneAddress(name)));
  const parts = [subtrees(0, permitted)];
  if (names.every((name) => isIP(name) === 0))
    parts.push(subtrees(1, [everyAddress(IPV4_BYTES), everyAddress(IPV6_BYTES)]));
  return asn1.create(asn1.Class.UNIVERSAL, asn1.Type.SEQUENCE, true, parts);
}

const subtrees = (tag: number, names: readonly Asn1[]): Asn1 =>
  asn1.create(
    asn1.Class.CONTEXT_SPECIFIC,
    tag,
    true,
    names.map((name) => asn1.create(asn1.Class.UNIVERSAL, asn1.Type.SEQUENCE, true, [name])),
  );

const generalName = (tag: number, value: string): Asn1 =>
  asn1.create(asn1.Class.CONTEXT_SPECIFIC, tag, false, value);

const dnsName = (name: string): Asn1 => generalName(DNS_NAME, name);

/** An address and a mask that leaves nothing open. */
function oneAddress(address: string): Asn1 {
  const bytes = addresses.bytesFromIP(address) ?? '';
  return generalName(IP_ADDRESS, bytes + '\xff'.repeat(bytes.length));
}

const everyAddress = (bytes: number): Asn1 => generalName(IP_ADDRESS, '\0'.repeat(2 * bytes));

function nameIn({ type, value }: Asn1): string {
  const bytes = typeof value === 'string' ? value : '';
  return Number(type) === IP_ADDRESS ? (addresses.bytesToIP(bytes.slice(0, bytes.length / 2)) ?? '') : bytes;
}

const inside = (part: Asn1 | undefined): readonly Asn1[] =>
  part !== undefined && Array.isArray(part.value) ? part.value : [];

const isExtension = (given: unknown): given is { readonly id: string; readonly value: string } =>
  typeof given === 'object' &&
  given !== null &&
  'id' in given &&
  'value' in given &&
  typeof given.value === 'string';
