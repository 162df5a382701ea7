import type { CallUnknown } from "../service/call.ts";
import type { PlainObject, Refused } from "../service/refusal.ts";
import { acceptanceOf, type Acceptance } from "./acceptance.ts";
import type { ApiFacts, Shape } from "./api-facts.ts";
import { ownOf, type ApiModel } from "./api-model.ts";
import { wrongIn } from "./wrong-parameters.ts";

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

/** A call whose parameters are to be checked. */
export interface CheckedCall {
  readonly service: string;
  readonly operation: string;
  readonly params: PlainObject;
  /** The date whose rules hold. */
  readonly asOf: string;
}

/**
 * What is wrong with the parameters of a call by themselves, as AWS finds before anything else; `null`
 * for nothing. A name that AWS does not know is the caller's mistake: SDKs do not send it.
 */
export function checkCall(
  model: ApiModel,
  dialect: Dialect,
  call: CheckedCall,
): CallUnknown | Refused | null {
  const { facts } = model;
  const operation = ownOf(facts.operations, call.operation);
  if (operation?.input === undefined) return null;
  if (acceptanceFor(facts, dialect, operation.input, call.asOf)(call.params)) return null;
  return wrongIn(call, facts, dialect, operation.input);
}

interface KnownAcceptance {
  readonly dialect: Dialect;
  readonly asOf: string;
  readonly accepts: Acceptance;
}

// A memo of a pure function: by the shape of an operation's parameters.
const acceptances = new WeakMap<Shape, KnownAcceptance>();

function acceptanceFor(facts: ApiFacts, dialect: Dialect, input: string, asOf: string): Acceptance {
  const shape = facts.shapes[input]!;
  const known = acceptances.get(shape);
  if (known?.dialect === dialect && known.asOf === asOf) return known.accepts;
  const { violations, blankIsMissing = false } = dialect;
  const terms = { leavesBounds: violations === null, blankIsMissing, asOf };
  const accepts = acceptanceOf(facts, input, terms);
  acceptances.set(shape, { dialect, asOf, accepts });
  return accepts;
}
