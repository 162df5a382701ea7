import { readFileSync } from "node:fs";
import { anyFaults, anyWorkload, assertProperty, run, type RunResult } from "@orrery/orrery";
import { describe, expect, it } from "vitest";
import { shopOf, type Booking } from "./shop.ts";

const readme = readFileSync(new URL("README.md", import.meta.url), "utf8").replaceAll(/\s+/g, " ");

/** The account has what was paid: one euro for each message. */
function check(result: RunResult): void {
  const [account = "{}"] = result.bodies("Accounts");
  const { balance } = JSON.parse(account) as { readonly balance?: { readonly N: string } };
  const euros = Number(balance?.N ?? 0);
  const paid = result.metric("Payments", "NumberOfMessagesSent").sum;
  if (euros !== paid) throw new Error(`paid are ${paid} €, booked are ${euros} €`);
}

const payments = (booking: Booking) =>
  anyWorkload(shopOf(booking), { to: "Payments", within: "10s", atMost: 8 });
const faults = (booking: Booking) =>
  anyFaults(shopOf(booking), { to: ["Booker", "Accounts"], within: "20s", longest: "10s" });

const withoutFaults = (booking: Booking) =>
  assertProperty(
    "every payment is booked once",
    [payments(booking)],
    (workload) => check(run(shopOf(booking), { workload })),
    { seed: 4, folder: null },
  );
const withFaults = (booking: Booking) =>
  assertProperty(
    "every payment is booked once under any fault",
    [payments(booking), faults(booking)],
    (workload, given) => check(run(shopOf(booking), { workload, faults: given })),
    { seed: 4, folder: null },
  );

const counterexample = async (property: Promise<unknown>): Promise<string> => {
  const error: unknown = await property.then(
    () => null,
    (failed: unknown) => failed,
  );
  expect(error).toBeInstanceOf(Error);
  return (error as Error).message;
};

/** The lines of a report that do not depend on where it lies. */
const linesOf = (message: string): readonly string[] =>
  message
    .split("\n")
    .filter((line) => /^ {2}(?:under|and|wrong) |: fails at try/.test(line))
    .map((line) => line.trim().replaceAll(/\s+/g, " "));

describe("payments that are booked blindly", () => {
  it("are lost where two come at once, without any fault", async () => {
    const lines = linesOf(await counterexample(withoutFaults("blind")));
    expect(lines.join("\n")).toContain("2 messages to Payments");
    for (const line of lines) expect(readme).toContain(line);
  });
});

describe("payments that are booked with a lock", () => {
  it("are all booked", () => withoutFaults("locked"));

  it("are booked twice under a fault", async () => {
    const lines = linesOf(await counterexample(withFaults("locked")));
    for (const line of lines) expect(readme).toContain(line);
  });
});

describe("payments that are booked with a lock and a key", () => {
  it("are booked once, under any fault", () => withFaults("keyed"));
});
