import type { CallUnknown } from "../service/call.ts";
import type { Refused } from "../service/refusal.ts";
import { acceptanceOf, type Acceptance } from "./acceptance.ts";
import type { ApiFacts, Shape } from "./api-facts.ts";
import { ownOf, type ApiModel } from "./api-model.ts";
import type { Dialect } from "./dialect.ts";
import { wrongIn, type CheckedCall } from "./wrong-parameters.ts";

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
