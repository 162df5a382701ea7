import type { Plain } from "@orrery/kernel";
import { numberOf, textOf } from "../../../request/params.ts";
import { nameInArn } from "../../../service/arn.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { parseJson } from "../../../text/json.ts";
import { archiveKindName } from "../kind-names.ts";
import { latencyIn } from "../latencies.ts";
import { eventsLimits } from "../limits.ts";
import {
  archiveNamed,
  archiveRecordOf,
  archiveSettings,
  describedArchive,
  noArchive,
  plainArchive,
  type ArchiveRecord,
} from "./archive-record.ts";
import { busNamed, changeBus, noBus, recordOf } from "./bus-record.ts";
import type { RuleRecord } from "./records.ts";
import {
  alreadyThere,
  eventsArn,
  invalid,
  isRefused,
  respond,
  timestampAt,
  tooMany,
  type Checked,
} from "./checked.ts";
import { listed, withPrefix } from "./paging.ts";
import { againstPattern } from "./rule-operations.ts";
import { quotaIn } from "./account-record.ts";

/** Operations on archives. */
export const archiveOperations: Operations = {
  CreateArchive: { begin: createArchive },
  UpdateArchive: { begin: updateArchive },
  DescribeArchive: { begin: describeArchive },
  ListArchives: { begin: listArchives },
  DeleteArchive: { begin: deleteArchive },
};

/** What is wrong with the name of an archive; a text of its own. */
function againstName(name: string): Refused | null {
  const { max } = eventsLimits.archiveName;
  if (name.length <= max) return null;
  return invalid(
    ` 1 validation error detected: Value '${name}' at 'archiveName' failed to satisfy constraint: Member must have length less than or equal to ${max}`,
  );
}

function busByArn(arn: string, plane: ControlPlane): Checked<Resource> {
  const name = nameInArn(arn, "events", "event-bus/");
  if (name === undefined) {
    return invalid("Parameter EventSourceArn is not valid. Reason: Must contain an event bus ARN.");
  }
  return busNamed(name, plane) ?? noBus(name);
}

function againstArchivePattern(pattern: string, plane: ControlPlane): Refused | null {
  if (parseJson(pattern) !== undefined) return againstPattern(pattern, plane);
  return refused(
    "InvalidEventPatternException",
    "Event pattern is not valid. Reason: Invalid JSON",
  );
}

const ruleNameOf = (archive: string): string => `Events-Archive-${archive}`;

/** The pattern of the rule by which an archive is kept: what is replayed is not archived again. */
function rulePatternOf(pattern: string | null): string {
  const fresh = '"replay-name":[{"exists":false}]';
  const own = pattern === null ? "" : pattern.trim().slice(1, -1).trim();
  return own === "" ? `{${fresh}}` : `{${own},${fresh}}`;
}

function createArchive(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["ArchiveName"])!; // It is there.
  const wrongName = againstName(name);
  if (wrongName !== null) return wrongName;
  if (archiveNamed(name, plane) !== undefined) {
    return alreadyThere(`Archive ${name} already exists.`);
  }
  const busArn = textOf(params["EventSourceArn"])!; // Likewise.
  const bus = busByArn(busArn, plane);
  if (isRefused(bus)) return bus;
  const pattern = textOf(params["EventPattern"]) || null;
  const wrong = pattern === null ? null : againstArchivePattern(pattern, plane);
  if (wrong !== null) return wrong;
  const record = recordOf(bus);
  if (record.rules.length >= quotaIn(plane, "events.rulesPerBus")) return tooMany;
  const kept: ArchiveRecord = {
    bus: bus.name,
    busArn,
    pattern,
    retentionDays: numberOf(params["RetentionDays"]) ?? 0,
    shown: shownIn(params),
  };
  const arn = eventsArn(`archive/${name}`, plane);
  const archive = plane.create(
    { kind: archiveKindName, name, arn, record: plainArchive(kept) },
    () => archiveSettings(name, kept, plane),
    () => [{ port: "bus", to: 0, target: bus.number }],
  );
  const to = record.nextArchive;
  const rule: RuleRecord = {
    number: record.nextRule,
    name: ruleNameOf(name),
    state: "ENABLED",
    pattern: rulePatternOf(pattern),
    schedule: null,
    shown: {},
    tags: {},
    since: plane.now,
    archive: { arn, to },
    targets: [],
  };
  const latency = latencyIn(plane, "events.toArchive");
  const way = latency === null ? {} : { request: latency };
  changeBus(
    bus,
    { rules: [...record.rules, rule], nextRule: record.nextRule + 1, nextArchive: to + 1 },
    plane,
    [{ port: "archives", to, target: archive.number, ...way }],
  );
  return respond({
    ArchiveArn: arn,
    State: "ENABLED",
    CreationTime: timestampAt(archive.createdAt, plane),
  });
}

const shownIn = (params: PlainObject): Record<string, Plain> =>
  Object.fromEntries(
    ["Description", "KmsKeyIdentifier"].flatMap((member) => {
      const value = textOf(params[member]);
      return value === undefined ? [] : [[member, value]];
    }),
  );

function updateArchive(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["ArchiveName"])!; // It is there.
  const pattern = textOf(params["EventPattern"]);
  const retention = numberOf(params["RetentionDays"]);
  const shown = shownIn(params);
  if (pattern === undefined && retention === undefined && Object.keys(shown).length === 0) {
    return invalid("At least one of EventPattern, RetentionDays or Description must be provided.");
  }
  const archive = archiveNamed(name, plane);
  if (archive === undefined) return noArchive(name);
  const wrong = pattern === undefined ? null : againstArchivePattern(pattern, plane);
  if (wrong !== null) return wrong;
  const before = archiveRecordOf(archive);
  const after: ArchiveRecord = {
    ...before,
    ...(pattern === undefined ? {} : { pattern }),
    ...(retention === undefined ? {} : { retentionDays: retention }),
    shown: { ...before.shown, ...shown },
  };
  plane.change(archive, {
    record: plainArchive(after),
    settings: archiveSettings(name, after, plane),
  });
  if (after.pattern !== before.pattern) {
    const bus = busNamed(before.bus, plane)!; // It has a rule, so it cannot be deleted.
    const rules = recordOf(bus).rules.map((rule) =>
      rule.name === ruleNameOf(name) ? { ...rule, pattern: rulePatternOf(after.pattern) } : rule,
    );
    changeBus(bus, { rules }, plane);
  }
  return respond({
    ArchiveArn: archive.arn,
    State: "ENABLED",
    CreationTime: timestampAt(archive.createdAt, plane),
  });
}

const shownArchive = (archive: Resource, plane: ControlPlane): Record<string, Plain> => {
  const { busArn, retentionDays } = archiveRecordOf(archive);
  const { events, bytes } = describedArchive(archive, plane);
  return {
    ArchiveName: archive.name,
    EventSourceArn: busArn,
    State: "ENABLED",
    RetentionDays: retentionDays,
    SizeBytes: bytes,
    EventCount: events,
    CreationTime: timestampAt(archive.createdAt, plane),
  };
};

function describeArchive(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["ArchiveName"])!; // It is there.
  const archive = archiveNamed(name, plane);
  if (archive === undefined) return noArchive(name);
  const { pattern, shown } = archiveRecordOf(archive);
  return respond({
    ArchiveArn: archive.arn,
    ...shownArchive(archive, plane),
    ...(pattern === null ? {} : { EventPattern: pattern }),
    ...shown,
  });
}

function listArchives(params: PlainObject, plane: ControlPlane): Step {
  const filters = ["NamePrefix", "EventSourceArn", "State"].filter(
    (name) => params[name] !== undefined,
  );
  if (filters.length > 1) {
    return invalid(
      "At most one filter is allowed for ListArchives. Use either : State, EventSourceArn, or NamePrefix.",
    );
  }
  const source = textOf(params["EventSourceArn"]);
  const bus = source === undefined ? null : busByArn(source, plane);
  if (bus !== null && isRefused(bus)) return bus;
  const state = textOf(params["State"]) ?? "ENABLED";
  const archives = withPrefix(plane.list(archiveKindName), params).filter(
    (archive) =>
      state === "ENABLED" && (source === undefined || archiveRecordOf(archive).busArn === source),
  );
  return listed(
    "Archives",
    archives.map((archive) => shownArchive(archive, plane)),
    params,
  );
}

function deleteArchive(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["ArchiveName"])!; // It is there.
  const archive = archiveNamed(name, plane);
  if (archive === undefined) return noArchive(name);
  const bus = busNamed(archiveRecordOf(archive).bus, plane)!; // It has a rule, so it cannot be deleted.
  const rules = recordOf(bus).rules.filter((rule) => rule.name !== ruleNameOf(name));
  changeBus(bus, { rules }, plane);
  plane.delete(archive, noArchive(name));
  return respond();
}
