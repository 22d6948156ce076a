/** The words of a mail's part, with its transfer encoding undone; what cannot be undone stays as it came. */
export function transferDecoded(text: string, encoding: string, contentType: string): string {
  switch (encoding.trim().toLowerCase()) {
    case 'quoted-printable':
      return fromQuotedPrintable(text, decoderFor(contentType));
    case 'base64':
      return fromBase64(text, decoderFor(contentType));
    default:
      return text;
  }
}

type Decoder = InstanceType<typeof TextDecoder>;

function decoderFor(contentType: string): Decoder {
  const charset = /charset="?([^";\s]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}

/** Soft line ends go first, so that the bytes of one character stand together. */
function fromQuotedPrintable(text: string, decoder: Decoder): string {
  return text.replace(/=[ \t]*\r?\n/g, '').replace(/(?:=[0-9a-f]{2})+/gi, (run) => {
    const bytes = run.slice(1).split('=');
    return decoder.decode(Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 16)));
  });
}

function fromBase64(text: string, decoder: Decoder): string {
  try {
    const bytes = atob(text.replace(/\s/g, ''));
    return decoder.decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
  } catch {
    return text;
  }
}
