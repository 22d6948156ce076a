/** The path of MAIL and RCPT (RFC 5321, 4.1.2; RFC 6531): local parts may be quoted, and stay as they are written. */

/** `MAIL FROM:`, the path with a source route or without, and the parameters. */
const COMMAND =
  /^([a-z]{1,10}\s+[a-z]{1,10})(\s*:)\s*<(?:@[^\s,:@>]+(?:,@[^\s,:@>]+)*:)?((?:"(?:[^"\\]|\\.)*"|[^\s"<>@\\]+)@[^\s"<>@]+|[^\s"<>@]*)>((?:\s.*)?)$/is;

const LOCAL_MAX = 64;
const ADDRESS_MAX = 254;
/** Stands in the place of a sound address where a parser of plain ones reads the rest. */
const PLACEHOLDER = 'a@example.org';
const POSTMASTER = /^postmaster$/i;
/** Control characters and invisible ones of Unicode: an address must not contain them. */
const UNSAFE = /[\p{Cc}\u200b\u2060\ufeff]/u;

export interface AddressCommand {
  /** `MAIL FROM` or `RCPT TO`, as it was written. */
  readonly verb: string;
  /** As it was written, without its angle brackets. */
  readonly address: string;
  /** A mailbox without parameters. */
  readonly isPlain: boolean;
  /** The command with a plain address, where it had any. */
  readonly plain: string;
}

/** undefined: there is no sound path. */
export function addressCommand(command: Buffer | string): AddressCommand | undefined {
  const [, verb, colon, address, rest] = COMMAND.exec(command.toString()) ?? [];
  if (verb === undefined || address === undefined || rest === undefined) return undefined;
  if (!isSound(address)) return undefined;
  const plain = `${verb}${colon}<${isMailbox(address) ? PLACEHOLDER : address}>${rest}`;
  return { verb, address, isPlain: rest === '' && isMailbox(address), plain };
}

const isMailbox = (address: string): boolean => address !== '' && !POSTMASTER.test(address);

function isSound(address: string): boolean {
  if (!isMailbox(address)) return true;
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  if (at < 1 || address.length > ADDRESS_MAX || UNSAFE.test(address)) return false;
  if (local.startsWith('"')) return local.length <= LOCAL_MAX + 2 && isDomain(domain);
  return !/^\.|\.\.|\.$/.test(local) && isDomain(domain);
}

/** Names in any script; or an address of the network in brackets. */
const isDomain = (domain: string): boolean =>
  /^\[(?:\d{1,3}(?:\.\d{1,3}){3}|IPv6:[\da-f:.]{2,45})\]$/i.test(domain) ||
  (domain.length <= 253 &&
    domain
      .split('.')
      .every((label) => /^[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_-]{0,61}[\p{L}\p{M}\p{N}_])?$/u.test(label)));
