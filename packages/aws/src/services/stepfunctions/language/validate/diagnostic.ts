/** What is wrong with a definition, or unwise, as ValidateStateMachineDefinition says it. */
export interface Diagnostic {
  readonly severity: "ERROR" | "WARNING";
  readonly code: DiagnosticCode;
  readonly message: string;
  /** Where: a path of the definition, or a place of its text; null where it has none. */
  readonly location: string | null;
}

/** What kind of thing is wrong. */
export type DiagnosticCode =
  | "INVALID_JSON_DESCRIPTION"
  | "SCHEMA_VALIDATION_FAILED"
  | "MISSING_TRANSITION_TARGET"
  | "DUPLICATE_STATE_NAME"
  | "NO_DOLLAR"
  | "PASS_RESULT_IS_STATIC";

/** Gathers diagnostics. */
export class Findings {
  readonly #list: Diagnostic[] = [];

  get list(): readonly Diagnostic[] {
    return this.#list;
  }

  /** Something that no schema allows. */
  schema(location: string, message: string): void {
    this.add("SCHEMA_VALIDATION_FAILED", location, message);
  }

  add(code: DiagnosticCode, location: string, message: string): void {
    this.#list.push({ severity: "ERROR", code, message, location });
  }

  warn(code: DiagnosticCode, location: string, message: string): void {
    this.#list.push({ severity: "WARNING", code, message, location });
  }
}

/** Whether a definition with these can be used. */
export const isUsable = (diagnostics: readonly Diagnostic[]): boolean =>
  !diagnostics.some((each) => each.severity === "ERROR");

/** What CreateStateMachine and its like answer: all errors in one text. */
export function refusalText(diagnostics: readonly Diagnostic[]): string {
  const said = diagnostics
    .filter((each) => each.severity === "ERROR")
    .map(({ code, message, location }) =>
      location === null ? `${code}: ${message}` : `${code}: ${message} at ${location}`,
    );
  return `Invalid State Machine Definition: '${said.join(", ")}'`;
}
