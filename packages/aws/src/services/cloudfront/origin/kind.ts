import type { ResourceKind } from "../../../service/resource-kind.ts";
import { originInvariants } from "./invariants.ts";
import { meters, originMachine } from "./machine.ts";

/** An origin of HTTP outside that distributions ask. */
export const originKind: ResourceKind = {
  machine: originMachine,
  invariants: originInvariants,
  noun: "origin outside AWS",
  rules: [],
  takesFaults: true,
  metrics: meters,
  reporting: {
    table: {
      columns: [
        { title: "requests", metrics: ["RequestsReceived", "RequestsFailed"], statistic: "sum" },
        { title: "unchanged", metrics: ["RequestsUnchanged"], statistic: "sum", optional: true },
        { title: "failed", metrics: ["RequestsFailed"], statistic: "sum" },
        { title: "unreached", metrics: ["RequestsUnreached"], statistic: "sum", optional: true },
      ],
    },
    times: [{ metric: "ResponseTime", title: "origin" }],
  },
};
