import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Step } from "../../../service/service-model.ts";

export { isRefused, type Checked } from "../../../gateway/refusals.ts";

export const noDistribution: Refused = refused(
  "NoSuchDistribution",
  "The specified distribution does not exist.",
);
export const noFunction: Refused = refused(
  "NoSuchFunctionExists",
  "The specified function does not exist.",
);
export const noEntity: Refused = refused("EntityNotFound", "The entity was not found.");
export const noResource: Refused = refused(
  "NoSuchResource",
  "A resource that was specified is not valid.",
);
const wrongVersion: Refused = refused(
  "PreconditionFailed",
  "The request failed because it didn't meet the preconditions in one or more request-header fields.",
);
const noVersion: Refused = refused(
  "InvalidIfMatchVersion",
  "The If-Match version is missing or not valid for the resource.",
);
export const invalidArgument = (message: string): Refused => refused("InvalidArgument", message);

/** Why a change of something is refused that names the version it is of; `null`: it may be made. */
export function againstVersion(params: PlainObject, etag: string): Refused | null {
  const said = params["IfMatch"];
  if (said === undefined) return noVersion;
  return said === etag ? null : wrongVersion;
}

/** A response that is there at once. */
export const respond = (response: PlainObject = {}): Step => ({ type: "respond", response });
