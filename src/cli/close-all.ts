/** Closes every one of them, even when one cannot be; then throws what the first of those threw. */
export function closeAll(all: readonly ({ close(): void } | undefined)[]): void {
  const errors: unknown[] = [];
  for (const one of all) {
    try {
      one?.close();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}
