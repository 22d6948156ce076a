import type { Gateway } from '../src/core/model/gateway.ts';

/** Works something out once for each gateway as configured; millions of messages then share it. */
export function perGateway<T>(build: (gateway: Gateway) => T): (gateway: Gateway) => T {
  const built = new WeakMap<Gateway, { readonly value: T }>();
  return (gateway) => {
    let entry = built.get(gateway);
    if (entry === undefined) {
      entry = { value: build(gateway) };
      built.set(gateway, entry);
    }
    return entry.value;
  };
}

/** The first of the options that is set, else the default. */
export function optionOf(gateway: Gateway, names: readonly string[], otherwise: string): string {
  for (const name of names) {
    const value = gateway.options.get(name);
    if (value !== undefined && value !== '') return value;
  }
  return otherwise;
}

/** Whether an option is switched on. */
export function isOn(gateway: Gateway, name: string): boolean {
  return /^(yes|true|on|1)$/i.test(gateway.options.get(name) ?? '');
}
