import type { Tagged } from "@orrery/kernel";
import { numberOf, textOf, textsOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { athenaLimits } from "../limits.ts";
import type { QueryPlan } from "../config.ts";
import { primary, workgroupKindName } from "../names.ts";
import type { Resource } from "../../../service/resource.ts";
import type { QueryShown, BeginQuery, WorkgroupReply } from "../protocol.ts";
import { planOf } from "./query-plan.ts";
import {
  giveFirst,
  invalid,
  isRefused,
  keepWorkgroup,
  makePrimary,
  pageSize,
  respond,
  toldBy,
  workgroupIn,
  workgroupRecordOf,
} from "./records.ts";
import { shownQuery, shownResults, shownStatistics } from "./shown-query.ts";

type Shown = Extract<WorkgroupReply, { type: "queriesShown" }>;

/** Asks each workgroup: an id does not say whose it is. */
function askEach(input: Tagged, plane: ControlPlane, none: Step): Step {
  const asks = plane.list(workgroupKindName).map(({ number }) => ({ resource: number, input }));
  return asks.length === 0 ? none : { type: "askAll", asks };
}

const showing = (ids: readonly string[], waits: boolean): Tagged => {
  const input: Tagged & { ids: readonly string[]; waits: boolean } = {
    type: "showQueries",
    ids,
    waits,
  };
  return input;
};

const idIn = (params: PlainObject): string => textOf(params["QueryExecutionId"]) ?? "";

const notFound = (params: PlainObject): Refused =>
  invalid(`QueryExecution ${idIn(params)} was not found`);

/** The one query that workgroups were asked about. */
const shownIn = (bodies: readonly Tagged[]): QueryShown | undefined =>
  bodies.flatMap((body) => (body.type === "queriesShown" ? (body as Shown).queries : []))[0];

/** An operation on one query, which whichever workgroup has it shows. */
const aboutOne = (
  answer: (query: QueryShown, params: PlainObject, plane: ControlPlane) => PlainObject | Refused,
): Operations[string] => ({
  begin: (params, plane) =>
    askEach(showing([idIn(params)], plane.caller.awaitsEnd === true), plane, notFound(params)),
  next(bodies, params, plane) {
    const query = shownIn(bodies);
    if (query === undefined) return notFound(params);
    const found = answer(query, params, plane);
    return isRefused(found) ? found : respond(found);
  },
});

/** Operations on queries. */
export const queryOperations: Operations = {
  StartQueryExecution: {
    begin: start,
    next([body], _params, plane, kept) {
      if (body?.type === "queryStarted") {
        return respond({ QueryExecutionId: (body as Tagged & { id: string }).id }); // It says so.
      }
      return asking(makePrimary(plane), kept as unknown as QueryPlan); // Kept below.
    },
  },
  StopQueryExecution: {
    begin: (params, plane) => {
      const input: Tagged & { id: string } = { type: "haltQuery", id: idIn(params) };
      return askEach(input, plane, notFound(params));
    },
    next: (bodies, params) =>
      toldBy(bodies, "queryStopped") === undefined ? notFound(params) : respond(),
  },
  GetQueryExecution: aboutOne((query, _params, plane) => ({
    QueryExecution: shownQuery(query, plane),
  })),
  BatchGetQueryExecution: {
    begin: (params, plane) =>
      askEach(
        showing(textsOf(params["QueryExecutionIds"]), false),
        plane,
        respond(batchOf([], params, plane)),
      ),
    next(bodies, params, plane) {
      const found = bodies.flatMap((body) =>
        body.type === "queriesShown" ? (body as Shown).queries : [],
      );
      return respond(batchOf(found, params, plane));
    },
  },
  ListQueryExecutions: {
    begin(params, plane) {
      const isUntouched = plane.find(workgroupKindName, primary) === undefined;
      if (isUntouched && (textOf(params["WorkGroup"]) ?? primary) === primary) {
        return respond({ QueryExecutionIds: [] });
      }
      const workgroup = workgroupIn(params, plane);
      if (isRefused(workgroup)) return workgroup;
      const from = Number(textOf(params["NextToken"]) ?? 0);
      if (!Number.isInteger(from) || from < 0) return invalid("The NextToken is not valid."); // Assumed: the words.
      const input: Tagged & { from: number; most: number } = {
        type: "listQueries",
        from,
        most: pageSize(params),
      };
      return { type: "ask", resource: workgroup.number, input };
    },
    respond(body) {
      const { ids, next } = body as Extract<WorkgroupReply, { type: "queriesListed" }>; // It was asked.
      return { QueryExecutionIds: ids, ...(next === null ? {} : { NextToken: `${next}` }) };
    },
  },
  GetQueryResults: aboutOne((query, params) => {
    const { status } = query;
    if (status === "QUEUED" || status === "RUNNING") {
      return invalid(`Query has not yet finished. Current state: ${status}`);
    }
    if (status !== "SUCCEEDED") {
      return invalid(`Query did not finish successfully. Final query state: ${status}`);
    }
    const from = Number(textOf(params["NextToken"]) ?? 0);
    if (!Number.isInteger(from) || from < 0) return invalid("The NextToken is not valid."); // Assumed: the words.
    const most = numberOf(params["MaxResults"]) ?? athenaLimits.resultRows.default;
    return shownResults(query, from, most);
  }),
  GetQueryRuntimeStatistics: aboutOne((query) => ({
    QueryRuntimeStatistics: shownStatistics(query),
  })),
};

function batchOf(
  found: readonly QueryShown[],
  params: PlainObject,
  plane: ControlPlane,
): PlainObject {
  const ids = textsOf(params["QueryExecutionIds"]);
  return {
    QueryExecutions: ids.flatMap((id) =>
      found.filter(({ plan }) => plan.id === id).map((each) => shownQuery(each, plane)),
    ),
    UnprocessedQueryExecutionIds: ids
      .filter((id) => !found.some(({ plan }) => plan.id === id))
      .map((QueryExecutionId) => ({
        QueryExecutionId,
        ErrorCode: "INTERNAL_FAILURE", // Assumed: the code.
        ErrorMessage: `QueryExecution ${QueryExecutionId} was not found`,
      })),
  };
}

function start(params: PlainObject, plane: ControlPlane): Step {
  const [other] = plane.list(workgroupKindName);
  const isThere =
    plane.find(workgroupKindName, textOf(params["WorkGroup"]) ?? primary) !== undefined;
  const workgroup = workgroupIn(params, plane);
  if (isRefused(workgroup)) return workgroup;
  const planned = planOf(params, workgroup, plane);
  if (isRefused(planned)) return planned;
  const { plan, buckets } = planned;
  if (buckets.length > workgroupRecordOf(workgroup).buckets.length) {
    keepWorkgroup(workgroup, { buckets }, plane);
  }
  if (isThere) return asking(workgroup, plan);
  if (other === undefined) {
    giveFirst(workgroup, plan, plane);
    return respond({ QueryExecutionId: plan.id });
  }
  const kept = plan as unknown as PlainObject; // Plain data by its type.
  return { type: "ask", resource: other.number, input: showing([], false), kept };
}

function asking({ number }: Resource, plan: QueryPlan): Step {
  const input: BeginQuery = { type: "beginQuery", plan, trail: plan.trail };
  return { type: "ask", resource: number, input };
}
