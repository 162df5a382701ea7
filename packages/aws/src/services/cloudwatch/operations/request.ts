import { ConfigError, type Plain } from "@orrery/kernel";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Step } from "../../../service/service-model.ts";
import { parseWallClock, wallClockAt } from "../../../text/wall-clock.ts";
import { listOf, memberOf, textOf } from "../../../request/params.ts";

/** A value, or why there is none. */
export type Checked<Value> = Value | Refused;

/** Whether a check ended in a refusal. No value that is checked has a `type` of this name. */
export const isRefused = <Value>(checked: Checked<Value>): checked is Refused =>
  typeof checked === "object" &&
  checked !== null &&
  "type" in checked &&
  checked.type === "refused";

export const invalidValue = (message: string): Refused => refused("InvalidParameterValue", message);
export const invalidMix = (message: string): Refused =>
  refused("InvalidParameterCombination", message);
export const validation = (message: string): Refused => refused("ValidationError", message);
export const missing = (name: string): Refused =>
  refused("MissingParameter", `The parameter ${name} is required.`);

export const respond = (response: PlainObject = {}): Step => ({ type: "respond", response });

/** The time of now in seconds since 1970, as AWS tells it. */
export const clockOf = (plane: ControlPlane): number =>
  wallClockAt(plane.epochMilliseconds, plane.now);

/** A time of a request in milliseconds since 1970; `null`: it is none. */
export function timeIn(value: Plain | undefined): number | null {
  if (typeof value === "number") return Math.round(value * 1_000);
  if (typeof value !== "string") return null;
  try {
    return parseWallClock("time", value);
  } catch (error) {
    if (error instanceof ConfigError) return null;
    throw error;
  }
}

/** Milliseconds since 1970 as answers have them: seconds. */
export const shownTime = (milliseconds: number): number => milliseconds / 1_000;

/** Dimensions of a request, by name. */
export function dimensionsIn(value: Plain | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    listOf(value).map((each) => [
      textOf(memberOf(each, "Name")) ?? "",
      textOf(memberOf(each, "Value")) ?? "",
    ]),
  );
}

/** Dimensions as AWS lists them. */
export const shownDimensions = (dimensions: Readonly<Record<string, string>>): Plain =>
  Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));

/** Tags of a request, by key. */
export const tagsIn = (value: Plain | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(
    listOf(value).map((each) => [
      textOf(memberOf(each, "Key")) ?? "",
      textOf(memberOf(each, "Value")) ?? "",
    ]),
  );
