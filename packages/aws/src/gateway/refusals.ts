import { refused, type PlainObject, type Refused } from "../service/refusal.ts";
import type { Step } from "../service/service-model.ts";

/** A value, or why there is none. */
export type Checked<Value> = Value | Refused;

/** Whether a check ended in a refusal. */
export const isRefused = <Value>(checked: Checked<Value>): checked is Refused =>
  typeof checked === "object" &&
  checked !== null &&
  "type" in checked &&
  checked.type === "refused" &&
  "code" in checked;

const saying = (code: string, message: string): Refused => refused(code, message, { message });

export const notFound = (message: string): Refused => saying("NotFoundException", message);
export const badRequest = (message: string): Refused => saying("BadRequestException", message);
export const conflict = (message: string): Refused => saying("ConflictException", message);
export const limitExceeded = (message: string): Refused =>
  saying("LimitExceededException", message);

/** A response that is there at once. */
export const respond = (response: PlainObject = {}): Step => ({ type: "respond", response });
