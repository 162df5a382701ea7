import { afterAll, beforeAll, expect, it } from "vitest";
import { Folder, orrery, ordersTemplate } from "../test/captured.ts";

const folder = new Folder();
beforeAll(() => {
  folder.write("template.yaml", ordersTemplate);
});
afterAll(() => folder.remove());

const written = () =>
  folder.write(
    "orders.scenario.yaml",
    "template: ./template.yaml\nduration: 30s\nworkload: [{ to: OrdersQueue, arrivals: { poisson: { rate: 2/s } } }]\n",
  );

it("prints the log of a function in place of the summary", async () => {
  const { status, out } = await orrery(["run", written(), "--logs", "Worker"]);
  expect(status).toBe(0);
  const lines = out.trimEnd().split("\n");
  expect(lines[0]).toMatch(/^INIT_START Runtime Version: /);
  const count = (begin: string) => lines.filter((line) => line.startsWith(begin)).length;
  expect(count("START RequestId: ")).toBeGreaterThan(10);
  expect(count("REPORT RequestId: ")).toBe(count("END RequestId: "));
});

it("prints it as log events with --json", async () => {
  const { out } = await orrery(["run", written(), "--logs", "Worker", "--json"]);
  const [first] = JSON.parse(out) as { stream: string; timestamp: number; message: string }[];
  expect(first).toMatchObject({ message: expect.stringMatching(/^INIT_START/) as string });
  expect(first!.stream).toMatch(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/);
});

it("is refused for what does not log", async () => {
  const { status, err } = await orrery(["run", written(), "--logs", "Workr"]);
  expect(status).toBe(2);
  expect(err).toBe('--logs: expected one of Worker, received "Workr"; did you mean Worker?\n');
});
