import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Folder, orrery } from "../test/captured.ts";
import { synthesizedShop } from "../test/synthesized.ts";

const folder = new Folder();
beforeAll(() => void folder.write("Shop.template.json", synthesizedShop));
afterAll(() => folder.remove());

const head = "template: ./Shop.template.json\nduration: 2m\n";
const scenario = (lines: string) => folder.write("shop.scenario.yaml", `${head}${lines}\n`);
const arrivals = "arrivals: { constant: { rate: 2/s } }";

async function json(lines: string, ...args: string[]): Promise<unknown> {
  const { out, err } = await orrery(["run", scenario(lines), "--json", ...args]);
  expect(err).toBe("");
  return JSON.parse(out) as unknown;
}

const whole = (
  names: Readonly<Record<"orders" | "dlq" | "worker" | "mapping" | "receipts", string>>,
) => `
workload: [{ to: ${names.orders}, ${arrivals} }]
functions:
  ${names.worker}: { duration: 20ms, failures: 10%, calls: [{ sqs:SendMessage: ${names.receipts} }] }
resources:
  ${names.orders}: { VisibilityTimeout: 90 }
  "${names.mapping}": { BatchSize: 4 }
mappings: { "${names.mapping}": { scaling: { slowWithItemReports: true } } }
consumers: [{ from: "${names.receipts}", duration: 10ms }]
actions:
  - { at: 40s, do: "set ${names.worker}.Timeout 9s" }
  - { at: 50s, do: "disable ${names.mapping}" }
  - { at: 50s, do: "redrive ${names.dlq} to ${names.orders} at 5/s" }
faults:
  - { at: 30s, for: 5s, outage: ${names.worker}, sender: "${names.mapping}" }
expect:
  - ${names.orders}.NumberOfMessagesSent > 100
  - "${names.mapping}.BatchSize.max = 4"
  - "${names.orders} loses nothing but dead letters until 1m"
  - ${names.worker}.Errors / ${names.worker}.Invocations < 90%
  - { metric: workload to ${names.orders}.Offered, min: 1 }
  - { metric: ${names.receipts}.NumberOfMessagesSent, min: 1 }
`;

describe("construct paths in place of logical ids", () => {
  const ids = whole({
    orders: "OrdersB1",
    dlq: "DeadLettersA0",
    worker: "WorkerF5",
    mapping: "WorkerOrdersA6",
    receipts: "ApiReceiptsC2",
  });

  it.each([
    {
      orders: "Orders",
      dlq: "DeadLetters",
      worker: "Worker",
      mapping: "SqsEventSource:ShopOrdersB1",
      receipts: "Api/Receipts",
    },
    {
      orders: "Shop/Orders/Resource",
      dlq: "Shop/DeadLetters",
      worker: "Shop/Worker",
      mapping: "Worker/SqsEventSource:ShopOrdersB1",
      receipts: "Shop/Api/Receipts",
    },
  ])("make the same run wherever a resource is named: $orders", async (names) => {
    const expected = (await json(ids)) as {
      readonly digest: string;
      readonly expectations: readonly { readonly holds: boolean }[];
    };
    expect(expected.expectations.map(({ holds }) => holds)).toEqual(new Array(6).fill(true));
    const { digest, expectations } = expected;
    expect(await json(whole(names))).toMatchObject({ digest, expectations });
  });

  it("are the names of settings on the command line, too", async () => {
    const lines = `workload: [{ to: Orders, ${arrivals} }]\nfunctions: { Worker: { failures: 0% } }`;
    const { metrics } = (await json(lines, "--set", "functions.Worker.failures=100%")) as {
      readonly metrics: Readonly<Record<string, Readonly<Record<string, { sum: number }>>>>;
    };
    const resources = ["--set", "resources.Orders.DelaySeconds=100"];
    const late = (await json(lines, ...resources)) as { readonly metrics: typeof metrics };
    expect(late.metrics["WorkerF5"]!["Invocations"]!.sum).toBeLessThan(
      metrics["WorkerF5"]!["Invocations"]!.sum / 2,
    );
    expect(metrics["WorkerF5"]!["Errors"]!.sum).toBe(metrics["WorkerF5"]!["Invocations"]!.sum);
  });

  it("are the names of messages and of resources in saved runs and traces", async () => {
    const lines = `workload: [{ to: Orders, ${arrivals} }, { to: Api/Receipts, ${arrivals} }]`;
    const [saved, traced] = [folder.of("saved.json"), folder.of("traced.trace")];
    const { err } = await orrery(["run", scenario(lines), "--save", saved, "--trace", traced]);
    expect(err).toBe("");
    for (const file of [saved, traced]) {
      const { out } = await orrery(["explain", file, "--message", "OrdersB1:1"]);
      expect(out).toContain("is accepted");
      for (const name of ["Orders:1", "Shop/Orders/Resource:1"]) {
        expect((await orrery(["explain", file, "--message", name])).out).toBe(out);
      }
      const many = await orrery(["explain", file, "--message", "Receipts/Resource:1"]);
      expect(many.status).toBe(2);
      expect(many.err).toContain(
        '--message: expected one of Shop/Api/Receipts (ApiReceiptsC2), Shop/Web/Receipts (WebReceiptsD3), received "Receipts/Resource"',
      );
    }
    const part = folder.of("part.trace");
    const only = await orrery(["replay", saved, "--trace", part, "--only", "Api/Receipts"]);
    expect(only.err).toBe("");
    const { out } = await orrery(["explain", part, "--message", "ApiReceiptsC2:1", "--json"]);
    expect(JSON.parse(out)).toMatchObject({ partial: expect.stringContaining("ApiReceiptsC2") });
  });

  it("leave a logical id to the resource that has it", async () => {
    const lines = `workload: [{ to: Receipts, ${arrivals} }]`;
    expect(await json(lines)).toMatchObject({ metrics: { "workload to Receipts": {} } });
  });

  const place = (line: number, column: number) =>
    folder.of(`shop.scenario.yaml:${line}:${column}: `);
  it.each([
    [
      "workload: [{ to: Ordrs, arrivals: { constant: { rate: 2/s } } }]",
      `${place(3, 14)}workload.0.to: expected one of DeadLetters, Orders, Api/Receipts, Web/Receipts, Worker, Archive, received "Ordrs"; did you mean Orders?`,
    ],
    [
      "workload: [{ to: ServiceRole, arrivals: { constant: { rate: 2/s } } }]",
      `${place(3, 14)}workload.0.to: expected a queue, a function, … received "ServiceRole", an AWS::IAM::Role`,
    ],
    [
      "functions:\n  Worker: { failures: 1% }\n  WorkerF5: { duration: 1s }",
      `${place(5, 3)}functions.WorkerF5: expected each resource once, received Worker and WorkerF5`,
    ],
    [
      "resources: { Ordrs: { DelaySeconds: 1 } }",
      `${place(3, 23)}resources.Ordrs.DelaySeconds: expected one of DeadLetters, Orders, Api/Receipts, Web/Receipts, Worker, SqsEventSource:ShopOrdersB1, Archive, received "Ordrs"; did you mean Orders?`,
    ],
    [
      "resources: { Orders: { DelaySeconds: 1 }, OrdersB1: { VisibilityTimeout: 1 } }",
      `${place(3, 55)}resources.OrdersB1.VisibilityTimeout: expected each resource once, received Orders and OrdersB1`,
    ],
    [
      "functions: { Worker: { script: work } }",
      `${place(3, 24)}functions.Worker.script: expected scripts, a module that exports them, received none for "work"`,
    ],
  ])("say what is wrong: %s", async (lines, line) => {
    const { status, err } = await orrery(["run", scenario(lines)]);
    const [begins, ends = ""] = line.split("…");
    expect(err.startsWith(begins!) && err.endsWith(`${ends}\n`), err).toBe(true);
    expect(err.length).toBeGreaterThanOrEqual(line.length);
    expect(status).toBe(2);
  });

  it("are refused where they mean several, with the paths of each", async () => {
    const template = synthesizedShop.replace('"Receipts":', '"ArchiveG7":');
    folder.write("Ambiguous.template.json", template);
    const lines = [
      `workload: [{ to: Receipts, ${arrivals} }]`,
      "faults: [{ at: 1s, for: 1s, outage: Receipts }]",
      "resources: { Receipts: { DelaySeconds: 1 } }",
      "actions: [{ at: 1s, do: purge Receipts }]",
      "expect: [Receipts loses nothing]",
      "expect: [{ metric: Receipts.NumberOfMessagesSent, max: 1 }]",
    ];
    for (const line of lines) {
      const path = scenario(line);
      const args = ["run", path, "--set", "template=./Ambiguous.template.json"];
      const { status, err } = await orrery(args);
      expect(status).toBe(2);
      expect(err).toContain(
        'expected one of Shop/Api/Receipts (ApiReceiptsC2), Shop/Web/Receipts (WebReceiptsD3), received "Receipts", which each of them ends in\n',
      );
    }
  });
});
