import { type Plain, type Replied, type SlabId, type Tagged } from "@orrery/kernel";
import type { Call, CallReply } from "../../../service/call.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { objectText } from "../integration/result.ts";
import { itemsIn, listedItems, readerConfig, type ItemsRead } from "../map-run/item-files.ts";
import { ports, type Turn } from "./declarations.ts";
import type { MapBegun, MapReader } from "./evaluation.ts";
import { beginState } from "./evaluation.ts";
import { frameOf } from "./context-object.ts";
import { noWork } from "./forks.ts";
import { beginRun } from "./map-runs.ts";
import { record } from "./recording.ts";
import { revisionAt } from "./revisions.ts";
import { failed, located, type Step } from "./step.ts";
import { endsAt } from "./time.ts";
import { uuidOf } from "./uuid.ts";
import { purposes } from "./declarations.ts";

/** Asks for the items of a Map, or for those behind the ones that are there. */
export function readItems(turn: Turn, id: SlabId, begun: MapBegun): Step {
  const { strand } = located(turn, id);
  strand.condition = "reading";
  strand.work = { ...noWork, given: [] };
  ask(turn, id, begun.reader!, null);
  return null;
}

function ask(turn: Turn, id: SlabId, reader: MapReader, continuation: string | null): void {
  const { strand, execution } = located(turn, id);
  const until = endsAt(turn, execution);
  const isListing = reader.resource.endsWith(":listObjectsV2");
  const input: Call = {
    type: "call",
    service: "s3",
    operation: isListing ? "ListObjectsV2" : "GetObject",
    params:
      continuation === null
        ? reader.parameters
        : { ...reader.parameters, ContinuationToken: continuation },
    trail: execution.trail,
    caller: revisionAt(turn.machine, execution.revision).caller,
    until,
  };
  strand.condition = "reading";
  turn.effects.push({ type: "send", port: ports.calls, to: 0, input, tag: id, deadline: until });
}

/** A part of the items has come, or why they have not. */
export function hearItems(turn: Turn, { tag, body }: Replied<Tagged>): Step {
  const id = tag as SlabId;
  const { strand, execution, state } = located(turn, id);
  const begun = beginState(state, frameOf(turn, id, strand, execution, state));
  if (begun.type !== "map" || begun.reader === null) return null;
  const answer = body as CallReply | { readonly type: "lost" }; // The control plane gives no other.
  if (answer.type === "refused") {
    return refuse(turn, id, begun, `${answer.message} (Service: S3, Error Code: ${answer.code})`);
  }
  if (answer.type === "lost") return refuse(turn, id, begun, "The items were not read in time.");
  if (answer.type !== "called") {
    turn.effects.push({
      type: "stop",
      reason: {
        type: "stoppedByCall",
        noun: "state machine",
        component: `stepfunctions.stateMachine:${turn.context.settings.name}`,
        no: answer,
        place: `state "${state.name}"`,
      } as Tagged,
    });
    return null;
  }
  const { reader } = begun;
  const { response } = answer;
  if (reader.resource.endsWith(":listObjectsV2")) {
    const items = [...(strand.work!.given as readonly Plain[]), ...listedItems(response)];
    const next = response["NextContinuationToken"];
    const isEnough = reader.maxItems !== null && items.length >= reader.maxItems;
    if (typeof next === "string" && !isEnough) {
      strand.work = { ...noWork, given: items };
      ask(turn, id, reader, next);
      return null;
    }
    return beginRun(turn, id, begun, limited(items, reader));
  }
  const read = itemsOf(response, reader);
  if (read.type === "items") return beginRun(turn, id, begun, limited(read.items, reader));
  if (read.type === "unreadable") return refuse(turn, id, begun, read.cause);
  turn.effects.push({
    type: "stop",
    reason: {
      type: "stoppedByCall",
      noun: "state machine",
      component: `stepfunctions.stateMachine:${turn.context.settings.name}`,
      no: { type: "notModeled", operation: "s3:GetObject", what: read.what },
      place: `state "${state.name}"`,
    } as Tagged,
  });
  return null;
}

function itemsOf(response: PlainObject, { config, pointer }: MapReader): ItemsRead {
  const body = response["Body"];
  const text = typeof body === "string" ? objectText(body) : JSON.stringify(body ?? null);
  if (pointer === null) return itemsIn(text, readerConfig(config));
  const found = pointer(JSON.parse(text) as Plain); // A document.
  return Array.isArray(found)
    ? { type: "items", items: found as readonly Plain[] }
    : { type: "unreadable", cause: "Attempting to map over non-iterable node." };
}

const limited = (items: readonly Plain[], { maxItems }: MapReader): readonly Plain[] =>
  maxItems === null || maxItems >= items.length ? items : items.slice(0, maxItems);

/** The items cannot be read: the Map Run fails with its beginning. */
function refuse(turn: Turn, id: SlabId, begun: MapBegun, cause: string): Step {
  const { strand, execution } = located(turn, id);
  const { settings } = turn.context;
  const { partition, region, accountId, name } = settings;
  const label = begun.label ?? uuidOf(turn.context, purposes.uuid);
  const own = uuidOf(turn.context, purposes.uuid);
  const mapRunArn = `arn:${partition}:states:${region}:${accountId}:mapRun:${name}/${label}:${own}`;
  const started = record(turn, strand.execution, execution, "MapRunStarted", strand.previous, {
    mapRunArn,
  });
  const error = "States.ItemReaderFailed";
  strand.previous = record(turn, strand.execution, execution, "MapRunFailed", started, {
    error,
    cause,
  });
  strand.work = null;
  return { do: "fail", strand: id, failure: failed(error, cause), resume: null };
}
