import type { Gateway } from '../../core/model/gateway.ts';
import { plainNames } from '../../core/model/secret-names.ts';

const known = new WeakMap<Gateway, { readonly names: ReadonlySet<string> | undefined }>();

/**
 * Names that are secret on the wire of this gateway only: its `additional_params`, for they carry its account,
 * whatever they are called. undefined: it has none.
 */
export function secretNamesOf(gateway: Gateway): ReadonlySet<string> | undefined {
  const before = known.get(gateway);
  if (before) return before.names;
  const parameters = gateway.options.get('additional_params') ?? '';
  const messageFields = ['message_param', 'number_param'].map((option) => gateway.options.get(option));
  const names = namesIn(parameters).filter((name) => name !== '' && !messageFields.includes(name));
  const entry = { names: names.length === 0 ? undefined : plainNames(names) };
  known.set(gateway, entry);
  return entry.names;
}

/** A query or a JSON object. */
function namesIn(parameters: string): readonly string[] {
  if (!parameters.startsWith('{')) return [...new URLSearchParams(parameters).keys()];
  try {
    return Object.keys(Object(JSON.parse(parameters)));
  } catch {
    return [];
  }
}
