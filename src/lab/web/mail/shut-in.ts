/** A mail's HTML, shut in: no script runs, nothing is fetched, whatever the mail says. */
export function shutIn(html: string): string {
  return [
    '<!doctype html><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="referrer" content="no-referrer">',
    '<base target="_blank">',
    html,
  ].join('');
}

/** Pictures only when they are in the mail itself. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'";
