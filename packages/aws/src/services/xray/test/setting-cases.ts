import type { Part, ServiceSettingCases } from "../../../../test/setting-case.ts";
import { samplingRule, segment } from "./segments.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Worker:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: nodejs22.x }
`;

/** Requests that follow each other in each invocation. */
const calling = (operation: string, ...requests: readonly Part[]): Part => ({
  duration: "20s",
  functions: {
    Worker: { calls: requests.map((params) => ({ [`xray:${operation}`]: params })) },
  },
  workload: [{ to: "Worker", arrivals: { constant: { rate: "1/s" } } }],
});
const sending = (id: number): Part => ({
  TraceSegmentDocuments: [segment(1, id), segment(1, id + 1)],
});

/** Settings that are about traces and rules of sampling. */
export const xraySettingCases: ServiceSettingCases = {
  template,
  settings: {
    "quotas.xray.segmentsPerSecond": {
      base: calling("PutTraceSegments", sending(1), sending(3)),
      change: { quotas: { "xray.segmentsPerSecond": 1 } },
    },
    "quotas.xray.samplingRules": {
      base: calling("CreateSamplingRule", samplingRule("one"), samplingRule("two")),
      change: { quotas: { "xray.samplingRules": 1 } },
    },
  },
  assumptions: {},
};
