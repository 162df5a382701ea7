import type { Plain } from "@orrery/kernel";
import { isObject, listOf, memberOf, objectOf, textOf } from "../../request/params.ts";
import { refused, type PlainObject } from "../../service/refusal.ts";
import type { Change, Deployment, TemplateOperation } from "../../service/deployment.ts";
import { allChanges, isSame, partChanges, tagChanges } from "../../service/update-operations.ts";

/** What a table is to be, by the operations that make it: of one that is imported, what its first changes say too. */
function saidOf(operations: readonly TemplateOperation[]): PlainObject {
  const [made] = operations;
  const first = objectOf(made?.params["TableCreationParameters"] ?? made?.params);
  const more = operations.filter(({ operation }) => operation === "UpdateTable");
  return Object.assign({}, first, ...more.map(({ params }) => params)) as PlainObject; // Plain data.
}

/** What has another table made where it differs. */
const fixed = ["TableName", "KeySchema", "LocalSecondaryIndexes"] as const;

const isOther = (before: PlainObject, after: PlainObject): boolean =>
  fixed.some((name) => !isSame(before[name], after[name])) ||
  isRetyped(before["AttributeDefinitions"], after["AttributeDefinitions"]);

/** Whether an attribute has another type than it had. */
function isRetyped(before: Plain | undefined, after: Plain | undefined): boolean {
  const types = typesIn(after);
  return [...typesIn(before)].some(([name, type]) => (types.get(name) ?? type) !== type);
}

const typesIn = (definitions: Plain | undefined): ReadonlyMap<string, string> =>
  new Map(
    listOf(definitions).map((each) => [
      textOf(memberOf(each, "AttributeName")) ?? "",
      textOf(memberOf(each, "AttributeType")) ?? "",
    ]),
  );

/** What becomes of a table when its stack changes. */
export const tableDeployment: Deployment = {
  isUnderWay: ({ code, message }) =>
    (code === "ResourceInUseException" && message.startsWith("Attempt to change")) ||
    code === "LimitExceededException",
  change({ operations, arn }, next) {
    const [before, after] = [saidOf(operations), saidOf(next)];
    const isImport = (list: readonly TemplateOperation[]) => list[0]?.operation === "ImportTable";
    if (isOther(before, after) || isImport(operations) !== isImport(next)) return "replace";
    const TableName = after["TableName"]!;
    const update = (params: PlainObject): TemplateOperation => ({
      operation: "UpdateTable",
      params: { TableName, ...params },
    });
    const ResourceArn = arn;
    return allChanges(
      indexChanges(before, after, update),
      // AWS takes most changes one at a time, and goes on with the next once the table is ACTIVE again.
      throughputChanges(before, after, update),
      single(before, after, update),
      streamChanges(before, after, update),
      partChanges(operations.slice(1), next.slice(1), { undoing: undoingOf(TableName) }).filter(
        ({ operation }) => operation !== "UpdateTable",
      ),
      tagChanges(operations[0], next[0], {
        member: "Tags",
        set: (tags) => ({
          operation: "TagResource",
          params: {
            ResourceArn,
            Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
          },
        }),
        unset: (TagKeys) => ({ operation: "UntagResource", params: { ResourceArn, TagKeys } }),
      }),
    );
  },
  remove: ({ operations }) =>
    operations.length === 0
      ? []
      : [{ operation: "DeleteTable", params: { TableName: saidOf(operations)["TableName"]! } }],
  waits: {
    asks: ({ operation, params }) =>
      operation === "UpdateTable"
        ? { operation: "DescribeTable", params: { TableName: params["TableName"]! } }
        : null,
    // An index that is being filled is not waited for.
    endIn: (answer) =>
      memberOf(answer["Table"], "TableStatus") === "UPDATING" ? null : ("well" as const),
  },
};

/** How what was set after the making of a table is taken away. */
const undoingOf = (TableName: Plain) => ({
  UpdateTimeToLive: (set: PlainObject) => ({
    operation: "UpdateTimeToLive",
    params: {
      TableName,
      TimeToLiveSpecification: { ...objectOf(set["TimeToLiveSpecification"]), Enabled: false },
    },
  }),
  UpdateContinuousBackups: () => ({
    operation: "UpdateContinuousBackups",
    params: {
      TableName,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
    },
  }),
  EnableKinesisStreamingDestination: (set: PlainObject) => ({
    operation: "DisableKinesisStreamingDestination",
    params: { TableName, StreamArn: set["StreamArn"]! },
  }),
});

type Update = (params: PlainObject) => TemplateOperation;

const indexesIn = (said: PlainObject): ReadonlyMap<string, PlainObject> =>
  new Map(
    listOf(said["GlobalSecondaryIndexes"])
      .filter(isObject)
      .map((index) => [textOf(index["IndexName"]) ?? "", index]),
  );

/** CloudFormation's own words, as those have met them whom it refused. */
const tooManyIndexes = refused(
  "InvalidRequest",
  "Cannot perform more than one GSI creation or deletion in a single update",
);
const otherIndex = refused(
  "InvalidRequest",
  "Cannot update GSI's properties other than Provisioned Throughput and Contributor Insights Specification. You can create a new GSI with a different name.",
);

/** One index may be made and one taken away; another one of the same name there cannot be. */
function indexChanges(before: PlainObject, after: PlainObject, update: Update): Change {
  const [old, next] = [indexesIn(before), indexesIn(after)];
  const gone = [...old.keys()].filter((name) => !next.has(name));
  const made = [...next.values()].filter(({ IndexName }) => !old.has(textOf(IndexName) ?? ""));
  if (gone.length > 1 || made.length > 1) return tooManyIndexes;
  const isChanged = [...next].some(([name, index]) => {
    const was = old.get(name);
    return (
      was !== undefined &&
      ["KeySchema", "Projection"].some((member) => !isSame(was[member], index[member]))
    );
  });
  if (isChanged) return otherIndex;
  const change = (action: string, index: PlainObject, more: PlainObject = {}) =>
    update({ ...more, GlobalSecondaryIndexUpdates: [{ [action]: index }] });
  return [
    ...gone.map((IndexName) => change("Delete", { IndexName })),
    ...made.map((index) =>
      change("Create", index, { AttributeDefinitions: after["AttributeDefinitions"] ?? [] }),
    ),
  ];
}

const modeOf = (said: PlainObject): Plain => said["BillingMode"] ?? "PROVISIONED";
const noMaximum = { MaxReadRequestUnits: -1, MaxWriteRequestUnits: -1 };

/** What a table and its indexes give each second, by their billing mode. */
function throughputChanges(
  before: PlainObject,
  after: PlainObject,
  update: Update,
): readonly TemplateOperation[] {
  const mode = modeOf(after);
  const isSwitched = modeOf(before) !== mode;
  const isBought = mode === "PROVISIONED";
  const member = isBought ? "ProvisionedThroughput" : "OnDemandThroughput";
  const differs = (was: PlainObject, is: PlainObject) =>
    (isSwitched && isBought) || !isSame(was[member], is[member]);
  const usual = isBought ? {} : { [member]: noMaximum };
  const old = indexesIn(before);
  const indexes = [...indexesIn(after)].flatMap(([IndexName, index]): readonly PlainObject[] => {
    const was = old.get(IndexName);
    if (was === undefined || !differs(was, index)) return [];
    const said = index[member];
    if (said === undefined && isBought) return [];
    return [{ Update: { IndexName, ...(said === undefined ? usual : { [member]: said }) } }];
  });
  const isTable = differs(before, after);
  const said = after[member];
  const units = isTable ? (said === undefined ? usual : { [member]: said }) : {};
  // The maximum of a table goes with its mode and with nothing else.
  const first = {
    ...(isSwitched ? { BillingMode: mode } : {}),
    ...(isBought || isTable ? units : {}),
    ...(isBought && indexes.length > 0 ? { GlobalSecondaryIndexUpdates: indexes } : {}),
  };
  return [
    ...(Object.keys(first).length === 0 ? [] : [update(first)]),
    ...(isBought || indexes.length === 0 ? [] : [update({ GlobalSecondaryIndexUpdates: indexes })]),
  ];
}

/** What goes into a request of its own, and what it is where a template says nothing of it. */
const alone: Readonly<Record<string, Plain>> = {
  TableClass: "STANDARD",
  DeletionProtectionEnabled: false,
};

function single(
  before: PlainObject,
  after: PlainObject,
  update: Update,
): readonly TemplateOperation[] {
  const settings = Object.entries(alone).flatMap(([name, usual]) => {
    const [was, is] = [before[name] ?? usual, after[name] ?? usual];
    return was === is ? [] : [update({ [name]: is })];
  });
  const warm = after["WarmThroughput"];
  const isWarmer = warm !== undefined && !isSame(before["WarmThroughput"], warm);
  return isWarmer ? [...settings, update({ WarmThroughput: warm })] : settings;
}

/** Another view is another stream: AWS closes the one before. */
function streamChanges(
  before: PlainObject,
  after: PlainObject,
  update: Update,
): readonly TemplateOperation[] {
  const [was, is] = [before["StreamSpecification"], after["StreamSpecification"]];
  if (isSame(was, is)) return [];
  return [
    ...(was === undefined ? [] : [update({ StreamSpecification: { StreamEnabled: false } })]),
    ...(is === undefined ? [] : [update({ StreamSpecification: is })]),
  ];
}
