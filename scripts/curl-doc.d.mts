import type { GatewayBook, WireRequest } from '../src/core/model/wire.ts';

export declare function firstMessages(
  books: ReadonlyMap<string, GatewayBook>,
): { readonly kind: string; readonly request: WireRequest }[];
export declare function curlDoc(books: ReadonlyMap<string, GatewayBook>): string;
export declare function curlFor(kind: string, request: WireRequest): string;
