import type { CodeFacts } from '../src/core/model/codes.ts';

export function errorsDoc(codes: Readonly<Record<string, CodeFacts>>): string;
