import type { Tagged } from "@orrery/kernel";
import { numberOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import type { MapRunDescribed, MapRunsListed } from "../protocol.ts";
import { executionAt, mapRunOwner } from "./execution-arn.ts";
import { nextToken, pageOf } from "./pages.ts";
import { invalid, isRefused, required, timestampAt } from "./records.ts";
import { describedMapRun } from "./shown-execution.ts";

/** Operations on Map Runs. */
export const mapRunOperations: Operations = {
  DescribeMapRun: {
    begin(params, plane) {
      const arn = required(params, "mapRunArn");
      const owner = mapRunOwner(arn, plane);
      if (isRefused(owner)) return owner;
      return {
        type: "ask",
        resource: owner.number,
        input: { type: "describeMapRun", arn } as Tagged,
      };
    },
    // Asked for one.
    respond: (body, _params, plane) => describedMapRun(body as MapRunDescribed, plane),
  },
  ListMapRuns: { begin: listRuns, respond: showRuns },
  UpdateMapRun: { begin: updateRun, respond: () => ({}) },
};

function listRuns(params: PlainObject, plane: ControlPlane): Step {
  const found = executionAt(required(params, "executionArn"), plane);
  if (isRefused(found)) return found;
  const { stateMachine, name } = found;
  return {
    type: "ask",
    resource: stateMachine.number,
    input: { type: "listMapRuns", name } as Tagged,
    kept: stateMachine.arn,
  };
}

function showRuns(body: Tagged, params: PlainObject, plane: ControlPlane, kept: unknown) {
  const { runs } = body as MapRunsListed; // Asked for them.
  const page = pageOf(runs, params);
  if (isRefused(page)) return page;
  return {
    mapRuns: page.items.map(({ arn, execution, startedAt, stoppedAt }): PlainObject => ({
      executionArn: execution,
      mapRunArn: arn,
      stateMachineArn: kept as string, // As it was kept.
      startDate: timestampAt(startedAt, plane),
      ...(stoppedAt === null ? {} : { stopDate: timestampAt(stoppedAt, plane) }),
    })),
    ...nextToken(page.next),
  };
}

function updateRun(params: PlainObject, plane: ControlPlane): Step {
  const arn = required(params, "mapRunArn");
  const owner = mapRunOwner(arn, plane);
  if (isRefused(owner)) return owner;
  const said = {
    maxConcurrency: numberOf(params["maxConcurrency"]) ?? null,
    toleratedFailureCount: numberOf(params["toleratedFailureCount"]) ?? null,
    toleratedFailurePercentage: numberOf(params["toleratedFailurePercentage"]) ?? null,
  };
  if (Object.values(said).every((value) => value === null)) {
    return invalid("At least one of the parameters to update must be specified."); // Assumed: the words.
  }
  const percentage = said.toleratedFailurePercentage;
  if (percentage !== null && (percentage < 0 || percentage > 100)) {
    return refused("ValidationException", "ToleratedFailurePercentage must be between 0 and 100.");
  }
  const input = { type: "updateMapRun", arn, ...said } as Tagged;
  return { type: "ask", resource: owner.number, input };
}
