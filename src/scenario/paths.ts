/** The folder of a file, with forward slashes; empty for a bare name. */
export function folderOf(path: string): string {
  const slashed = path.replaceAll('\\', '/');
  return slashed.slice(0, Math.max(0, slashed.lastIndexOf('/') + 1));
}

/** A path told from a folder, without `.` and with each `..` worked out where it can be. */
export function joinPath(folder: string, path: string): string {
  const slashed = path.replaceAll('\\', '/');
  const isAbsolute = slashed.startsWith('/') || /^[A-Za-z]:\//.test(slashed);
  const whole = isAbsolute ? slashed : folder + slashed;
  const steps: string[] = [];
  for (const step of whole.split('/')) {
    if (step === '' && steps.length > 0) continue;
    if (step === '.') continue;
    const last = steps.at(-1);
    if (step === '..' && last !== undefined && last !== '..' && last !== '') steps.pop();
    else steps.push(step);
  }
  return steps.join('/');
}
