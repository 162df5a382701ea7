import type { Refused } from "../service/refusal.ts";

/** How a service words what is wrong with a request, where services differ. */
export interface Dialect {
  /**
   * The code of a refusal that lists violations of bounds, patterns and values; `null` where the
   * service has a sentence of its own for each, which its operations say.
   *
   * @defaultValue `ValidationError` of query protocols, `ValidationException` of others
   */
  readonly violations?: string | null;
  /** What is said of a required parameter that is not there. @defaultValue it is a violation */
  missing?(absent: AbsentMember): Refused;
  /** Whether an empty text is as good as none where a parameter is required. @defaultValue false */
  readonly blankIsMissing?: boolean;
}

/** A required member that is not there. */
export interface AbsentMember {
  readonly operation: string;
  readonly name: string;
  /** Where it should be, from the request's own member on: names, and places in lists from 0. */
  readonly path: readonly (string | number)[];
  /** The name of the structure that should have it. */
  readonly owner: string;
}
