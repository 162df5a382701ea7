import { milliseconds, minutes, seconds, type Distribution } from "@orrery/kernel";
import { expect, it } from "vitest";
import { LambdaAccount } from "../../../../test/lambda-account.ts";
import { noTrail } from "../../../service/origin.ts";
import { wait } from "../../../service/script.ts";
import { resolveFunctionConfig } from "../config.ts";
import { functionMachine } from "../function/machine.ts";
import { functionInvariants } from "../function/invariants.ts";
import { drive } from "@orrery/testing";
import type { AccountReply } from "../protocol.ts";

const apart = { TenancyConfig: { TenantIsolationMode: "PER_TENANT" } };
const missing =
  "InvalidParameterValueException: The invoked function is enabled with tenancy configuration. Add a valid tenant ID in your request and try again.";

it("lambda.tenancy.config: is for functions from their making, and not with provisioned concurrency, SnapStart or mappings", () => {
  const account = new LambdaAccount();
  account.create(apart);
  account.call("PublishVersion", { FunctionName: "worker" });
  expect(
    account.call("GetFunctionConfiguration", { FunctionName: "worker" })["TenancyConfig"],
  ).toEqual(apart.TenancyConfig);
  expect(
    account.refusal("PutProvisionedConcurrencyConfig", {
      ...{ FunctionName: "worker", Qualifier: "1", ProvisionedConcurrentExecutions: 1 },
    }),
  ).toMatch(/^InvalidParameterValueException/);
  expect(
    account.refusal("CreateFunction", {
      ...{ FunctionName: "other", Runtime: "java21", Handler: "x", Code: { ZipFile: "" } },
      ...{
        Role: "arn:aws:iam::123456789012:role/worker",
        SnapStart: { ApplyOn: "PublishedVersions" },
      },
      ...apart,
    }),
  ).toMatch(/^InvalidParameterValueException/);
  account.simulation.client().call("sqs", "CreateQueue", { QueueName: "orders" });
  expect(
    account.refusal("CreateEventSourceMapping", {
      EventSourceArn: "arn:aws:sqs:us-east-1:123456789012:orders",
      FunctionName: "worker",
    }),
  ).toMatch(/^InvalidParameterValueException/);
});

it("lambda.tenancy.tenant-id: an invocation says whose it is, where tenants are kept apart and nowhere else", () => {
  const account = new LambdaAccount();
  account.create(apart);
  account.create({ FunctionName: "shared" });
  expect(account.refusal("Invoke", { FunctionName: "worker" })).toBe(missing);
  expect(account.refusal("Invoke", { FunctionName: "worker", InvocationType: "Event" })).toBe(
    missing,
  );
  expect(account.refusal("Invoke", { FunctionName: "shared", TenantId: "blue" })).toMatch(
    /is not enabled with tenancy configuration/,
  );
  expect(account.refusal("Invoke", { FunctionName: "worker", TenantId: "a|b" })).toMatch(
    /tenantId/,
  );
});

it("lambda.tenancy.environments: an environment serves one tenant for all its life, synchronously and not", () => {
  const account = new LambdaAccount({
    scripts: {
      *counts(_event, { environmentState }) {
        environmentState["uses"] = Number(environmentState["uses"] ?? 0) + 1;
        yield wait(milliseconds(10));
        return environmentState["uses"];
      },
    },
  });
  account.create({ ...apart, Behavior: { type: "script", name: "counts" } });
  const invoke = (TenantId: string) =>
    account.call("Invoke", { FunctionName: "worker", TenantId, Payload: "{}" })["Payload"];
  expect(["blue", "green", "blue", "blue", "green", "red"].map(invoke)).toEqual([
    "1",
    "1",
    "2",
    "3",
    "2",
    "1",
  ]);
  account.call("Invoke", {
    FunctionName: "worker",
    TenantId: "red",
    InvocationType: "Event",
    Payload: "{}",
  });
  account.advance(seconds(2));
  expect(invoke("red")).toBe("3");
  const meters = account.simulation.metersOf("lambda.function:worker");
  expect(meters["TenantEnvironmentsStarted"]!.sum).toBe(3);
  expect(meters["ColdStarts"]!.count).toBe(3);
  // Each goes in the end, and a tenant that comes again finds none.
  account.advance(minutes(60));
  expect(invoke("blue")).toBe("1");
});

it("lambda.tenancy.context: handlers find whose invocation it is", () => {
  const account = new LambdaAccount({
    scripts: {
      *tells(_event, { tenantId = "nobody" }) {
        yield wait(milliseconds(1));
        return tenantId;
      },
    },
  });
  account.create({ ...apart, Behavior: { type: "script", name: "tells" } });
  account.create({ FunctionName: "shared", Behavior: { type: "script", name: "tells" } });
  expect(account.call("Invoke", { FunctionName: "worker", TenantId: "blue" })["Payload"]).toBe(
    '"blue"',
  );
  expect(account.call("Invoke", { FunctionName: "shared" })["Payload"]).toBe('"nobody"');
});

it("lambda.tenancy.limit: a function has no more environments than its account's concurrency allows tenants", () => {
  const constant = (value: number): Distribution => ({ type: "constant", value });
  const settings = resolveFunctionConfig("worker", {
    tenancy: 2,
    environments: { placement: constant(0), init: constant(0), idleLifetime: constant(60_000_000) },
  });
  const consult = (): AccountReply => ({ type: "acquired" });
  const fn = drive(
    functionMachine({ scripts: {}, formOf: () => undefined as never }),
    settings,
    functionInvariants,
    {
      consult,
    },
  );
  const invoke = (tenantId: string) =>
    fn.request({
      type: "invoke",
      payload: { type: "json", value: {}, size: 2 },
      trail: noTrail,
      event: null,
      tenantId,
    });
  const first = invoke("blue");
  const second = invoke("green");
  fn.advance(seconds(1));
  expect([first.reply?.type, second.reply?.type]).toEqual(["invoked", "invoked"]);
  // Both are idle, and neither is for another.
  const third = invoke("red");
  const again = invoke("blue");
  fn.advance(seconds(1));
  expect(third.reply).toMatchObject({ type: "refused", code: "TooManyRequestsException" });
  expect(again.reply?.type).toBe("invoked");
});
