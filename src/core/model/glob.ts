/** Whether the text fits the glob: `*` stands for anything, `?` for one character. Never slower than text × glob. */
export function matchesGlob(text: string, glob: string): boolean {
  let at = 0;
  let globAt = 0;
  let starAt = -1;
  let resumeAt = 0;
  while (at < text.length) {
    const wanted = glob[globAt];
    if (wanted === '*') {
      starAt = globAt;
      resumeAt = at;
      globAt += 1;
    } else if (wanted === '?' || wanted === text[at]) {
      at += 1;
      globAt += 1;
    } else if (starAt !== -1) {
      resumeAt += 1;
      at = resumeAt;
      globAt = starAt + 1;
    } else {
      return false;
    }
  }
  while (glob[globAt] === '*') globAt += 1;
  return globAt === glob.length;
}
