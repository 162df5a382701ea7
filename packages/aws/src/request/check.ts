import type { CallUnknown } from "../service/call.ts";
import type { PlainObject, Refused } from "../service/refusal.ts";
import { acceptanceOf, type Acceptance } from "./acceptance.ts";
import { ownOf, type ApiModel } from "./api-model.ts";
import type { Dialect } from "./dialect.ts";
import { wrongIn } from "./wrong-parameters.ts";

/** Checks the parameters of calls of one operation. */
export class OperationCheck {
  private readonly model: ApiModel;
  private readonly dialect: Dialect;
  private readonly service: string;
  private readonly operation: string;
  /** The date that {@link accepts} is of. */
  private asOf: string | null = null;
  /** Kept, since to look into a model takes longer than the check; `null`: the operation takes anything. */
  private accepts: Acceptance | null = null;

  constructor(model: ApiModel, dialect: Dialect, service: string, operation: string) {
    this.model = model;
    this.dialect = dialect;
    this.service = service;
    this.operation = operation;
  }

  /**
   * What is wrong with parameters by themselves, as AWS finds before anything else; `null` for nothing. A name that AWS
   * does not know is the caller's mistake: SDKs do not send it.
   */
  of(params: PlainObject, asOf: string): CallUnknown | Refused | null {
    if (asOf !== this.asOf) {
      this.accepts = this.acceptance(asOf);
      this.asOf = asOf;
    }
    if (this.accepts === null || this.accepts(params)) return null;
    const { model, dialect, service, operation, input } = this;
    return wrongIn({ service, operation, params, asOf }, model.facts, dialect, input!); // It has one.
  }

  /** The shape of the parameters. */
  private get input(): string | undefined {
    return ownOf(this.model.facts.operations, this.operation)?.input;
  }

  private acceptance(asOf: string): Acceptance | null {
    const { input } = this;
    if (input === undefined) return null;
    const { violations, blankIsMissing = false } = this.dialect;
    const terms = { leavesBounds: violations === null, blankIsMissing, asOf };
    return acceptanceOf(this.model.facts, input, terms);
  }
}
