import type { ResourceKind } from "../../../service/resource-kind.ts";
import { endpointInvariants } from "./invariants.ts";
import { endpointMachine, meters } from "./machine.ts";

/** An endpoint of HTTP outside that integrations ask. */
export const endpointKind: ResourceKind = {
  machine: endpointMachine,
  invariants: endpointInvariants,
  noun: "endpoint outside AWS",
  rules: [],
  takesFaults: true,
  metrics: meters,
  reporting: {
    table: {
      columns: [
        { title: "requests", metrics: ["RequestsReceived", "RequestsFailed"], statistic: "sum" },
        { title: "failed", metrics: ["RequestsFailed"], statistic: "sum" },
        { title: "unreached", metrics: ["RequestsUnreached"], statistic: "sum", optional: true },
      ],
    },
    times: [{ metric: "ResponseTime", title: "endpoint" }],
  },
};
