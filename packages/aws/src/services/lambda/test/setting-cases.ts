import type { Part, ServiceSettingCases } from "../../../../test/setting-case.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      FunctionUrlConfig: { AuthType: NONE }
  Worker:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: stack-Worker
      Handler: index.handler
      Runtime: nodejs22.x
      DurableConfig: { ExecutionTimeout: 600 }
`;

// It calls and waits, each of which is an operation of a durable execution.
const durably: Part = {
  workload: [{ to: "Worker", arrivals: { constant: { rate: "1/s" } } }],
  functions: { Worker: { script: "makes" } },
};
const latency = (name: string): Part => ({ latencies: { [name]: "1s" } });

/** Requests to a function who takes as long as what it is told comes to. */
const requests = (request: Part): Part => ({
  functions: { Api: { script: "nosy" } },
  workload: [
    { to: "ApiUrl", arrivals: { constant: { rate: "1/s" } }, payload: { size: "100B" }, request },
  ],
});

/** What Lambda asks of scenarios: requests of HTTP to function URLs, and the times of durable executions. */
export const lambdaSettingCases: ServiceSettingCases = {
  template,
  settings: {
    "functions.*.responseBytes": {
      base: {
        workload: [{ to: "Api", arrivals: { constant: { rate: "1/s" } } }],
        functions: { Api: {} },
      },
      change: { functions: { Api: { responseBytes: 7_000_000 } } },
    },
    "latencies.lambda.durable.dispatch": {
      base: durably,
      change: latency("lambda.durable.dispatch"),
    },
    "latencies.lambda.durable.checkpoint": {
      base: durably,
      change: latency("lambda.durable.checkpoint"),
    },
    "workload[].request.method": { base: requests({}), change: requests({ method: "PUT" }) },
    "workload[].request.path": { base: requests({}), change: requests({ path: "/orders" }) },
    "workload[].request.query.*": {
      base: requests({ query: { page: "1" } }),
      change: requests({ query: { page: "2" } }),
    },
    "workload[].request.query.*[]": {
      base: requests({ query: { page: ["1"] } }),
      change: requests({ query: { page: ["1", "2"] } }),
    },
    "workload[].request.headers.*": {
      base: requests({ headers: { "x-own": "one" } }),
      change: requests({ headers: { "x-own": "two" } }),
    },
  },
  assumptions: {},
};
