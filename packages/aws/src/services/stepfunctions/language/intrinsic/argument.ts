import { PathError } from "../json-path/segments.ts";

/** What stands between the brackets of an intrinsic function. */
export type Argument =
  | { readonly type: "text"; readonly raw: string }
  | { readonly type: "value"; readonly value: number | boolean | null }
  | { readonly type: "path"; readonly text: string }
  | { readonly type: "call"; readonly call: Call };

/** A call of an intrinsic function. */
export interface Call {
  readonly name: string;
  readonly arguments: readonly Argument[];
  /** As it is written, for messages. */
  readonly text: string;
}

const mostNesting = 10;
const called = /\s*(States\.[A-Za-z0-9]+)\s*\(/uy;
const number = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?=\s*[,)])/uy;
const word = /(?:true|false|null)(?=\s*[,)])/uy;
const words = { true: true, false: false, null: null } as const;

/** Reads a call. @throws {PathError} for what is none. */
export function callOf(text: string): Call {
  const reader = new CallReader(text);
  const call = reader.call(1);
  reader.end();
  return call;
}

class CallReader {
  readonly #text: string;
  #place = 0;

  constructor(text: string) {
    this.#text = text;
  }

  call(depth: number): Call {
    if (depth > mostNesting) throw new PathError("Intrinsic functions nest too deep");
    this.#blanks();
    const start = this.#place;
    const name = this.#take(called)?.[1];
    if (name === undefined) throw new PathError("The name of a function is missing");
    const list: Argument[] = [];
    this.#blanks();
    while (this.#text[this.#place] !== ")") {
      if (list.length > 0) this.#expect(",");
      list.push(this.#argument(depth));
      this.#blanks();
      if (this.#place >= this.#text.length) throw new PathError("')' is missing");
    }
    this.#place += 1;
    return { name, arguments: list, text: this.#text.slice(start, this.#place) };
  }

  end(): void {
    this.#blanks();
    if (this.#place < this.#text.length) throw new PathError("Something follows the function");
  }

  #argument(depth: number): Argument {
    this.#blanks();
    const letter = this.#text[this.#place];
    if (letter === "'") return { type: "text", raw: this.#quoted() };
    if (letter === "$") return { type: "path", text: this.#path() };
    const figure = this.#take(number);
    if (figure !== null) return { type: "value", value: Number(figure[0]) };
    const known = this.#take(word);
    // The pattern allows those three words alone.
    if (known !== null) return { type: "value", value: words[known[0] as keyof typeof words] };
    return { type: "call", call: this.call(depth + 1) };
  }

  #quoted(): string {
    const start = (this.#place += 1);
    for (; this.#place < this.#text.length; this.#place += 1) {
      const letter = this.#text[this.#place];
      if (letter === "\\") this.#place += 1;
      else if (letter === "'") {
        this.#place += 1;
        return this.#text.slice(start, this.#place - 1);
      }
    }
    throw new PathError("A quote is not closed");
  }

  /** To the comma or bracket that ends the argument; brackets and quotes of the path are passed over. */
  #path(): string {
    const start = this.#place;
    let depth = 0;
    let quote = "";
    for (; this.#place < this.#text.length; this.#place += 1) {
      const letter = this.#text[this.#place]!;
      if (quote !== "") {
        if (letter === "\\") this.#place += 1;
        else if (letter === quote) quote = "";
      } else if (letter === "'" || letter === '"') quote = letter;
      else if (letter === "[" || letter === "(") depth += 1;
      else if (letter === "]") depth -= 1;
      else if (letter === ")" && depth > 0) depth -= 1;
      else if (depth === 0 && (letter === "," || letter === ")")) break;
    }
    return this.#text.slice(start, this.#place).trim();
  }

  #blanks(): void {
    while (/\s/u.test(this.#text[this.#place] ?? "")) this.#place += 1;
  }

  #expect(letter: string): void {
    this.#blanks();
    if (this.#text[this.#place] !== letter) throw new PathError(`'${letter}' is missing`);
    this.#place += 1;
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#place;
    const found = pattern.exec(this.#text);
    if (found !== null) this.#place += found[0].length;
    return found;
  }
}

/** A literal without its escapes. @throws {PathError} for a backslash that escapes nothing. */
export function unescaped(raw: string): string {
  if (!raw.includes("\\")) return raw;
  return raw.replace(/\\(.?)/gsu, (_all, letter: string) => {
    if (letter === "") throw new PathError("A backslash stands alone");
    return letter;
  });
}
