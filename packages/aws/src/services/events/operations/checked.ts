import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Step } from "../../../service/service-model.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { Instant } from "@orrery/kernel";

/** A value, or why there is none. */
export type Checked<Value> = Value | Refused;

/** Whether a check ended in a refusal. No value that is checked has a `type` of this name. */
export const isRefused = <Value>(checked: Checked<Value>): checked is Refused =>
  typeof checked === "object" &&
  checked !== null &&
  "type" in checked &&
  checked.type === "refused";

/** A response that is there at once. */
export const respond = (response: PlainObject = {}): Step => ({ type: "respond", response });

/** A request is wrong. */
export const invalid = (message: string): Refused => refused("ValidationException", message);

/** What is named is not there. */
export const notFound = (message: string): Refused => refused("ResourceNotFoundException", message);

/** Something of the name is there already. */
export const alreadyThere = (message: string): Refused =>
  refused("ResourceAlreadyExistsException", message);

/** There would be too many. */
export const tooMany: Refused = refused(
  "LimitExceededException",
  "The requested resource exceeds the maximum number allowed.",
);

/** The ARN of something of EventBridge in this account and Region. */
export const eventsArn = (
  rest: string,
  { partition, region, accountId }: Pick<ControlPlane, "partition" | "region" | "accountId">,
): string => `arn:${partition}:events:${region}:${accountId}:${rest}`;

/** A time as this protocol writes it: seconds since 1970. */
export const timestampAt = (
  at: Instant,
  { epochMilliseconds }: Pick<ControlPlane, "epochMilliseconds">,
): number => wallClockAt(epochMilliseconds, at) / 1_000;
