import { bytesOfBase64, type Plain } from "@orrery/kernel";
import { objectOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { parseJson } from "../../../text/json.ts";
import { textOfUtf8 } from "../../../text/utf8.ts";
import type { FunctionBehavior, FunctionSettings } from "../function/declarations.ts";
import { cloudfrontLimits, functionLatency } from "../limits.ts";
import {
  distributionKindName,
  etagOf,
  functionArnOf,
  functionKindName,
  storeKindName,
} from "../names.ts";
import type { FunctionFailed, FunctionRan } from "../protocol.ts";
import { listedAs, stampAt } from "./distribution-operations.ts";
import {
  distributionRecordOf,
  functionAt,
  functionRecordOf,
  itemsOf,
  plainOf,
  storeRecordOf,
  type FunctionRecord,
} from "./kept.ts";
import { againstVersion, invalidArgument, isRefused, noFunction, respond } from "./refusals.ts";

/** Operations on CloudFront Functions. */
export const functionOperations: Operations = {
  CreateFunction: { begin: create },
  DescribeFunction: { begin: describe },
  GetFunction: {
    begin(params, plane) {
      const fn = functionAt(params["Name"], plane);
      if (isRefused(fn)) return fn;
      const { code, version } = functionRecordOf(fn);
      return respond({
        FunctionCode: code,
        ETag: etagOf(fn.name, version),
        ContentType: "application/octet-stream",
      });
    },
  },
  UpdateFunction: { begin: update },
  PublishFunction: { begin: publish },
  TestFunction: { begin: test, respond: shownTest },
  DeleteFunction: { begin: remove },
  ListFunctions: {
    begin(params, plane) {
      const all = plane
        .list(functionKindName)
        .map((each) => summaryOf(each.name, functionRecordOf(each), "DEVELOPMENT", plane));
      return listedAs("FunctionList", all, params);
    },
  },
};

function summaryOf(
  name: string,
  { config, LastModifiedTime, live }: FunctionRecord,
  Stage: string,
  plane: ControlPlane,
): PlainObject {
  return {
    Name: name,
    Status: live === null ? "UNPUBLISHED" : "UNASSOCIATED",
    FunctionConfig: config,
    FunctionMetadata: {
      FunctionARN: functionArnOf(name, plane),
      Stage,
      CreatedTime: LastModifiedTime,
      LastModifiedTime,
    },
  };
}

const usualBehavior: FunctionBehavior = {
  script: null,
  returns: null,
  rewrites: false,
  failures: 0,
  utilization: 20,
};

/** The settings of a function's machine, by what is kept of it. */
function functionSettingsOf(
  name: string,
  { config, behavior }: FunctionRecord,
  plane: ControlPlane,
): FunctionSettings {
  const [store] = storesIn(config);
  const found = store === undefined ? undefined : plane.findByArn(store);
  return {
    name,
    duration: plane.latencies["cloudfront.function"] ?? functionLatency,
    behavior: { ...usualBehavior, ...(behavior as Partial<FunctionBehavior>) }, // As its extra reads it.
    values: found?.kind === storeKindName ? storeRecordOf(found).values : null,
    hasStores: config["Runtime"] === "cloudfront-js-2.0",
  };
}

/** The ARNs of the stores that a function reads. */
export const storesIn = (config: PlainObject): readonly string[] =>
  itemsOf(config["KeyValueStoreAssociations"]).flatMap((each) => {
    const arn = textOf(objectOf(each)["KeyValueStoreARN"]);
    return arn === undefined ? [] : [arn];
  });

function against(
  config: PlainObject,
  code: string,
  plane: ControlPlane,
  name: string,
): Refused | null {
  const size = bytesOfBase64(code)?.length ?? code.length;
  if (size > cloudfrontLimits.functionCode) {
    return refused("FunctionSizeLimitExceeded", "The function is too large.");
  }
  const stores = storesIn(config);
  if (stores.length > cloudfrontLimits.store.perFunction) {
    return invalidArgument("A function has one key value store at most.");
  }
  for (const arn of stores) {
    if (plane.findByArn(arn)?.kind !== storeKindName) {
      return refused("EntityNotFound", "The key value store was not found.");
    }
    if (config["Runtime"] !== "cloudfront-js-2.0") {
      return invalidArgument("Key value stores need the runtime cloudfront-js-2.0.");
    }
    const users = plane
      .list(functionKindName)
      .filter(
        (each) => each.name !== name && storesIn(functionRecordOf(each).config).includes(arn),
      );
    if (users.length >= cloudfrontLimits.store.functions) {
      return refused("EntityLimitExceeded", "The key value store has as many functions as it may.");
    }
  }
  return null;
}

function create(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["Name"]) ?? "";
  const config = objectOf(params["FunctionConfig"]);
  const code = textOf(params["FunctionCode"]) ?? "";
  if (plane.find(functionKindName, name) !== undefined) {
    return refused(
      "FunctionAlreadyExists",
      "A function with the same name already exists in this AWS account. To create a function, you must provide a unique name.",
    );
  }
  if (plane.list(functionKindName).length >= plane.quota("cloudfront.functions")) {
    return refused(
      "TooManyFunctions",
      "You have reached the maximum number of CloudFront functions for this AWS account.",
    );
  }
  const refusal = against(config, code, plane, name);
  if (refusal !== null) return refusal;
  const record: FunctionRecord = {
    config,
    code,
    version: 1,
    live: null,
    behavior: objectOf(params["EdgeBehavior"]),
    tags: {},
    LastModifiedTime: stampAt(plane),
  };
  const arn = functionArnOf(name, plane);
  plane.create({ kind: functionKindName, name, arn, record: plainOf(record) }, () =>
    functionSettingsOf(name, record, plane),
  );
  return respond({
    FunctionSummary: summaryOf(name, record, "DEVELOPMENT", plane),
    Location: `https://cloudfront.amazonaws.com/2020-05-31/${arn}`,
    ETag: etagOf(name, 1),
  });
}

function describe(params: PlainObject, plane: ControlPlane): Step {
  const fn = functionAt(params["Name"], plane);
  if (isRefused(fn)) return fn;
  const record = functionRecordOf(fn);
  const stage = textOf(params["Stage"]) ?? "DEVELOPMENT";
  if (stage === "LIVE" && record.live === null) return noFunction;
  const version = stage === "LIVE" ? record.live! : record.version; // It was published.
  return respond({
    FunctionSummary: summaryOf(fn.name, record, stage, plane),
    ETag: etagOf(fn.name, version),
  });
}

function changed(fn: Resource, record: FunctionRecord, plane: ControlPlane): void {
  plane.change(fn, {
    record: plainOf(record),
    settings: functionSettingsOf(fn.name, record, plane),
  });
}

function update(params: PlainObject, plane: ControlPlane): Step {
  const fn = functionAt(params["Name"], plane);
  if (isRefused(fn)) return fn;
  const before = functionRecordOf(fn);
  const config = objectOf(params["FunctionConfig"]);
  const code = textOf(params["FunctionCode"]) ?? before.code;
  const refusal =
    againstVersion(params, etagOf(fn.name, before.version)) ??
    against(config, code, plane, fn.name);
  if (refusal !== null) return refusal;
  const version = before.version + 1;
  const record: FunctionRecord = {
    ...before,
    config,
    code,
    version,
    LastModifiedTime: stampAt(plane),
  };
  changed(fn, record, plane);
  return respond({
    FunctionSummary: summaryOf(fn.name, record, "DEVELOPMENT", plane),
    ETag: etagOf(fn.name, version),
  });
}

function publish(params: PlainObject, plane: ControlPlane): Step {
  const fn = functionAt(params["Name"], plane);
  if (isRefused(fn)) return fn;
  const before = functionRecordOf(fn);
  const refusal = againstVersion(params, etagOf(fn.name, before.version));
  if (refusal !== null) return refusal;
  const record = { ...before, live: before.version };
  changed(fn, record, plane);
  return respond({ FunctionSummary: summaryOf(fn.name, record, "LIVE", plane) });
}

function test(params: PlainObject, plane: ControlPlane): Step {
  const fn = functionAt(params["Name"], plane);
  if (isRefused(fn)) return fn;
  const record = functionRecordOf(fn);
  const refusal = againstVersion(params, etagOf(fn.name, record.version));
  if (refusal !== null) return refusal;
  const bytes = bytesOfBase64(textOf(params["EventObject"]) ?? "");
  const event = bytes === null ? undefined : parseJson(textOfUtf8(bytes) ?? "");
  if (event === undefined) {
    return refused("TestFunctionFailed", "The CloudFront function failed: the event is no JSON.");
  }
  return {
    type: "ask",
    resource: fn.number,
    input: { type: "run", event, trail: plane.trail } as never,
    kept: { event },
  };
}

function shownTest(
  body: { readonly type: string },
  params: PlainObject,
  plane: ControlPlane,
  kept: Plain,
): PlainObject {
  const fn = functionAt(params["Name"], plane);
  if (isRefused(fn)) return {};
  const record = functionRecordOf(fn);
  const { utilization } = functionSettingsOf(fn.name, record, plane).behavior;
  const { event } = objectOf(kept);
  const { request = null, response = null } = objectOf(event);
  const returned =
    body.type === "ran" ? ((body as FunctionRan).returned ?? response ?? request) : null;
  return {
    TestResult: {
      FunctionSummary: summaryOf(fn.name, record, "DEVELOPMENT", plane),
      ComputeUtilization: `${Math.min(100, utilization)}`,
      FunctionExecutionLogs: [],
      FunctionErrorMessage: body.type === "ran" ? "" : (body as FunctionFailed).why,
      FunctionOutput: JSON.stringify(returned),
    },
  };
}

function remove(params: PlainObject, plane: ControlPlane): Step {
  const fn = functionAt(params["Name"], plane);
  if (isRefused(fn)) return fn;
  const refusal = againstVersion(params, etagOf(fn.name, functionRecordOf(fn).version));
  if (refusal !== null) return refusal;
  const isUsed = plane
    .list(distributionKindName)
    .some((each) => JSON.stringify(distributionRecordOf(each).config).includes(`"${fn.arn}"`));
  if (isUsed) {
    return refused(
      "FunctionInUse",
      "Cannot delete the function because it's attached to one or more cache behaviors.",
    );
  }
  plane.delete(fn, noFunction);
  return respond();
}
