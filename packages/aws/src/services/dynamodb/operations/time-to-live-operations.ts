import { after } from "@orrery/kernel";
import { memberOf, textOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { timeToLiveLimits } from "../time-to-live/limits.ts";
import { invalid } from "../value/value-check.ts";
import {
  activeAtOf,
  changeTable,
  changeableTable,
  isRefused,
  keptOf,
  respond,
  tableOf,
  type TimeToLiveKept,
} from "./table-record.ts";

/** Operations on when items of a table expire. */
export const timeToLiveOperations: Operations = {
  UpdateTimeToLive: { begin: update },
  DescribeTimeToLive: { begin: describe },
};

function update(params: PlainObject, plane: ControlPlane): Step {
  const table = changeableTable(params, plane);
  if (isRefused(table)) return table;
  const given = params["TimeToLiveSpecification"];
  const attribute = textOf(memberOf(given, "AttributeName"))!; // It is there.
  const isEnabled = memberOf(given, "Enabled") === true;
  const wrong = against(keptOf(table).timeToLive, attribute, isEnabled, plane);
  if (wrong !== null) return wrong;
  changeTable(table, { timeToLive: { attribute, isEnabled, changedAt: plane.now } }, plane);
  return respond({ TimeToLiveSpecification: { Enabled: isEnabled, AttributeName: attribute } });
}

/** What AWS has against a change; `null` for nothing. What is asked for is looked at before how long ago the last was. */
function against(
  kept: TimeToLiveKept | null,
  attribute: string,
  isEnabled: boolean,
  { now }: ControlPlane,
): Refused | null {
  const isOn = kept?.isEnabled === true;
  if (!isEnabled && !isOn) return invalid("TimeToLive is already disabled");
  if (isOn && kept.attribute !== attribute) {
    return invalid(
      `TimeToLive is active on a different AttributeName: current AttributeName is ${kept.attribute}`,
    );
  }
  if (isEnabled && isOn) return invalid("TimeToLive is already enabled");
  return kept !== null && now < after(kept.changedAt, timeToLiveLimits.changeInterval)
    ? invalid("Time to live has been modified multiple times within a fixed interval")
    : null;
}

function describe(params: PlainObject, plane: ControlPlane): Step {
  const table = tableOf(params, plane);
  if (isRefused(table)) return table;
  const { timeToLive } = keptOf(table);
  if (plane.now < activeAtOf(table, plane)) {
    return invalid(
      "Cannot describe time to live while table is in CREATING state: Current table state is CREATING",
    );
  }
  return respond({
    TimeToLiveDescription:
      timeToLive?.isEnabled === true
        ? { TimeToLiveStatus: "ENABLED", AttributeName: timeToLive.attribute }
        : { TimeToLiveStatus: "DISABLED" },
  });
}
