/** How something fails behind a front door, and what its caller must hear. */
export interface FailureCase {
  /** What fails: a column of the table. */
  readonly behind: string;
  /** How it fails: a row of the table. */
  readonly failure: string;
  /** What its caller hears, as {@link told} says it. */
  readonly expected: string;
  /** Has it fail, and says what was heard. */
  hear(): string;
}

/** How what is behind a front door fails. A service's folder has its tables in `test/failure-cases.ts`. */
export interface FailureTable {
  /** Such as `REST API`. */
  readonly door: string;
  /** What its columns are, such as `integrations`. */
  readonly what: string;
  readonly cases: readonly FailureCase[];
}

/** A status with the message of the body, where it has one. */
export function told({ status, body }: { readonly status: number; readonly body: string }): string {
  const message = /^\{"message": ?("[^"]*"|null)/i.exec(body)?.[1];
  return message === undefined ? `${status}` : `${status} ${message.replaceAll('"', "")}`;
}

/** Cases of one thing that fails, by how it fails. */
export const casesOf = (
  behind: string,
  expected: Readonly<Record<string, string>>,
  hear: (failure: string) => { readonly status: number; readonly body: string } | string,
): readonly FailureCase[] =>
  Object.entries(expected).map(([failure, said]) => ({
    behind,
    failure,
    expected: said,
    hear() {
      const heard = hear(failure);
      return typeof heard === "string" ? heard : told(heard);
    },
  }));
