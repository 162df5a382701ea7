import type { Duration, Plain } from "@orrery/kernel";
import type { EventDoor } from "../../../service/entry.ts";
import type { HttpAnswer, HttpHead } from "../../../service/http.ts";
import { readParameters, requestAt } from "../../../service/api-target.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { TakeTurn, TurnTaken } from "../../../service/turn.ts";
import { pipesLimits } from "../limits.ts";
import type { PipeContext } from "./declarations.ts";
import { isPath, valueAt } from "./json-path.ts";

/** The request of an API, with what its parameters lead to in the event. */
export function headFor(arn: string, said: PlainObject, event: Plain): HttpHead {
  const read = (text: string): string => {
    if (!isPath(text)) return text;
    const value = valueAt(event, text) ?? "";
    return typeof value === "string" ? value : JSON.stringify(value);
  };
  return requestAt(arn, readParameters(said, read))!; // It is an ARN of a method.
}

/** What an answer of HTTP comes to that is none that is wanted; `null`: it is. */
export function refusalOf({ status }: Pick<HttpAnswer, "status">): Refused | null {
  return status < 400 ? null : refused(`${status}`, `The API answered ${status}.`);
}

/** How long something waits for its turn, where a door has turns; without one it waits as long as a batch may take. */
export function turnAt(
  door: EventDoor,
  port: number,
  beganAt: number,
  context: PipeContext,
): Duration {
  if (door.hasTurns !== true) return 0 as Duration;
  const latest = (beganAt + pipesLimits.executionTime) as TakeTurn["latest"];
  const question: TakeTurn = { type: "takeTurn", latest };
  const answer = context.consult(port, 0, question);
  // What is not there has one at any time.
  if (answer.type !== "turnTaken") return 0 as Duration;
  const { at } = answer as TurnTaken;
  return ((at ?? latest!) - context.now) as Duration;
}
