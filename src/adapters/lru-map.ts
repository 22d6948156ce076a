/** How many keys one thing remembers: clients choose them, so there must be an end. */
const KEYS_MAX = 200_000;

/** A map of the keys that were set last; the one set longest ago makes room. */
export class LruMap<Value> extends Map<string, Value> {
  private readonly keysMax: number;

  constructor(keysMax = KEYS_MAX) {
    super();
    this.keysMax = keysMax;
  }

  override set(key: string, value: Value): this {
    this.delete(key);
    if (this.size >= this.keysMax) {
      const [oldest] = this.keys();
      if (oldest !== undefined) this.delete(oldest);
    }
    return super.set(key, value);
  }
}
