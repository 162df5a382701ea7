import type { Plain, Tagged } from "@orrery/kernel";
import type { Call } from "../../../service/call.ts";
import type { EntryOf } from "../../../service/entry.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Deliver } from "../../../sink/protocol.ts";
import type { TargetPlan } from "../config.ts";
import type { GroupContext } from "./declarations.ts";
import { inputText, textFor } from "./payload.ts";
import type { Invocation } from "./state.ts";

/** What a target is sent at an attempt. */
export function inputFor(
  invocation: Invocation,
  attempt: number,
  context: GroupContext,
  entryOf: EntryOf,
): Tagged {
  const { target, trail } = invocation;
  const { form, group } = target;
  switch (form.type) {
    case "entry": {
      const text = textFor(invocation, attempt, context);
      const arrival = { text, group, deduplicationId: null, trail };
      return entryOf(form.kind)!.doors.event!.inputOf(arrival); // It was looked for.
    }
    case "sink": {
      const { body, size } = textFor(invocation, attempt, context);
      const deliver: Deliver = { type: "deliver", body, size, key: null, trail };
      return deliver;
    }
    case "call": {
      const { service, operation, caller } = form;
      const params = target.hasAttributes
        ? paramsIn(inputText(invocation, attempt, context))
        : paramsOf(target);
      const call: Call = {
        type: "call",
        service,
        operation,
        params,
        trail,
        caller,
        isUnread: true,
      };
      return call;
    }
  }
}

// A memo of a pure function: one object for all calls with the same parameters, whose route is then known.
const known = new WeakMap<TargetPlan, PlainObject>();

function paramsOf(target: TargetPlan): PlainObject {
  let params = known.get(target);
  if (params === undefined) known.set(target, (params = paramsIn(target.input ?? "{}")));
  return params;
}

/** The parameters of a call; what is no JSON object says nothing. */
function paramsIn(text: string): PlainObject {
  try {
    const value = JSON.parse(text) as Plain;
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as PlainObject)
      : {};
  } catch {
    return {};
  }
}
