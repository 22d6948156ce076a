import type { GatewayKind } from '../src/core/model/wire.ts';

export declare function gatewaysDoc(books: ReadonlyMap<string, GatewayKind>): string;
