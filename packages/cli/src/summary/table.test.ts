import picocolors from "picocolors";
import { expect, it } from "vitest";
import { drawTable } from "./table.ts";

const colors = picocolors.createColors(false);
const columns = [
  { title: "queue" },
  { title: "sent" },
  { title: "expired", optional: true } as const,
];

it("draws subjects to the left and figures to the right, as wide as they are", () => {
  const rows = [
    ["Orders", "1,234", "5"],
    ["Steps", "6", "0"],
  ];
  expect(drawTable(columns, rows, { columns: 80, colors }).split("\n")).toEqual([
    "queue    sent  expired",
    "Orders  1,234        5",
    "Steps       6        0",
  ]);
});

it("leaves out an optional column in which nothing is, and a table without rows", () => {
  expect(drawTable(columns, [["Orders", "1", "0"]], { columns: 80, colors })).not.toContain(
    "expired",
  );
  expect(drawTable(columns, [], { columns: 80, colors })).toBe("");
});

it("cuts long subjects in their middle, so that lines fit", () => {
  const rows = [["ProcessingOrdersQueueOfTheShop", "1,234", "5"]];
  const lines = drawTable(columns, rows, { columns: 40, colors }).split("\n");
  expect(lines.map((line) => line.length)).toEqual([40, 40]);
  expect(lines[1]).toMatch(/^Processing\w*…\w*TheShop +1,234 +5$/);
});
