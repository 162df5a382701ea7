import type { Plain, Tagged } from "@orrery/kernel";
import { isObject, spelled } from "../../../request/params.ts";
import type { EntryOf } from "../../../service/entry.ts";
import type { HttpAnswer } from "../../../service/http.ts";
import type { WebSocketRoute } from "../config.ts";

/** What an integration came to. */
export interface IntegrationOutcome {
  readonly status: number;
  readonly body: string;
  /** It could not be asked, or did not answer. */
  readonly isBroken: boolean;
}

const broken = (status: number): IntegrationOutcome => ({ status, body: "", isBroken: true });

/** What an integration of a route answered. */
export function outcomeOf(
  { integration }: WebSocketRoute,
  body: Tagged,
  entryOf: EntryOf,
): IntegrationOutcome {
  if (body.type === "lost") return broken(504);
  if (body.type === "refused") return broken(500);
  const { target } = integration!; // It was asked.
  if (target?.type !== "function") {
    const { status, body: said } = body as HttpAnswer; // An endpoint gives no other.
    return { status, body: said, isBroken: false };
  }
  const { hasFailed, value } = entryOf(target.kind)!.doors.request!.work!.outcomeOf(body); // It was asked so.
  return hasFailed ? { status: 502, body: "", isBroken: false } : returned(value);
}

/** What a function returned: a status with a body, or else a body that is well. */
function returned(value: Plain): IntegrationOutcome {
  if (!isObject(value)) return { status: 200, body: spelled(value), isBroken: false };
  const { statusCode, body } = value;
  const status = statusCode === undefined ? 200 : Number(spelled(statusCode));
  if (!Number.isInteger(status) || status < 100 || status > 599) {
    return { status: 502, body: "", isBroken: false };
  }
  const said = body === undefined || body === null ? "" : spelled(body);
  return { status, body: said, isBroken: false };
}
