import { gauges, meters } from "./declarations.ts";
import { valueAsOf } from "@orrery/kernel";
import { functionNameIn } from "../operations/function-location.ts";
import type { Arrival, Text } from "../../../service/entry.ts";
import type { Trailed } from "../../../service/origin.ts";
import type { JsonPayload } from "../../../service/payload.ts";
import { recent } from "../../../service/recent.ts";
import type { ResourceKind, World } from "../../../service/resource-kind.ts";
import { jsonOf } from "../../../text/json.ts";
import type { FunctionSettings } from "../config.ts";
import { traceCharges } from "../../../service/trace-charge.ts";
import { provisionedDimension, publishedByFunctions } from "../provisioned/scaling.ts";
import { asyncPayload, callerTimeout, invokeOverhead, lambdaLimits } from "../limits.ts";
import { functionCharges, gigabyteSecondsIn, gigabytesLogged } from "../pricing.ts";
import type { FunctionReply, Invoke, Invoked, InvokeEvent, LoseEnvironments } from "../protocol.ts";
import { lambdaRules } from "../rules.ts";
import { settableOfFunction } from "./actions.ts";
import { functionBehavior } from "./extras.ts";
import { handlerFaults } from "./impairment.ts";
import { canonicalFunctionRecord } from "../operations/function-record.ts";
import { functionLogs } from "./log-reader.ts";
import { functionMachine } from "./machine.ts";
import { functionNotFound } from "./function-error.ts";
import { functionReporting } from "./reporting/reporting.ts";
import { functionInvariants } from "./invariants.ts";
import { policyTextIn } from "../permissions/policy.ts";
import { triggerStandIns } from "../trigger/stand-ins.ts";

// A memo of a pure function: what it holds follows from its argument alone.
const payloads = recent<Text, JsonPayload>(1_024);

/** One object for all that say the same: it is a value. */
function payloadOf(text: Text): JsonPayload {
  let payload = payloads.find(text);
  if (payload === undefined) {
    const value = jsonOf(text.body, "payload of a workload");
    payload = { type: "json", value, size: text.size };
    payloads.keep(text, payload);
  }
  return payload;
}

// Where tenants are kept apart, the group of an arrival says whose it is. Most have none, and are written as they
// are, since every invocation has one of these.
function invocationOf({ text, trail, group }: Arrival): Invoke & Trailed {
  const payload = payloadOf(text);
  if (group === null) return { type: "invoke", payload, trail, event: null };
  return { type: "invoke", payload, trail, event: null, tenantId: group };
}
function eventOf({ text, trail, group }: Arrival): InvokeEvent {
  const payload = payloadOf(text);
  if (group === null) return { type: "invokeEvent", payload, trail };
  return { type: "invokeEvent", payload, trail, tenantId: group };
}

/** All functions of an account together go through the tiers of logs. */
const logTier = "CloudWatch Logs ingestion";

/** A function, as everybody else sees it. */
export const functionKind = (world: World): ResourceKind => ({
  machine: functionMachine(world),
  invariants: functionInvariants,
  noun: "function",
  rules: lambdaRules,
  canonicalRecord: ({ record }, now) => canonicalFunctionRecord(record, now),
  metrics: { ...meters, ...gauges },
  entry: {
    sizeOf: (_settings, asOf, door) => ({
      min: 0,
      max: door === "event" ? valueAsOf(asyncPayload, asOf) : lambdaLimits.requestPayload,
    }),
    takesGroups: (settings) => (settings as FunctionSettings).tenancy !== null, // Of this kind.
    doors: {
      event: { inputOf: eventOf },
      request: {
        inputOf: invocationOf,
        hasFailed(answer) {
          const reply = answer as FunctionReply; // A function gives no other.
          return reply.type === "invoked" && reply.functionError !== null;
        },
        work: {
          inputFor: (payload, trail, how): Invoke => ({
            type: "invoke",
            payload,
            trail,
            event: null,
            ...how,
          }),
          outcomeOf(answer) {
            const { functionError, payload, failedItems, streamedFor } = answer as Invoked; // Likewise, where it does not refuse.
            const outcome = { hasFailed: functionError !== null, value: payload, failedItems };
            return streamedFor === undefined ? outcome : { ...outcome, streamedFor };
          },
        },
      },
    },
    standIns: triggerStandIns,
    action: "lambda:InvokeFunction",
    timeout: callerTimeout,
    latency: (latencies) => ({
      request: latencies["lambda.warm.platformOverhead"] ?? invokeOverhead,
    }),
    call: {
      name: "lambda:Invoke",
      paramsOf: ({ name }, body, door) => ({
        FunctionName: name,
        Payload: body,
        ...(door === "event" ? { InvocationType: "Event" } : {}),
      }),
      bodyOf: (given = {}) => JSON.stringify(given),
    },
  },
  byArn: { service: "lambda", nameIn: functionNameIn, absent: functionNotFound },
  extras: { Behavior: functionBehavior },
  policyIn: policyTextIn,
  acts(settings) {
    const { caller, variables, behavior } = settings as FunctionSettings; // Of this kind.
    const calls = behavior.type === "profile" ? behavior.calls : [];
    return { caller, texts: variables, calls: calls.filter((each) => each.type === "call") };
  },
  stamps: ["RevisionId", "policyRevisionId", "LastModified", "revision", "change"],
  settable: settableOfFunction,
  impairments: handlerFaults,
  strikes: { crash: (share): LoseEnvironments => ({ type: "loseEnvironments", share }) },
  charges(meters, settings, tally) {
    const priced = settings as FunctionSettings; // Of this kind.
    const tier = `Lambda duration on ${priced.architecture}`;
    const earlierGigabyteSeconds = tally.get(tier) ?? 0;
    tally.set(tier, earlierGigabyteSeconds + gigabyteSecondsIn(meters));
    const earlierLogs = tally.get(logTier) ?? 0;
    tally.set(logTier, earlierLogs + gigabytesLogged(meters));
    const allowance = { earlierGigabyteSeconds, earlierLogs };
    return [...functionCharges(meters, priced, allowance), ...traceCharges(meters)];
  },
  unpriced: {
    type: "AWS::Lambda::Function",
    what: "storage of logs, caching of SnapStart snapshots, and data transfer",
  },
  logs: functionLogs,
  publishes: publishedByFunctions,
  scalable: [provisionedDimension],
  reporting: functionReporting(world),
});
