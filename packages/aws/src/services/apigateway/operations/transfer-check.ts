import { valueAsOf } from "@orrery/kernel";
import { badRequest } from "../../../gateway/refusals.ts";
import { numberOf, textOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { restLimits, restStreaming } from "../limits.ts";
import { quotaIn } from "./kept.ts";

/** Whether an integration streams what it answers. */
export const isStreamed = (integration: PlainObject): boolean =>
  integration["responseTransferMode"] === "STREAM";

/** What is wrong with how an integration hands its answer on, and how long it may take; `null`: nothing. */
export function wrongTransfer(integration: PlainObject, plane: ControlPlane): Refused | null {
  const streams = isStreamed(integration);
  if (streams && !valueAsOf(restStreaming.since, plane.asOf)) {
    return badRequest("Invalid response transfer mode specified"); // Assumed: the words.
  }
  if (streams && !/^(?:AWS|HTTP)_PROXY$/.test(textOf(integration["type"]) ?? "")) {
    return badRequest(
      "Response transfer mode STREAM is supported for HTTP_PROXY and AWS_PROXY integrations only", // Likewise.
    );
  }
  const least = restLimits.integrationTimeout.min / 1_000;
  const most = streams
    ? restStreaming.duration / 1_000
    : Math.max(quotaIn(plane, "apigateway.integrationTimeoutMilliseconds"), least);
  const timeout = numberOf(integration["timeoutInMillis"]) ?? least;
  return timeout < least || timeout > most
    ? badRequest(`Timeout should be between 50 ms and ${most} ms`)
    : null;
}
