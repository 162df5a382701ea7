import {
  listOf,
  memberOf,
  numberOf,
  objectOf,
  spelled,
  textOf,
  textsOf,
} from "../../../request/params.ts";
import { page } from "../../../request/page.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operation, Operations, Step } from "../../../service/service-model.ts";
import type { MetricFilter, Subscription } from "../config.ts";
import { destinationServiceOf } from "../destination-service.ts";
import { logsLimits } from "../limits.ts";
import { extractedValues, extractorOf } from "../pattern/extracted.ts";
import { filterPattern } from "../pattern/filter-pattern.ts";
import {
  changeGroup,
  clockOf,
  findGroup,
  groupFor,
  groupKindName,
  groupName,
  invalid,
  noGroup,
  notKept,
  recordOf,
  respond,
  type GroupRecord,
  subscriptionCaller,
} from "./group-record.ts";

const wrongPattern = invalid("Invalid filter pattern");
const limitExceeded = refused("LimitExceededException", "Resource limit exceeded.");
const noFilter = (noun: string): Refused =>
  refused("ResourceNotFoundException", `The specified ${noun} does not exist.`);

/** An operation on a group, which functions may write to. */
const onGroup = (
  make: (params: PlainObject, group: Resource, plane: ControlPlane) => Step,
): Operation => ({
  begin(params, plane) {
    const found = groupFor(groupName(params), plane);
    return found === undefined ? noGroup : make(params, found, plane);
  },
});

/** What keeps a group from having filters; `null`: nothing. */
function againstFilters({ name, record }: Resource, plane: ControlPlane): Step | null {
  if ((record as unknown as GroupRecord).logClass !== "STANDARD") {
    return invalid(`Operation not supported for the log class of ${name}`); // Assumed: the words.
  }
  const isLoggedIn = plane
    .logWriters()
    .some(
      ({ group, resource }) =>
        group === name && plane.findByNumber(resource)?.kind !== groupKindName,
    );
  return isLoggedIn && !plane.keepsLogs ? notKept : null;
}

const putSubscriptionFilter = onGroup((params, group, plane) => {
  const no = againstFilters(group, plane);
  if (no !== null) return no;
  const pattern = textOf(params["filterPattern"]) ?? "";
  if (filterPattern(pattern) === null) return wrongPattern;
  const { subscriptions, nextNumber } = recordOf(group);
  const name = textOf(params["filterName"])!; // The model requires both.
  const arn = textOf(params["destinationArn"])!;
  const before = subscriptions.find(({ settings }) => settings.name === name);
  if (before === undefined && subscriptions.length >= logsLimits.subscriptionFilters) {
    return limitExceeded;
  }
  const role = textOf(params["roleArn"]) ?? null;
  const absent = absentAt(arn, plane) ?? againstCaller(arn, role, group.name, plane);
  if (absent !== null) return absent;
  // Another destination is another target.
  const isSame = before?.settings.arn === arn;
  const settings: Subscription = {
    number: isSame ? before.settings.number : nextNumber,
    name,
    pattern,
    arn,
    kind: plane.target(arn)?.kind ?? null,
    role,
    isRandom: params["distribution"] === "Random",
  };
  const { logGroupName: _, ...said } = params;
  const kept = { settings, said, createdAt: before?.createdAt ?? clockOf(plane) };
  changeGroup(
    group,
    {
      subscriptions: [...subscriptions.filter((each) => each !== before), kept],
      nextNumber: isSame ? nextNumber : nextNumber + 1,
    },
    plane,
    isSame ? [] : [settings],
  );
  return respond();
});

/** What AWS says where the destination is not there, which it tries; `null`: it is, or is not modeled. */
export function absentAt(arn: string, plane: ControlPlane): Refused | null {
  const target = plane.target(arn);
  if (target === null || plane.findByArn(arn) !== undefined) return null;
  const service = destinationServiceOf(arn);
  if (service === undefined) {
    return invalid(
      `destinationArn for vendor ${arn.split(":")[2]} cannot be used with subscription filters`, // Assumed: the words.
    );
  }
  const whole = arn.split(":").slice(0, 7).join(":"); // Without a qualifier.
  return plane.findByArn(whole) === undefined ? invalid(service.absent) : null;
}

/** Why events may not be brought to a destination; `null`: they may. */
function againstCaller(
  arn: string,
  role: string | null,
  group: string,
  plane: ControlPlane,
): Refused | null {
  const target = plane.target(arn);
  if (target === null) return null;
  const caller = subscriptionCaller(role, group, plane);
  if (plane.authorize(caller, target.action, arn) === null) return null;
  return invalid(destinationServiceOf(arn)!.denied); // It is of one of them.
}

const describeSubscriptionFilters = onGroup((params, group) => {
  const prefix = textOf(params["filterNamePrefix"]) ?? "";
  const found = recordOf(group).subscriptions.filter(({ settings }) =>
    settings.name.startsWith(prefix),
  );
  return listed(
    "subscriptionFilters",
    found.map(({ said, createdAt }) => ({
      distribution: "ByLogStream",
      ...said,
      logGroupName: group.name,
      creationTime: createdAt,
    })),
    params,
  );
});

function listed(member: string, all: readonly PlainObject[], params: PlainObject): Step {
  const sorted = [...all].sort((one, other) =>
    spelled(one["filterName"]) < spelled(other["filterName"]) ? -1 : 1,
  );
  const taken = page(sorted, params["nextToken"], numberOf(params["limit"]) ?? logsLimits.page);
  if (taken === null) return invalid("The specified nextToken is invalid.");
  return respond({
    [member]: taken.items,
    ...(taken.next === null ? {} : { nextToken: taken.next }),
  });
}

const deleteSubscriptionFilter = onGroup((params, group, plane) => {
  const { subscriptions } = recordOf(group);
  const left = subscriptions.filter(({ settings }) => settings.name !== params["filterName"]);
  if (left.length === subscriptions.length) return noFilter("subscription filter");
  changeGroup(group, { subscriptions: left }, plane);
  return respond();
});

const putMetricFilter = onGroup((params, group, plane) => {
  const no = againstFilters(group, plane);
  if (no !== null) return no;
  const { metricFilters } = recordOf(group);
  const settings = metricFilterIn(params);
  if ("code" in settings) return settings;
  const before = metricFilters.find((each) => each.settings.name === settings.name);
  if (before === undefined && metricFilters.length >= logsLimits.metricFilters)
    return limitExceeded;
  const { logGroupName: _, ...said } = params;
  const kept = { settings, said, createdAt: before?.createdAt ?? clockOf(plane) };
  changeGroup(
    group,
    { metricFilters: [...metricFilters.filter((each) => each !== before), kept] },
    plane,
  );
  return respond();
});

function metricFilterIn(params: PlainObject): MetricFilter | Refused {
  const pattern = textOf(params["filterPattern"]) ?? "";
  if (filterPattern(pattern) === null) return wrongPattern;
  const [said, another] = listOf(params["metricTransformations"]);
  if (said === undefined || another !== undefined) {
    return invalid("A metric filter has exactly one metric transformation"); // Assumed: the words.
  }
  const value = textOf(memberOf(said, "metricValue")) ?? "";
  const isRead = value.startsWith("$");
  if (isRead ? extractorOf(pattern, value) === null : !Number.isFinite(Number(value))) {
    return invalid(`Invalid metric transformation: '${value}' is not a valid metric value`); // Likewise.
  }
  const dimensions = Object.fromEntries(
    Object.entries(objectOf(memberOf(said, "dimensions"))).map(([name, of]) => [name, spelled(of)]),
  );
  const defaultValue = numberOf(memberOf(said, "defaultValue")) ?? null;
  if (Object.keys(dimensions).length > 0) {
    if (defaultValue !== null) {
      return invalid(
        "Invalid metric transformation: dimensions and default value are mutually exclusive properties.",
      );
    }
    if (Object.keys(dimensions).length > logsLimits.metricDimensions) {
      return invalid(
        `Invalid metric transformation: at most ${logsLimits.metricDimensions} dimensions`,
      ); // Likewise.
    }
    const unknown = Object.values(dimensions).find((of) => extractorOf(pattern, of) === null);
    if (unknown !== undefined) {
      return invalid(
        `Invalid metric transformation: dimension ${unknown} is not in the filter pattern`,
      ); // Likewise.
    }
  }
  return {
    name: textOf(params["filterName"])!, // The model requires these.
    pattern,
    namespace: textOf(memberOf(said, "metricNamespace"))!,
    metric: textOf(memberOf(said, "metricName"))!,
    value,
    defaultValue,
    unit: textOf(memberOf(said, "unit")) ?? "None",
    dimensions,
  };
}

function describeMetricFilters(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["logGroupName"]);
  const prefix = textOf(params["filterNamePrefix"]) ?? "";
  const { metricName, metricNamespace } = params;
  const group = name === undefined ? undefined : findGroup(name, plane);
  if (name !== undefined && group === undefined) return noGroup;
  const groups = group === undefined ? plane.list(groupKindName) : [group];
  const found = groups.flatMap((each) =>
    recordOf(each).metricFilters.flatMap(({ settings, said, createdAt }) =>
      settings.name.startsWith(prefix) &&
      (metricName === undefined || settings.metric === metricName) &&
      (metricNamespace === undefined || settings.namespace === metricNamespace)
        ? [{ ...said, logGroupName: each.name, creationTime: createdAt }]
        : [],
    ),
  );
  return listed("metricFilters", found, params);
}

const deleteMetricFilter = onGroup((params, group, plane) => {
  const { metricFilters } = recordOf(group);
  const left = metricFilters.filter(({ settings }) => settings.name !== params["filterName"]);
  if (left.length === metricFilters.length) return noFilter("metric filter");
  changeGroup(group, { metricFilters: left }, plane);
  return respond();
});

function testMetricFilter(params: PlainObject): Step {
  const pattern = textOf(params["filterPattern"]) ?? "";
  const matches = filterPattern(pattern);
  if (matches === null) return wrongPattern;
  const found = textsOf(params["logEventMessages"]).flatMap((message, place) =>
    matches(message)
      ? [
          {
            eventNumber: place + 1,
            eventMessage: message,
            extractedValues: extractedValues(pattern, message),
          },
        ]
      : [],
  );
  return respond({ matches: found });
}

/** Operations on filters. */
export const filterOperations: Operations = {
  PutSubscriptionFilter: putSubscriptionFilter,
  DescribeSubscriptionFilters: describeSubscriptionFilters,
  DeleteSubscriptionFilter: deleteSubscriptionFilter,
  PutMetricFilter: putMetricFilter,
  DescribeMetricFilters: { begin: describeMetricFilters },
  DeleteMetricFilter: deleteMetricFilter,
  TestMetricFilter: { begin: testMetricFilter },
};
