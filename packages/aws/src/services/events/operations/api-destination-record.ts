import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import type { ApiDestinationSettings, EndpointAnswers } from "../config.ts";
import { apiDestinationKindName } from "../kind-names.ts";
import { latencyIn } from "../latencies.ts";
import { usualLatencies } from "../limits.ts";
import { notFound } from "./checked.ts";

/** What the control plane keeps of an API destination. */
export interface ApiDestinationRecord {
  readonly connectionArn: string;
  readonly endpoint: string;
  readonly method: string;
  readonly requestsPerSecond: number;
  /** `null` for none. */
  readonly description: string | null;
  /** Simulation only; `null` for none. */
  readonly answers: EndpointAnswers | null;
}

/** The record of an API destination. */
export const destinationRecordOf = (destination: Resource): ApiDestinationRecord =>
  destination.record as unknown as ApiDestinationRecord; // Made by plainDestination.

/** A record as the control plane stores it. */
export const plainDestination = (record: ApiDestinationRecord): PlainObject =>
  record as unknown as PlainObject; // Plain data by its type.

/** What those hear who name an API destination that is not there. */
export const noApiDestination = (name: string): Refused =>
  notFound(`An api-destination '${name}' does not exist.`);

/** The API destination of this name; `undefined`: there is none. */
export const destinationNamed = (name: string, plane: ControlPlane): Resource | undefined =>
  plane.find(apiDestinationKindName, name);

/** What the machine of an API destination needs to know of it. */
export const destinationSettings = (
  name: string,
  { endpoint, method, requestsPerSecond, answers }: ApiDestinationRecord,
  plane: ControlPlane,
): ApiDestinationSettings => ({
  name,
  endpoint,
  method,
  requestsPerSecond,
  latency: latencyIn(plane, "events.endpoint") ?? usualLatencies["events.endpoint"],
  answers,
});
