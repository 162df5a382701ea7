/** What a filter policy breaks: its form, its scope, or the range of its numbers. */
export type FilterPolicyFault = "form" | "scope" | "number";

/** The refusal of a filter policy, in the words of SNS. */
export class FilterPolicyError extends Error {
  /** Such as `Filter policy is too complex`. */
  readonly reason: string;
  readonly fault: FilterPolicyFault;

  /** Makes the refusal. */
  constructor(reason: string, fault: FilterPolicyFault = "form") {
    super(`Filter policy is not valid. ${reason}`);
    this.name = "FilterPolicyError";
    this.reason = reason;
    this.fault = fault;
  }
}
