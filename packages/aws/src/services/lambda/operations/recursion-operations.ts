import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import type { RecursiveLoop } from "../config.ts";
import { functionOf } from "./function-location.ts";
import { plain, recordOf, settingsOf, type FunctionRecord } from "./function-record.ts";
import { versionsOf } from "../versions/version-record.ts";
import { isRefused } from "./refusals.ts";

/** The operations of Lambda about functions that feed themselves. */
export const recursionOperations: Operations = {
  PutFunctionRecursionConfig: { begin: put },
  GetFunctionRecursionConfig: { begin: get },
};

function put(params: PlainObject, plane: ControlPlane): Step {
  const found = functionOf(params, plane);
  if (isRefused(found)) return found;
  const recursiveLoop = params["RecursiveLoop"] as RecursiveLoop; // Checked as one.
  const { resource } = found;
  const record: FunctionRecord = { ...recordOf(resource), recursiveLoop };
  plane.change(resource, {
    record: plain(record),
    settings: settingsOf(record, resource.number, plane),
  });
  for (const version of versionsOf(resource, plane)) {
    const own = { ...recordOf(version), recursiveLoop };
    const settings = settingsOf(own, version.number, plane);
    plane.change(version, { record: plain(own), settings });
  }
  return { type: "respond", response: { RecursiveLoop: recursiveLoop } };
}

function get(params: PlainObject, plane: ControlPlane): Step {
  const found = functionOf(params, plane);
  if (isRefused(found)) return found;
  const { recursiveLoop } = recordOf(found.resource);
  return { type: "respond", response: { RecursiveLoop: recursiveLoop } };
}
