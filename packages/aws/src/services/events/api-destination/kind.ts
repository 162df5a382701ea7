import type { Arrival } from "../../../service/entry.ts";
import { nameInArn } from "../../../service/arn.ts";
import type { ResourceKind } from "../../../service/resource-kind.ts";
import { endpointAnswers } from "../extras.ts";
import { eventSize, senderTimeout } from "../limits.ts";
import { noApiDestination } from "../operations/api-destination-record.ts";
import type { InvokeEndpoint } from "../protocol.ts";
import { apiDestinationReporting } from "../reporting/api-destination-reporting.ts";
import { apiDestinationInvariants } from "./invariants.ts";
import { apiDestinationMachine, meters } from "./machine.ts";

const inputOf = ({ text, trail }: Arrival): InvokeEndpoint => ({
  type: "invokeEndpoint",
  body: text.body,
  size: text.size,
  trail,
});

const nameIn = (arn: string): string | undefined =>
  nameInArn(arn, "events", "api-destination/")?.split("/")[0];

/** An API destination, as everybody else sees it. */
export const apiDestinationKind: ResourceKind = {
  machine: apiDestinationMachine,
  invariants: apiDestinationInvariants,
  noun: "API destination",
  rules: [],
  metrics: meters,
  entry: {
    sizeOf: () => ({ min: 0, max: eventSize.max }),
    doors: { event: { inputOf, hasTurns: true } },
    action: "events:InvokeApiDestination",
    timeout: senderTimeout,
    latency: () => ({}),
  },
  extras: { Answers: endpointAnswers },
  byArn: { service: "events", nameIn, absent: (arn) => noApiDestination(nameIn(arn) ?? arn) },
  reporting: apiDestinationReporting,
};
