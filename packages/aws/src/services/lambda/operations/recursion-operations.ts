import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import type { RecursiveLoop } from "../config.ts";
import { functionOf, unqualifiedNameMembers } from "./function-location.ts";
import { plain, recordOf, settingsOf, type FunctionRecord } from "./function-record.ts";
import { isRefused } from "./refusals.ts";
import type { Members } from "./request-check.ts";

/** The operations of Lambda about functions that feed themselves. */
export const recursionOperations: Operations = {
  PutFunctionRecursionConfig: { begin: put },
  GetFunctionRecursionConfig: { begin: get },
};

const recursionConfig: Members = {
  ...unqualifiedNameMembers,
  RecursiveLoop: { type: "text", required: true, oneOf: ["Terminate", "Allow"] },
};

function put(params: PlainObject, plane: ControlPlane): Step {
  const found = functionOf(params, recursionConfig, plane);
  if (isRefused(found)) return found;
  const recursiveLoop = params["RecursiveLoop"] as RecursiveLoop; // Checked as one.
  const { resource } = found;
  const record: FunctionRecord = { ...recordOf(resource), recursiveLoop };
  plane.change(resource, {
    record: plain(record),
    settings: settingsOf(record, resource.number, plane),
  });
  return { type: "respond", response: { RecursiveLoop: recursiveLoop } };
}

function get(params: PlainObject, plane: ControlPlane): Step {
  const found = functionOf(params, unqualifiedNameMembers, plane);
  if (isRefused(found)) return found;
  const { recursiveLoop } = recordOf(found.resource);
  return { type: "respond", response: { RecursiveLoop: recursiveLoop } };
}
