/** A compiled expression of the generated library. */
export interface LibraryExpression {
  /**
   * Evaluates at once; it throws a {@link LibraryError}.
   *
   * @param now milliseconds since 1970
   */
  evaluate(input: unknown, bindings: Readonly<Record<string, unknown>>, now: number): unknown;
  ast(): unknown;
  /** Gives it a function, whose parameters the signature checks. */
  registerFunction(
    name: string,
    implementation: (...values: never[]) => unknown,
    signature?: string,
  ): void;
}

/** What the library throws. */
export interface LibraryError {
  readonly code?: string;
  readonly message?: string;
  readonly position?: number;
}

/** What engines compute differently, computed alike. */
export interface Portable {
  power(base: number, exponent: number): number;
  log10(value: number): number;
}

/** The library with its arithmetic. */
export function libraryWith(
  portable: Portable,
): (
  text: string,
  options?: { readonly stack?: number; readonly sequence?: number },
) => LibraryExpression;
