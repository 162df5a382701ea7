import type { Caller } from "../service/caller.ts";
import type { PlainObject } from "../service/refusal.ts";

/** A caller, an action such as `sqs:SendMessage`, the ARN that it is about, and condition keys. */
export type PermissionQuestion = readonly [
  caller: Caller,
  action: string,
  arn: string,
  conditions: PlainObject,
];

/**
 * Whether policies let a caller do something. They let everybody, until IAM is modeled. Every operation and
 * every connection that leads to another service asks here, and nowhere else.
 */
export const isAllowed = (..._question: PermissionQuestion): boolean => true;
