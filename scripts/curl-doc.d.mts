import type { GatewayKind, WireRequest } from '../src/core/model/wire.ts';

export declare function firstMessages(
  books: ReadonlyMap<string, GatewayKind>,
): { readonly kind: string; readonly request: WireRequest }[];
export declare function curlDoc(books: ReadonlyMap<string, GatewayKind>): string;
export declare function curlFor(kind: string, request: WireRequest): string;
