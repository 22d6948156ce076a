import type { GatewayBook } from '../src/core/model/wire.ts';

export declare function gatewaysDoc(books: ReadonlyMap<string, GatewayBook>): string;
