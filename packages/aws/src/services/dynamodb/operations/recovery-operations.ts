import { memberOf, numberOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { invalid } from "../value/value-check.ts";
import {
  changeTable,
  findTable,
  isRefused,
  keptOf,
  respond,
  tableNameOf,
  timestampAt,
  type Checked,
} from "./table-record.ts";

/** Operations on point-in-time recovery: whether it is on. Nothing can be restored. */
export const recoveryOperations: Operations = {
  DescribeContinuousBackups: { begin: describe },
  UpdateContinuousBackups: { begin: update },
};

/** How many days back a table can be restored that says nothing else. */
const usualDays = 35;

function tableOf(params: PlainObject, plane: ControlPlane): Checked<Resource> {
  const name = tableNameOf(params);
  return findTable(params, plane) ?? refused("TableNotFoundException", `Table not found: ${name}`);
}

function shown(table: Resource, plane: ControlPlane): PlainObject {
  const { recovery } = keptOf(table);
  return {
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: "ENABLED",
      PointInTimeRecoveryDescription:
        recovery === null
          ? { PointInTimeRecoveryStatus: "DISABLED" }
          : {
              PointInTimeRecoveryStatus: "ENABLED",
              RecoveryPeriodInDays: recovery.days,
              EarliestRestorableDateTime: timestampAt(recovery.since, plane),
              LatestRestorableDateTime: timestampAt(plane.now, plane),
            },
    },
  };
}

function describe(params: PlainObject, plane: ControlPlane): Step {
  const table = tableOf(params, plane);
  return isRefused(table) ? table : respond(shown(table, plane));
}

function update(params: PlainObject, plane: ControlPlane): Step {
  const table = tableOf(params, plane);
  if (isRefused(table)) return table;
  const said = params["PointInTimeRecoverySpecification"];
  const isOn = memberOf(said, "PointInTimeRecoveryEnabled") === true;
  if (!isOn && memberOf(said, "RecoveryPeriodInDays") !== undefined) {
    return invalid(
      "Invalid Request: Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery.",
    );
  }
  const days = numberOf(memberOf(said, "RecoveryPeriodInDays")) ?? usualDays;
  const since = keptOf(table).recovery?.since ?? plane.now;
  const changed = changeTable(table, { recovery: isOn ? { since, days } : null }, plane);
  return respond(shown(changed, plane));
}
