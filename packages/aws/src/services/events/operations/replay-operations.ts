import type { Plain, Tagged } from "@orrery/kernel";
import { numberOf, memberOf, textOf, textsOf } from "../../../request/params.ts";
import { nameInArn } from "../../../service/arn.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { parseWallClock } from "../../../text/wall-clock.ts";
import { archiveKindName } from "../kind-names.ts";
import type { CancelReplay, ReplayDescribed, StartReplay } from "../protocol.ts";
import { quotaIn } from "./account-record.ts";
import { archiveNamed, archiveRecordOf, describedArchive } from "./archive-record.ts";
import { busNamed, noBus } from "./bus-record.ts";
import {
  alreadyThere,
  eventsArn,
  invalid,
  notFound,
  respond,
  timestampAt,
  tooMany,
} from "./checked.ts";
import { listed, withPrefix } from "./paging.ts";

/** Operations on replays of archives. */
export const replayOperations: Operations = {
  StartReplay: { begin: startReplay, respond: showStarted },
  CancelReplay: { begin: cancelReplay, respond: showCancelled },
  DescribeReplay: { begin: describeReplay },
  ListReplays: { begin: listReplays },
};

/** A replay with its archive. */
interface LocatedReplay {
  readonly archive: Resource;
  readonly replay: ReplayDescribed;
  readonly name: string;
}

const allReplays = (plane: ControlPlane): readonly LocatedReplay[] =>
  plane.list(archiveKindName).flatMap((archive) =>
    describedArchive(archive, plane).replays.map((replay) => ({
      archive,
      replay,
      name: replay.name,
    })),
  );

const noReplay = (name: string): Refused => notFound(`Replay ${name} does not exist.`);

const replayArn = (name: string, plane: ControlPlane): string => eventsArn(`replay/${name}`, plane);

const wrongParameter = (name: string, reason: string): Refused =>
  invalid(`Parameter ${name} is not valid. Reason: ${reason}`);

function startReplay(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["ReplayName"])!; // It is there.
  const destination = textOf(memberOf(params["Destination"], "Arn")) ?? "";
  const busName = nameInArn(destination, "events", "event-bus/");
  if (busName === undefined) {
    return wrongParameter("Destination.Arn", "Must contain an event bus ARN.");
  }
  if (busNamed(busName, plane) === undefined) return noBus(busName);
  const source = textOf(params["EventSourceArn"])!; // Likewise.
  const archiveName = nameInArn(source, "events", "archive/");
  const archive = archiveName === undefined ? undefined : archiveNamed(archiveName, plane);
  if (archive === undefined) {
    const last = source.slice(Math.max(source.lastIndexOf("/"), source.lastIndexOf(":")) + 1);
    return wrongParameter("EventSourceArn", `Archive ${last} does not exist.`);
  }
  if (archiveRecordOf(archive).bus !== busName) {
    return wrongParameter("Destination.Arn", "Cross event bus replay is not permitted.");
  }
  const [from, until] = [timeIn(params["EventStartTime"]), timeIn(params["EventEndTime"])];
  if (from >= until) {
    return wrongParameter("EventEndTime", "EventStartTime must be before EventEndTime.");
  }
  const replays = allReplays(plane);
  if (replays.some((each) => each.name === name)) {
    return alreadyThere(`Replay ${name} already exists.`);
  }
  const active = replays.filter(({ replay }) => replay.endedAt === null);
  if (active.length >= quotaIn(plane, "events.concurrentReplays")) return tooMany;
  const rules = textsOf(memberOf(params["Destination"], "FilterArns"));
  const input: StartReplay = {
    type: "startReplay",
    name,
    description: textOf(params["Description"]) ?? null,
    from,
    until,
    rules: rules.length === 0 ? null : rules,
  };
  return { type: "ask", resource: archive.number, input, kept: timestampAt(plane.now, plane) };
}

/** A time in milliseconds since 1970: as AWS's JSON has it, in seconds, or as ISO 8601. */
function timeIn(value: Plain | undefined): number {
  const seconds = numberOf(value);
  if (seconds !== undefined) return Math.round(seconds * 1_000);
  return parseWallClock("replay times", textOf(value) ?? "");
}

function showStarted(
  _body: Tagged,
  params: PlainObject,
  plane: ControlPlane,
  kept: Plain,
): PlainObject {
  return {
    ReplayArn: replayArn(textOf(params["ReplayName"])!, plane), // It is there.
    State: "STARTING",
    ReplayStartTime: kept,
  };
}

function replayOf(params: PlainObject, plane: ControlPlane): LocatedReplay | Refused {
  const name = textOf(params["ReplayName"])!; // It is there.
  return allReplays(plane).find((each) => each.name === name) ?? noReplay(name);
}

function cancelReplay(params: PlainObject, plane: ControlPlane): Step {
  const found = replayOf(params, plane);
  if ("type" in found) return found;
  const input: CancelReplay = { type: "cancelReplay", name: found.name };
  return { type: "ask", resource: found.archive.number, input };
}

function showCancelled(_body: Tagged, params: PlainObject, plane: ControlPlane): PlainObject {
  return { ReplayArn: replayArn(textOf(params["ReplayName"])!, plane), State: "CANCELLING" }; // It is there.
}

function shownReplay({ archive, replay }: LocatedReplay, plane: ControlPlane) {
  const { name, status, from, until, startedAt, endedAt, lastReplayed } = replay;
  return {
    ReplayName: name,
    EventSourceArn: archive.arn,
    State: status,
    EventStartTime: from / 1_000,
    EventEndTime: until / 1_000,
    ReplayStartTime: timestampAt(startedAt, plane),
    ...(lastReplayed === null ? {} : { EventLastReplayedTime: lastReplayed / 1_000 }),
    ...(endedAt === null ? {} : { ReplayEndTime: timestampAt(endedAt, plane) }),
  };
}

function describeReplay(params: PlainObject, plane: ControlPlane): Step {
  const found = replayOf(params, plane);
  if ("type" in found) return found;
  const { archive, replay, name } = found;
  const { rules, description } = replay;
  const destination = {
    Arn: archiveRecordOf(archive).busArn,
    ...(rules === null ? {} : { FilterArns: rules }),
  };
  return respond({
    ReplayArn: replayArn(name, plane),
    ...(description === null ? {} : { Description: description }),
    ...shownReplay(found, plane),
    Destination: destination,
  });
}

function listReplays(params: PlainObject, plane: ControlPlane): Step {
  const filters = ["NamePrefix", "EventSourceArn", "State"].filter(
    (name) => params[name] !== undefined,
  );
  if (filters.length > 1) {
    return invalid(
      "At most one filter is allowed for ListReplays. Use either : State, EventSourceArn, or NamePrefix.",
    );
  }
  const [source, state] = [textOf(params["EventSourceArn"]), textOf(params["State"])];
  const replays = withPrefix(allReplays(plane), params).filter(
    ({ archive, replay }) =>
      (source === undefined || archive.arn === source) &&
      (state === undefined || replay.status === state),
  );
  return listed(
    "Replays",
    replays.map((each) => shownReplay(each, plane)),
    params,
  );
}
