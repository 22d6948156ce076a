/** The part of saxen that is used here; the package has no types of its own. */
declare module 'saxen' {
  type Attributes = () => Readonly<Record<string, string>>;
  type DecodeEntities = (text: string) => string;

  export class Parser {
    on(event: 'openTag', take: (name: string, attributes: Attributes, decode: DecodeEntities) => void): this;
    on(event: 'closeTag', take: (name: string) => void): this;
    on(event: 'error', take: (error: Error) => void): this;
    parse(xml: string): this;
  }
}
