import { parseJson, type Parsed } from '../model/parse-json.js';

/** What an answer says: its text, and that read as JSON. The log and whoever has asked look at it; it is worked out once. */
export class Content {
  readonly bytes: Buffer;
  #text: string | undefined;
  #parsed: Parsed | undefined;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  get text(): string {
    return (this.#text ??= this.bytes.toString('utf8'));
  }

  get parsed(): Parsed {
    return (this.#parsed ??= parseJson(this.text));
  }
}
