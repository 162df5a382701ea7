/** Where something stands in a template file; line and column count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A {@link Position} together with its file and its path, such as `Resources.Orders.Type`. */
export interface Place extends Position {
  readonly file: string;
  readonly path: string;
}

/** `text` without line breaks and the white space around them. */
export const onOneLine = (text: string): string =>
  text
    .split(/[\r\n]+/)
    .map((line, index) => (index === 0 ? line.trimEnd() : line.trim()))
    .join(" ");

/**
 * A template is wrong in a way that CloudFormation would refuse. The message is one line:
 * `file:line:column: path: expected …, received …`.
 */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
  readonly file: string;
  readonly path: string;
  readonly position: Position;

  constructor(place: Place, expected: string, received: string, words?: string) {
    const { file, line, column, path } = place;
    const what = received.trim() === "" ? JSON.stringify(received) : received;
    const said = words ?? `${path}: expected ${expected}, received ${what}`;
    super(onOneLine(`${file}:${line}:${column}: ${said}`));
    this.file = file;
    this.path = path;
    this.position = { line, column };
  }

  /** An error in words of its own, after the position. */
  static saying(place: Place, words: string): TemplateError {
    return new TemplateError(place, "", "", words);
  }
}
