import fc from "fast-check";
import { expect, it } from "vitest";
import type { Resource } from "./resource.ts";
import { ticketIn, ticketOf } from "./ticket.ts";

const resource = { number: 7, arn: "arn:aws:lambda:us-east-1:123456789012:function:a/trigger/b" };
const plane = {
  findByNumber: (number: number) =>
    number === resource.number ? (resource as unknown as Resource) : undefined,
};

it("a ticket leads to who gave it, and to its number there", () => {
  fc.assert(
    fc.property(fc.nat({ max: 2 ** 47 }), (number) => {
      const ticket = ticketOf(resource.number, resource.arn, number);
      expect(ticket).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(ticketIn(ticket, plane)).toEqual({ resource, number });
    }),
  );
});

it("what nobody gave leads nowhere", () => {
  const ticket = ticketOf(resource.number, resource.arn, 12);
  const others = [
    "",
    "no ticket",
    "00000000-0000-0000-0000-000000000000",
    ticket.toUpperCase().replace(/[0-9]/g, "F"),
    ticket.replace(/c$/, "d"),
    ticketOf(8, resource.arn, 12),
    ticketOf(resource.number, "another", 12),
  ];
  expect(others.map((each) => ticketIn(each, plane))).toEqual(others.map(() => null));
});
