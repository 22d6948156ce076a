/** JSON Schemas that the compiler knows the type of: one description for checks, documents and types. */

/** A JSON Schema, draft 2020-12. */
export type Schema = Readonly<Record<string, unknown>>;

declare const value: unique symbol;

/** The schema of values of type `T`. */
export type Shape<T> = Schema & { readonly [value]?: readonly [T] };

/** What a schema describes. */
export type ValueOf<S> = S extends { readonly [value]?: readonly [infer T] } ? T : never;

type Fields = Readonly<Record<string, Shape<unknown>>>;

/** A key that ends with `?` may be missing. */
type ObjectOf<F extends Fields> = {
  readonly [Name in keyof F as Name extends `${string}?` ? never : Name]: ValueOf<F[Name]>;
} & {
  readonly [Name in keyof F as Name extends `${infer Bare}?` ? Bare : never]?: ValueOf<F[Name]> | undefined;
};

export const text: Shape<string> = { type: 'string' };
export const count: Shape<number> = { type: 'integer', minimum: 0 };
export const whole: Shape<number> = { type: 'integer' };
export const yesNo: Shape<boolean> = { type: 'boolean' };
/** Any JSON value. */
export const anything: Shape<unknown> = {};
/** An object that is not described further. */
export const anyObject: Shape<object> = { type: 'object' };

export const orNull = <T>(shape: Shape<T>): Shape<T | null> => ({ anyOf: [shape, { type: 'null' }] });

export const either = <A, B>(a: Shape<A>, b: Shape<B>): Shape<A | B> => ({ anyOf: [a, b] });

export const oneOf = <const T extends string | true>(...values: readonly T[]): Shape<T> => ({ enum: values });

export const listOf = <T>(items: Shape<T>): Shape<readonly T[]> => ({ type: 'array', items });

export const mapOf = <T>(values: Shape<T>): Shape<Readonly<Record<string, T>>> => ({
  type: 'object',
  additionalProperties: values,
});

/** An object with these keys; those that end with `?` may be missing; there are no others. */
export function shape<F extends Fields>(fields: F): Shape<ObjectOf<F>> {
  const names = Object.keys(fields);
  return {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name.replace('?', ''), fields[name]])),
    required: names.filter((name) => !name.endsWith('?')),
    additionalProperties: false,
  };
}

/** Points at the schema of that name in the API's description. */
export const ref = <T>(name: string, _shape: Shape<T>): Shape<T> => ({
  $ref: `#/components/schemas/${name}`,
});
