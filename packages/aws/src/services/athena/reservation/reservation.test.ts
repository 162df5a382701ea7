import { hours, minutes, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import type { AwsOptions } from "../../../index.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { athenaQuotas } from "../limits.ts";
import { reservationCharges } from "../pricing.ts";
import { ordersTable, QueryAccount, reasonOf } from "../test/query-account.ts";

const place = { ResultConfiguration: { OutputLocation: "s3://results/all/" } };

/** An account with a workgroup on a reservation; each query takes about 1,000 s. */
function reserved(dpus: number, more: Partial<AwsOptions> = {}): QueryAccount {
  const account = new QueryAccount({
    ...more,
    assumptions: { "athena.textRate": 1_000_000, ...more.assumptions },
  });
  account.call("CreateTable", ordersTable(), "glue");
  account.call("CreateWorkGroup", { Name: "reports", Configuration: {} });
  account.call("CreateCapacityReservation", { Name: "own", TargetDpus: dpus });
  account.call("PutCapacityAssignmentConfiguration", {
    CapacityReservationName: "own",
    CapacityAssignments: [{ WorkGroupNames: ["reports"] }],
  });
  return account;
}

const day = (number: number): string => `SELECT * FROM orders WHERE dt = '2026-01-0${number}'`;
const begin = (account: QueryAccount, number: number): string =>
  account.start(day(number), { WorkGroup: "reports" });

it("athena.capacity.size: 4 DPUs or more in steps of 4, 1,000 in all", () => {
  const account = new QueryAccount();
  const make = (Name: string, TargetDpus: number) => ({ Name, TargetDpus });
  expect(account.refusal("CreateCapacityReservation", make("a", 3))).toContain(
    "InvalidRequestException",
  );
  expect(account.refusal("CreateCapacityReservation", make("a", 6))).toContain("multiple of 4");
  account.call("CreateCapacityReservation", make("a", 996));
  expect(account.refusal("CreateCapacityReservation", make("b", 8))).toContain("quota of DPUs");
  account.call("CreateCapacityReservation", make("b", 4));
});

it("athena.capacity.counts: 100 in an account, 20 workgroups for each", () => {
  const account = new QueryAccount({ quotas: { "athena.capacityReservations": 1 } });
  expect(athenaQuotas["athena.capacityReservations"]?.default).toBe(100);
  account.call("CreateCapacityReservation", { Name: "a", TargetDpus: 4 });
  expect(account.refusal("CreateCapacityReservation", { Name: "b", TargetDpus: 4 })).toContain(
    "quota",
  );
  const WorkGroupNames = Array.from({ length: 21 }, () => "primary");
  const assign = { CapacityReservationName: "a", CapacityAssignments: [{ WorkGroupNames }] };
  expect(account.refusal("PutCapacityAssignmentConfiguration", assign)).toContain(
    "at most 20 workgroups",
  );
});

it("athena.capacity.queue: in their order, across workgroups and beside all quotas", () => {
  const account = reserved(4, { quotas: { "athena.activeDmlQueries": 1 } });
  const ids = [begin(account, 1), begin(account, 2), begin(account, 3)];
  account.start("SELECT 1");
  account.advance(minutes(10));
  expect(ids.map((id) => account.state(id))).toEqual(["RUNNING", "QUEUED", "QUEUED"]);
  account.advance(minutes(10));
  expect(ids.map((id) => account.state(id))).toEqual(["SUCCEEDED", "RUNNING", "QUEUED"]);
  account.call("StopQueryExecution", { QueryExecutionId: ids[1]! });
  account.advance(seconds(1));
  expect(account.state(ids[2]!)).toBe("RUNNING");
});

it("athena.capacity.queue: for ten hours at most", () => {
  const account = new QueryAccount({ assumptions: { "athena.provisioning": hours(20) } });
  account.advance(seconds(1));
  account.call("CreateWorkGroup", { Name: "reports", Configuration: {} });
  account.call("CreateCapacityReservation", { Name: "own", TargetDpus: 4 });
  account.call("PutCapacityAssignmentConfiguration", {
    CapacityReservationName: "own",
    CapacityAssignments: [{ WorkGroupNames: ["reports"] }],
  });
  const id = account.start("SELECT 1", { WorkGroup: "reports" });
  account.advance(hours(9));
  expect(account.state(id)).toBe("QUEUED");
  account.advance(hours(2));
  expect(account.state(id)).toContain("FAILED");
});

it("athena.capacity.too-large: what needs more than there is fails", () => {
  const account = reserved(4, { assumptions: { "athena.dmlDpus": 8 } });
  expect(reasonOf(account.run(day(1), { WorkGroup: "reports" }))).toContain("more capacity");
});

it("athena.capacity.dpus: 40 run ten at a time, DDL on four", () => {
  const account = reserved(40);
  const ids = Array.from({ length: 11 }, () => begin(account, 1));
  account.advance(minutes(1));
  expect(ids.filter((id) => account.state(id) === "RUNNING")).toHaveLength(10);
  const large = reserved(16, { assumptions: { "athena.dmlDpus": 16 } });
  const ddl = Array.from({ length: 4 }, () => large.start("SHOW TABLES", { WorkGroup: "reports" }));
  large.advance(milliseconds(300));
  expect(ddl.map((id) => large.state(id))).toEqual(["RUNNING", "RUNNING", "RUNNING", "RUNNING"]);
});
const milliseconds = (count: number) => (count * 1_000) as ReturnType<typeof seconds>;

it("athena.capacity.provisioning: PENDING for 30 minutes where a call makes it in the run", () => {
  const account = new QueryAccount();
  account.advance(seconds(1));
  account.call("CreateCapacityReservation", { Name: "own", TargetDpus: 4 });
  const status = (): string =>
    String(
      (
        account.call("GetCapacityReservation", { Name: "own" })[
          "CapacityReservation"
        ] as PlainObject
      )["Status"],
    );
  expect(status()).toBe("PENDING");
  account.advance(minutes(30));
  expect(status()).toBe("ACTIVE");
  account.call("UpdateCapacityReservation", { Name: "own", TargetDpus: 8 });
  expect(status()).toBe("UPDATE_PENDING");
  account.advance(minutes(30));
  expect(status()).toBe("ACTIVE");
  expect(account.refusal("DeleteCapacityReservation", { Name: "own" })).toContain("not cancelled");
  account.call("CancelCapacityReservation", { Name: "own" });
  expect(status()).toBe("CANCELLED");
  expect(account.call("ListCapacityReservations", {})["CapacityReservations"]).toHaveLength(1);
  account.call("DeleteCapacityReservation", { Name: "own" });
  expect(account.refusal("GetCapacityReservation", { Name: "own" })).toContain("does not exist");
});

it("athena.price.capacity: by the hour of a DPU, and not by bytes", () => {
  const account = reserved(8);
  account.run(day(1), { WorkGroup: "reports" }, hours(10));
  expect(account.sum("ProcessedBytes", "reports")).toBe(1_000_000_000);
  expect(account.sum("BilledBytes", "reports")).toBe(0);
  const { BilledDpuTime } = account.simulation.gaugesOf("athena.capacityReservation:own");
  expect(BilledDpuTime).toBe(8 * hours(10));
  expect(reservationCharges({ BilledDpuTime: { sum: BilledDpuTime! } })[0]?.dollars).toBeCloseTo(
    24,
    6,
  );
});

it("athena.capacity.minimum: eight hours at least", () => {
  const account = reserved(4);
  account.advance(hours(1));
  const held = (of: QueryAccount) =>
    of.simulation.gaugesOf("athena.capacityReservation:own")["BilledDpuTime"];
  expect(held(account)).toBe(4 * hours(8));
  const short = reserved(4, { assumptions: { "athena.reservationMinimum": minutes(1) } });
  short.advance(hours(1));
  expect(held(short)).toBe(4 * hours(1));
});

it.each([
  ["us-east-1", 200],
  ["eu-west-1", 150],
  ["eu-west-2", 100],
  ["sa-east-1", 20],
])("athena.quota.dml: in %s %i", (region, most) => {
  const { default: usual, byRegion = {} } = athenaQuotas["athena.activeDmlQueries"]!;
  expect(byRegion[region] ?? usual).toBe(most);
});

it("athena.quota.exceeded: what waits counts", () => {
  const account = new QueryAccount({
    quotas: { "athena.activeDmlQueries": 2 },
    assumptions: { "athena.runners": 1, "athena.ddlTime": minutes(1) },
  });
  account.start("SELECT 1");
  account.start("SELECT 1");
  const third = { QueryString: "SELECT 1", ...place };
  expect(account.refusal("StartQueryExecution", third)).toContain("TooManyRequestsException");
  account.advance(minutes(5));
  account.call("StartQueryExecution", third);
});

it("athena.quota.ddl: 20", () => {
  const account = new QueryAccount({ assumptions: { "athena.ddlTime": minutes(1) } });
  for (let count = 0; count < 20; count += 1) account.start("SHOW TABLES");
  const ddl = { QueryString: "SHOW TABLES", ...place };
  expect(account.refusal("StartQueryExecution", ddl)).toContain("TooManyRequestsException");
});
