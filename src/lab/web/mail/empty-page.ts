/** What the frame holds before the mail. */
export const EMPTY_PAGE = [
  '<!doctype html><meta charset="utf-8">',
  '<meta http-equiv="Content-Security-Policy" content="',
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'",
  '"><meta name="referrer" content="no-referrer">',
].join('');
