import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operation, Operations, Step } from "../../../service/service-model.ts";
import type { FindPlace, OpenSubscription, ReadShard } from "../../../service/source.ts";
import type { PutRecord, PutRecords } from "../protocol.ts";
import { againstAll } from "../stream/put.ts";
import { settingsOf, keptOf } from "./stream-record.ts";

const isDry = (params: PlainObject): boolean => params["DryRun"] === true;

/** What those hear of whose request nothing is wrong. */
const wouldSucceed = (): Refused =>
  refused(
    "DryRunOperationException",
    "The request would have succeeded without the DryRun parameter.", // Assumed: the words.
  );

/** Operations of which `DryRun` has all checked and nothing done. */
export const withDryRun = (operations: Operations): Operations =>
  Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [name, checkedAlone(operation)]),
  );

const checkedAlone = (operation: Operation): Operation => ({
  ...operation,
  begin(params, plane) {
    const step = operation.begin(params, plane);
    return isDry(params) && step.type === "ask" ? checkOf(step, plane) : step;
  },
  respond: (body, params, plane, kept) =>
    isDry(params) ? wouldSucceed() : operation.respond!(body, params, plane, kept), // Each of them has one.
});

/** The machine's part of the checks, which changes nothing. */
function checkOf(step: Step & { readonly type: "ask" }, plane: ControlPlane): Step {
  const asked = step.input as PutRecord | PutRecords | FindPlace | ReadShard | OpenSubscription;
  switch (asked.type) {
    case "putRecord":
    case "putRecords": {
      const stream = plane.findByNumber(step.resource)!; // It was found just now.
      const entries = asked.type === "putRecord" ? [asked] : asked.entries;
      return againstAll(entries, settingsOf(stream, keptOf(stream), plane)) ?? wouldSucceed();
    }
    default: {
      // Whether there is such a shard.
      const input: FindPlace = {
        type: "findPlace",
        shard: asked.shard,
        start: { type: "trimHorizon" },
      };
      return { ...step, input };
    }
  }
}
