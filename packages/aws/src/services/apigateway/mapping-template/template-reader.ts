import { TemplateError } from "./template-error.ts";

/** Reads a template's text from front to back. */
export class TemplateReader {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** What a sticky pattern matches here, which is read; `undefined`: it does not match. */
  take(pattern: RegExp): string | undefined {
    const found = this.match(pattern)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  /** Whether a sticky pattern matches here; nothing is read. */
  sees(pattern: RegExp): boolean {
    return this.match(pattern) !== null;
  }

  /** Reads what must be here. @throws TemplateError */
  expect(pattern: RegExp, what: string): string {
    const found = this.take(pattern);
    if (found === undefined) throw this.wrong(what);
    return found;
  }

  skipSpace(): void {
    this.take(/\s+/y);
  }

  wrong(expected: string): TemplateError {
    const line = this.text.slice(0, this.at).split("\n").length;
    const near = this.text.slice(this.at, this.at + 20);
    return new TemplateError(
      `expected ${expected} in line ${line}, received ${JSON.stringify(near)}`,
    );
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text);
  }
}
