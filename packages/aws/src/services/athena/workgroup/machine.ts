import {
  declare,
  slab,
  table,
  unreachable,
  type Machine,
  type SlabId,
  type Tagged,
} from "@orrery/kernel";
import { refused, type Refused } from "../../../service/refusal.ts";
import type { World } from "../../../service/resource-kind.ts";
import type { QueryPlan, WorkgroupSettings } from "../config.ts";
import { workgroupKindName } from "../names.ts";
import type {
  AccountReply,
  ListQueries,
  ShowQueries,
  WorkgroupEffect,
  WorkgroupInput,
  WorkgroupReply,
} from "../protocol.ts";
import { canonical } from "./canonical.ts";
import {
  choices,
  metrics,
  ports,
  purposes,
  timers,
  type Flow,
  type Handled,
  type Workgroup,
} from "./declarations.ts";
import { stop } from "./ending.ts";
import { hearCall } from "./hearing.ts";
import { hearRead } from "./reading.ts";
import { hearBus, untold } from "./sending.ts";
import { shownOf } from "./showing.ts";
import { initialWorkgroup, newQuery, type WorkgroupState } from "./state.ts";
import { begin, expire, hearCapacity, takeTurn } from "./waiting.ts";
import { hearObject } from "./writing.ts";

/** A workgroup: it runs its queries, each from QUEUED to its end. */
export const workgroupMachine = ({
  entryOf,
  queryEngine,
}: Pick<World, "entryOf" | "queryEngine">): Machine<
  WorkgroupSettings,
  WorkgroupState,
  WorkgroupInput,
  WorkgroupEffect
> => ({
  kind: workgroupKindName,
  stateVersion: 1,
  inputs: declare(
    "settingsChanged",
    "beginQuery",
    "haltQuery",
    "showQueries",
    "listQueries",
    "replied",
    "timerFired",
  ),
  timers,
  ports,
  purposes,
  choices,
  metrics,

  initialState: initialWorkgroup,

  transition(workgroup, input, context) {
    const flow: Flow = { workgroup, context, effects: [], entryOf, queryEngine };
    const answer = (body: WorkgroupReply): readonly WorkgroupEffect[] => {
      flow.effects.push({ type: "reply", to: context.request, body });
      return flow.effects;
    };
    switch (input.type) {
      case "settingsChanged": {
        const { first } = context.settings;
        if (first !== null && workgroup.count === 0) start(first, flow);
        return flow.effects;
      }
      case "beginQuery":
        return answer(start(input.plan, flow));
      case "haltQuery": {
        const handled = handledAt(workgroup, table.get(workgroup.byId, input.id));
        if (handled === null) return answer(notFound(input.id));
        if (handled.query.stage !== "over") stop(handled, flow);
        return answer({ type: "queryStopped" });
      }
      case "showQueries":
        return show(input, flow);
      case "listQueries":
        return answer(listed(workgroup, input));
      case "replied": {
        if (input.port === ports.bus) {
          hearBus(input.body, flow);
          return flow.effects;
        }
        const handled = input.tag === untold ? null : handledAt(workgroup, input.tag as SlabId);
        if (handled === null) return flow.effects;
        if (input.port === ports.capacity || input.port === ports.account) {
          hearCapacity(handled, input.body, flow);
        } else if (input.port === ports.calls) hearCall(handled, input.body, flow);
        else hearObject(handled, input.body, flow);
        return flow.effects;
      }
      case "timerFired": {
        const handled = handledAt(workgroup, slab.idAt(workgroup.queries, input.index));
        if (handled === null) return flow.effects;
        if (input.timer === timers.turn) takeTurn(handled, flow);
        else if (input.timer === timers.read) hearRead(handled, flow);
        else expire(handled, flow);
        return flow.effects;
      }
      default:
        return unreachable(input);
    }
  },

  fingerprint: (input) => (input.type === "beginQuery" ? input.plan.sql.length : 0),

  canonical,

  gauges(workgroup) {
    let [QueuedQueries, RunningQueries] = [0, 0];
    for (const { status } of slab.list(workgroup.queries)) {
      if (status === "QUEUED") QueuedQueries += 1;
      if (status === "RUNNING") RunningQueries += 1;
    }
    return { QueuedQueries, RunningQueries };
  },
});

function handledAt(workgroup: Workgroup, id: SlabId | undefined): Handled | null {
  const query = id === undefined ? undefined : slab.edit(workgroup.queries, id);
  return id === undefined || query === undefined ? null : { id, query };
}

const notFound = (id: string): Refused =>
  refused("InvalidRequestException", `QueryExecution ${id} was not found`);

function start(plan: QueryPlan, flow: Flow): WorkgroupReply {
  const { workgroup, context } = flow;
  const known = plan.token === null ? undefined : table.get(workgroup.byToken, plan.token);
  if (known !== undefined) {
    const earlier = slab.read(workgroup.queries, table.get(workgroup.byId, known)!); // None is forgotten.
    return earlier?.plan.sql === plan.sql
      ? { type: "queryStarted", id: known }
      : refused("InvalidRequestException", "Idempotent parameters do not match");
  }
  // The request was delivered twice.
  if (table.has(workgroup.byId, plan.id)) return { type: "queryStarted", id: plan.id };
  let load = 0;
  const { reserved } = context.settings;
  if (reserved === -1) {
    const admit: Tagged & { quota: string } = { type: "admit", quota: plan.quota };
    const admitted = context.consult(ports.account, 0, admit) as AccountReply; // It gives no other.
    if (admitted.type === "refused") return admitted;
    load = admitted.type === "admitted" ? admitted.load : 0;
  }
  workgroup.count += 1;
  const made = newQuery(plan, workgroup.count, reserved, context.now);
  const id = slab.insert(workgroup.queries, made);
  table.set(workgroup.byId, plan.id, id);
  if (plan.token !== null) table.set(workgroup.byToken, plan.token, plan.id);
  begin(handledAt(workgroup, id)!, load, flow); // It was just made.
  return { type: "queryStarted", id: plan.id };
}

function show({ ids, waits }: ShowQueries, flow: Flow): readonly WorkgroupEffect[] {
  const { workgroup, context, effects } = flow;
  const queries = ids.flatMap((each) => {
    const id = table.get(workgroup.byId, each);
    const query = id === undefined ? undefined : slab.read(workgroup.queries, id);
    return query === undefined ? [] : [shownOf(query, context.now)];
  });
  const handled = waits ? handledAt(workgroup, table.get(workgroup.byId, ids[0] ?? "")) : null;
  if (handled !== null && handled.query.stage !== "over") {
    handled.query.waiters = [...handled.query.waiters, context.request];
    return effects;
  }
  effects.push({ type: "reply", to: context.request, body: { type: "queriesShown", queries } });
  return effects;
}

function listed(workgroup: Workgroup, { from, most }: ListQueries): WorkgroupReply {
  const all = table.list(workgroup.byId).map(([id]) => id);
  const newest = all.reverse();
  const ids = newest.slice(from, from + most);
  return { type: "queriesListed", ids, next: from + most < newest.length ? from + most : null };
}
