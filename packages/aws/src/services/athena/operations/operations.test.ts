import { describe, expect, it } from "vitest";
import { callsInside } from "../../../../test/calls-inside.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { ordersTable, QueryAccount, reasonOf } from "../test/query-account.ts";

const place = { ResultConfiguration: { OutputLocation: "s3://results/all/" } };
const workgroup = (Configuration: PlainObject, Name = "reports"): PlainObject => ({
  Name,
  Configuration,
});

describe("workgroups", () => {
  it("athena.engine.version: are of engine version 3", () => {
    const account = new QueryAccount();
    const { WorkGroup } = account.call("GetWorkGroup", { WorkGroup: "primary" });
    expect((WorkGroup as PlainObject)["Configuration"]).toMatchObject({
      EngineVersion: { EffectiveEngineVersion: "Athena engine version 3" },
    });
    expect(account.call("ListEngineVersions", {})["EngineVersions"]).toHaveLength(2);
  });

  it("athena.workgroup.enforced: override the place that a client gives", () => {
    const account = new QueryAccount();
    account.call(
      "CreateWorkGroup",
      workgroup({ ResultConfiguration: { OutputLocation: "s3://results/own/" } }),
    );
    account.run("SELECT 1", { WorkGroup: "reports" });
    account.call("UpdateWorkGroup", {
      WorkGroup: "reports",
      ConfigurationUpdates: { EnforceWorkGroupConfiguration: false },
    });
    account.run("SELECT 2", { WorkGroup: "reports" });
    expect(account.keys("results").map((key) => key.split("/")[0])).toEqual([
      "all",
      "all",
      "own",
      "own",
    ]);
  });

  it("athena.quota.workgroups: are 1,000, and have 1,000 prepared statements", () => {
    const account = new QueryAccount({
      quotas: { "athena.workgroups": 2, "athena.preparedStatements": 1 },
    });
    account.call("CreateWorkGroup", workgroup({}, "one"));
    account.call("CreateWorkGroup", workgroup({}, "two"));
    expect(account.refusal("CreateWorkGroup", workgroup({}, "three"))).toContain(
      "InvalidRequestException",
    );
    const statement = (StatementName: string) => ({
      StatementName,
      WorkGroup: "one",
      QueryStatement: "SELECT 1",
    });
    account.call("CreatePreparedStatement", statement("first"));
    expect(account.refusal("CreatePreparedStatement", statement("second"))).toContain(
      "InvalidRequestException",
    );
  });

  it("are listed, changed, disabled and deleted", () => {
    const account = new QueryAccount();
    account.call(
      "CreateWorkGroup",
      workgroup({ BytesScannedCutoffPerQuery: 20_000_000, ...place }),
    );
    expect(account.refusal("CreateWorkGroup", workgroup({}))).toBe(
      "InvalidRequestException: WorkGroup is already created",
    );
    const { WorkGroups } = account.call("ListWorkGroups", {});
    expect((WorkGroups as readonly PlainObject[]).map(({ Name }) => Name)).toEqual(
      ["primary", "reports"].reverse(),
    );
    account.call("UpdateWorkGroup", {
      WorkGroup: "reports",
      Description: "all",
      State: "DISABLED",
      ConfigurationUpdates: {
        RemoveBytesScannedCutoffPerQuery: true,
        ResultConfigurationUpdates: { RemoveOutputLocation: true },
      },
    });
    const { WorkGroup } = account.call("GetWorkGroup", { WorkGroup: "reports" });
    expect(WorkGroup).toMatchObject({ State: "DISABLED", Description: "all" });
    expect((WorkGroup as { Configuration: PlainObject }).Configuration).toMatchObject({
      ResultConfiguration: {},
    });
    expect(JSON.stringify(WorkGroup)).not.toContain("Cutoff");
    expect(
      account.refusal("StartQueryExecution", { QueryString: "SELECT 1", WorkGroup: "reports" }),
    ).toContain("disabled");
    account.call("DeleteWorkGroup", { WorkGroup: "reports" });
    expect(account.refusal("GetWorkGroup", { WorkGroup: "reports" })).toBe(
      "InvalidRequestException: WorkGroup reports is not found.",
    );
    expect(account.refusal("DeleteWorkGroup", { WorkGroup: "primary" })).toContain(
      "InvalidRequestException",
    );
  });

  it("keep results themselves where that is enabled", () => {
    const account = new QueryAccount();
    account.call(
      "CreateWorkGroup",
      workgroup({ ManagedQueryResultsConfiguration: { Enabled: true } }),
    );
    const query = account.run("SHOW DATABASES", { WorkGroup: "reports", ResultConfiguration: {} });
    expect(reasonOf(query)).toBe("SUCCEEDED");
    expect(account.keys("results")).toEqual([]);
    expect(account.rows(String(query["QueryExecutionId"]))).toEqual(["default", "shop"]);
    const asked = { QueryString: "SELECT 1", WorkGroup: "reports", ...place };
    expect(account.refusal("StartQueryExecution", asked)).toContain("InvalidRequestException");
  });
});

describe("named queries and prepared statements", () => {
  it("are made, shown, changed and deleted", () => {
    const account = new QueryAccount();
    const query = { Name: "all", Database: "shop", QueryString: "SELECT * FROM orders" };
    const { NamedQueryId } = account.call("CreateNamedQuery", query);
    expect(account.call("GetNamedQuery", { NamedQueryId: NamedQueryId! })["NamedQuery"]).toEqual({
      ...query,
      NamedQueryId,
      WorkGroup: "primary",
    });
    account.call("UpdateNamedQuery", {
      NamedQueryId: NamedQueryId!,
      Name: "most",
      QueryString: "SELECT 1",
    });
    const batch = account.call("BatchGetNamedQuery", { NamedQueryIds: [NamedQueryId!, "other"] });
    expect(batch["NamedQueries"]).toMatchObject([{ Name: "most" }]);
    expect(batch["UnprocessedNamedQueryIds"]).toMatchObject([{ NamedQueryId: "other" }]);
    expect(account.call("ListNamedQueries", {})["NamedQueryIds"]).toEqual([NamedQueryId]);
    account.call("DeleteNamedQuery", { NamedQueryId: NamedQueryId! });
    expect(account.refusal("GetNamedQuery", { NamedQueryId: NamedQueryId! })).toContain(
      "was not found",
    );
  });

  it("run with values in the places of question marks", () => {
    const account = new QueryAccount();
    account.call("CreateTable", ordersTable(), "glue");
    const statement = { StatementName: "of_day", WorkGroup: "primary" };
    account.call("CreatePreparedStatement", {
      ...statement,
      QueryStatement: "SELECT id FROM orders WHERE dt = ?",
    });
    const query = account.run("EXECUTE of_day USING '2026-01-03'");
    expect(query).toMatchObject({ Statistics: { DataScannedInBytes: 1_000_000_000 } });
    const more = account.run("EXECUTE of_day", { ExecutionParameters: ["'2026-01-03'"] });
    expect(more).toMatchObject({ Statistics: { DataScannedInBytes: 1_000_000_000 } });
    expect(reasonOf(account.run("EXECUTE of_day"))).toContain("INVALID_PARAMETER_USAGE");
    expect(reasonOf(account.run("EXECUTE other"))).toContain("NOT_FOUND");
    account.call("UpdatePreparedStatement", { ...statement, QueryStatement: "SELECT 1" });
    expect(
      account.call("ListPreparedStatements", { WorkGroup: "primary" })["PreparedStatements"],
    ).toHaveLength(1);
    const batch = account.call("BatchGetPreparedStatement", {
      WorkGroup: "primary",
      PreparedStatementNames: ["of_day", "no_one"],
    });
    expect(batch["PreparedStatements"]).toMatchObject([{ QueryStatement: "SELECT 1" }]);
    account.call("DeletePreparedStatement", statement);
    expect(account.refusal("GetPreparedStatement", statement)).toContain(
      "ResourceNotFoundException",
    );
  });
});

describe("data catalogs and tags", () => {
  it("are made, shown and deleted, and bear tags", () => {
    const account = new QueryAccount();
    account.call("CreateDataCatalog", {
      Name: "lake",
      Type: "GLUE",
      Tags: [{ Key: "a", Value: "1" }],
    });
    expect(account.refusal("CreateDataCatalog", { Name: "lake", Type: "GLUE" })).toContain(
      "already exists",
    );
    expect(account.refusal("CreateDataCatalog", { Name: "far", Type: "LAMBDA" })).toContain(
      "InvalidRequestException",
    );
    expect(account.refusal("CreateDataCatalog", { Name: "old", Type: "HIVE" })).toContain(
      "not modeled",
    );
    expect(account.call("ListDataCatalogs", {})["DataCatalogsSummary"]).toEqual([
      { CatalogName: "AwsDataCatalog", Type: "GLUE" },
      { CatalogName: "lake", Type: "GLUE" },
    ]);
    const arn = "arn:aws:athena:us-east-1:123456789012:datacatalog/lake";
    account.call("TagResource", { ResourceARN: arn, Tags: [{ Key: "b", Value: "2" }] });
    account.call("UntagResource", { ResourceARN: arn, TagKeys: ["a"] });
    expect(account.call("ListTagsForResource", { ResourceARN: arn })["Tags"]).toEqual([
      { Key: "b", Value: "2" },
    ]);
    account.call("UpdateDataCatalog", { Name: "lake", Type: "GLUE", Description: "all" });
    expect(account.call("GetDataCatalog", { Name: "lake" })["DataCatalog"]).toMatchObject({
      Description: "all",
    });
    account.call("DeleteDataCatalog", { Name: "lake" });
    expect(account.refusal("GetDataCatalog", { Name: "lake" })).toContain("was not found");
    expect(account.refusal("TagResource", { ResourceARN: arn, Tags: [] })).toContain(
      "ResourceNotFoundException",
    );
  });

  it("show databases and tables", () => {
    const account = new QueryAccount();
    account.call("CreateTable", ordersTable(), "glue");
    const catalog = { CatalogName: "AwsDataCatalog" };
    expect(account.call("ListDatabases", catalog)["DatabaseList"]).toEqual([
      { Name: "default" },
      { Name: "shop" },
    ]);
    expect(account.call("GetDatabase", { ...catalog, DatabaseName: "shop" })["Database"]).toEqual({
      Name: "shop",
    });
    expect(account.refusal("GetDatabase", { ...catalog, DatabaseName: "other" })).toContain(
      "MetadataException",
    );
    const table = account.call("GetTableMetadata", {
      ...catalog,
      DatabaseName: "shop",
      TableName: "orders",
    });
    expect(table["TableMetadata"]).toMatchObject({
      Name: "orders",
      PartitionKeys: [{ Name: "dt", Type: "string" }],
    });
    expect(
      account.call("ListTableMetadata", { ...catalog, DatabaseName: "shop" })["TableMetadataList"],
    ).toHaveLength(1);
  });
});

describe("requests", () => {
  it("athena.results.place: need a place for results", () => {
    const account = new QueryAccount();
    expect(account.refusal("StartQueryExecution", { QueryString: "SELECT 1" })).toBe(
      "InvalidRequestException: No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.",
    );
    const wrong = { QueryString: "SELECT 1", ResultConfiguration: { OutputLocation: "results" } };
    expect(account.refusal("StartQueryExecution", wrong)).toContain("not a valid S3 path");
    const id = account.start("SELECT 1");
    account.advance(60_000_000 as never);
    const ddl = account.start("SHOW TABLES");
    account.advance(60_000_000 as never);
    expect(account.keys("results")).toEqual(
      [
        `all/${id}.csv`,
        `all/${id}.csv.metadata`,
        `all/${ddl}.txt`,
        `all/${ddl}.txt.metadata`,
      ].sort(),
    );
  });

  it("athena.quota.text: have 262,144 bytes of text at most", () => {
    const account = new QueryAccount();
    const long = `SELECT '${"x".repeat(262_144)}'`;
    expect(account.refusal("StartQueryExecution", { QueryString: long, ...place })).toContain(
      "InvalidRequestException",
    );
  });

  it("athena.quota.calls: come at a rate", () => {
    const account = new QueryAccount({
      quotas: {
        "athena.startCallsPerSecond": 2,
        "athena.getQueryCallsPerSecond": 1,
        "athena.getResultsCallsPerSecond": 1,
      },
    });
    const { outcome, many } = callsInside(account.simulation, "athena");
    expect(many(3, "StartQueryExecution", { QueryString: "SELECT 2", ...place })).toBe(2);
    const id = { QueryExecutionId: account.start("SELECT 1") };
    expect(many(2, "GetQueryExecution", id)).toBe(1);
    outcome("GetQueryResults", id);
    expect(outcome("GetQueryResults", id)).toBe("ThrottlingException");
  });

  it("begin one query for one token", () => {
    const account = new QueryAccount();
    const token = { ClientRequestToken: "0123456789012345678901234567890123456789" };
    const id = account.start("SELECT 1", token);
    expect(account.start("SELECT 1", token)).toBe(id);
    const other = { QueryString: "SELECT 2", ...place, ...token };
    expect(account.refusal("StartQueryExecution", other)).toBe(
      "InvalidRequestException: Idempotent parameters do not match",
    );
  });
});
