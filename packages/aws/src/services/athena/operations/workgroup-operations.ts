import { objectOf, textOf } from "../../../request/params.ts";
import { page } from "../../../request/page.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { primary, workgroupKindName } from "../names.ts";
import {
  engineVersion,
  invalid,
  isRefused,
  keepWorkgroup,
  makePrimary,
  makeWorkgroup,
  pageSize,
  respond,
  tagsIn,
  timestampAt,
  workgroupIn,
  workgroupRecordOf,
} from "./records.ts";

/** Operations on workgroups. */
export const workgroupOperations: Operations = {
  CreateWorkGroup: { begin: create },
  GetWorkGroup: {
    begin(params, plane) {
      const found = workgroupIn(params, plane);
      return isRefused(found) ? found : respond({ WorkGroup: shown(found, plane) });
    },
  },
  ListWorkGroups: {
    begin(params, plane) {
      makePrimary(plane);
      const all = plane.list(workgroupKindName);
      const { items, next } = page(all, params["NextToken"], pageSize(params)) ?? {
        items: [],
        next: null,
      };
      return respond({
        WorkGroups: items.map((each) => summary(each, plane)),
        ...(next === null ? {} : { NextToken: next }),
      });
    },
  },
  UpdateWorkGroup: { begin: update },
  DeleteWorkGroup: { begin: remove },
  ListEngineVersions: {
    begin: () =>
      respond({
        EngineVersions: [
          engineVersion,
          {
            SelectedEngineVersion: engineVersion.EffectiveEngineVersion,
            EffectiveEngineVersion: engineVersion.EffectiveEngineVersion,
          },
        ],
      }),
  },
};

function create(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["Name"])!; // The model has it.
  if (name === primary || plane.find(workgroupKindName, name) !== undefined) {
    return invalid("WorkGroup is already created");
  }
  if (plane.list(workgroupKindName).length >= plane.quota("athena.workgroups")) {
    return invalid("WorkGroup limit exceeded"); // Assumed: the words.
  }
  const configuration = configurationOf(objectOf(params["Configuration"]), {
    EnforceWorkGroupConfiguration: true,
    PublishCloudWatchMetricsEnabled: true,
    RequesterPaysEnabled: false,
    EngineVersion: engineVersion,
  });
  if (isRefused(configuration)) return configuration;
  makeWorkgroup(
    name,
    {
      description: textOf(params["Description"]) ?? "",
      state: "ENABLED",
      configuration,
      tags: tagsIn(params["Tags"]),
      queries: [],
      statements: [],
      buckets: [],
      reservation: null,
      reservations: [],
      says: params["QueryBehavior"] ?? null,
    },
    plane,
  );
  return respond();
}

/** What a configuration says, over another; what does not go together is refused. */
function configurationOf(said: PlainObject, before: PlainObject): PlainObject | Refused {
  const { EngineVersion, ...rest } = said;
  const version = textOf(objectOf(EngineVersion)["SelectedEngineVersion"]);
  if (version !== undefined && /PySpark|Spark/i.test(version)) {
    return invalid("Workgroups of Apache Spark are not simulated."); // Ours.
  }
  const isManaged = objectOf(said["ManagedQueryResultsConfiguration"])["Enabled"] === true;
  if (isManaged && objectOf(said["ResultConfiguration"])["OutputLocation"] !== undefined) {
    return invalid(
      "Output location cannot be set when managed query results are enabled.", // Assumed: the words.
    );
  }
  const engine = version === undefined ? {} : { SelectedEngineVersion: version };
  return {
    ...before,
    ...rest,
    EngineVersion: { ...objectOf(before["EngineVersion"]), ...engine },
  };
}

function update(params: PlainObject, plane: ControlPlane): Step {
  const found = workgroupIn(params, plane);
  if (isRefused(found)) return found;
  const record = workgroupRecordOf(found);
  const {
    ResultConfigurationUpdates,
    ManagedQueryResultsConfigurationUpdates,
    RemoveBytesScannedCutoffPerQuery,
    RemoveCustomerContentEncryptionConfiguration,
    ...rest
  } = objectOf(params["ConfigurationUpdates"]);
  const { BytesScannedCutoffPerQuery, CustomerContentEncryptionConfiguration, ...kept } =
    record.configuration;
  const before: PlainObject = {
    ...kept,
    ...(BytesScannedCutoffPerQuery === undefined || RemoveBytesScannedCutoffPerQuery === true
      ? {}
      : { BytesScannedCutoffPerQuery }),
    ...(CustomerContentEncryptionConfiguration === undefined ||
    RemoveCustomerContentEncryptionConfiguration === true
      ? {}
      : { CustomerContentEncryptionConfiguration }),
  };
  const results = updated(record.configuration["ResultConfiguration"], ResultConfigurationUpdates);
  const managed = updated(
    record.configuration["ManagedQueryResultsConfiguration"],
    ManagedQueryResultsConfigurationUpdates,
  );
  const configuration = configurationOf(
    {
      ...rest,
      ...(results === null ? {} : { ResultConfiguration: results }),
      ...(managed === null ? {} : { ManagedQueryResultsConfiguration: managed }),
    },
    before,
  );
  if (isRefused(configuration)) return configuration;
  const state = textOf(params["State"]) === "DISABLED" ? "DISABLED" : "ENABLED";
  keepWorkgroup(
    found,
    {
      configuration,
      description: textOf(params["Description"]) ?? record.description,
      ...(params["State"] === undefined ? {} : { state }),
    },
    plane,
  );
  return respond();
}

/** A configuration with its updates, among which `RemoveX` takes X away; `null`: there are none. */
function updated(
  before: PlainObject[string] | undefined,
  updates: PlainObject[string] | undefined,
): PlainObject | null {
  if (updates === undefined) return null;
  const said = Object.entries(objectOf(updates));
  const gone = said.flatMap(([name, value]) =>
    name.startsWith("Remove") && value === true ? [name.slice("Remove".length)] : [],
  );
  const all = {
    ...objectOf(before),
    ...Object.fromEntries(said.filter(([name]) => !name.startsWith("Remove"))),
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => !gone.includes(name)));
}

function remove(params: PlainObject, plane: ControlPlane): Step {
  const found = workgroupIn(params, plane);
  if (isRefused(found)) return found;
  if (found.name === primary) return invalid("The primary workgroup cannot be deleted."); // Assumed: the words.
  const { queries, statements } = workgroupRecordOf(found);
  const isEmpty = queries.length === 0 && statements.length === 0;
  if (!isEmpty && params["RecursiveDeleteOption"] !== true) {
    return invalid(`WorkGroup ${found.name} is not empty`);
  }
  plane.delete(found, invalid(`WorkGroup ${found.name} is not found.`));
  return respond();
}

const summary = (workgroup: Resource, plane: ControlPlane): PlainObject => {
  const { description, state, configuration } = workgroupRecordOf(workgroup);
  return {
    Name: workgroup.name,
    State: state,
    Description: description,
    CreationTime: timestampAt(workgroup.createdAt, plane),
    EngineVersion: configuration["EngineVersion"] ?? engineVersion,
  };
};

function shown(workgroup: Resource, plane: ControlPlane): PlainObject {
  const { EngineVersion: _, ...rest } = summary(workgroup, plane);
  return { ...rest, Configuration: workgroupRecordOf(workgroup).configuration };
}
