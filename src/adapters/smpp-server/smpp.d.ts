/** The part of smpp (node-smpp) that is used here; the package has no types of its own. */
declare module 'smpp/lib/pdu.js' {
  export class PDU {
    constructor(command: string | Buffer, options?: Readonly<Record<string, unknown>>);
    readonly command: string;
    readonly command_id: number;
    readonly command_length: number;
    readonly command_status: number;
    readonly sequence_number: number;
    toBuffer(): Buffer;
    /** Texts, times and the like, from bytes and to bytes. */
    protected _filter(direction: 'decode' | 'encode'): void;
  }
}

declare module 'smpp/lib/defs.js' {
  interface FieldType {
    size(value: unknown): number;
  }

  interface Command {
    readonly params?: Readonly<Record<string, { readonly type: FieldType }>>;
  }

  export const commands: Readonly<Record<string, Command>>;
  export const commandsById: Readonly<Record<number, Command & { readonly command: string }>>;
  /** Name → number: ESME_ROK, ESME_RTHROTTLED, … */
  export const errors: Readonly<Record<string, number>>;
}
