import { expect, it } from "vitest";
import { notModeled, serviceNameOf, spokenOf } from "./not-modeled.ts";
import { isKnownType, isModeledService, typesBeside } from "./resource-types.ts";

const serviceOf = (type: string): string => type.split("::").slice(0, 2).join("::");

it("nothing is said of services that are modeled: their folders say it", () => {
  const services = spokenOf.filter((type) => type.startsWith("AWS::")).map(serviceOf);
  expect(services.filter(isModeledService)).toEqual([]);
});

it("every row is of a type or a service that CloudFormation has", () => {
  const beside = ["AWS::CDK::Metadata"]; // No type of CloudFormation: the CDK writes it.
  const strays = spokenOf.filter((row) => {
    if (!row.startsWith("AWS::") || beside.includes(row)) return false;
    return row.endsWith("::")
      ? typesBeside(`${row}X`).length === 0
      : !typesBeside(row).includes(row);
  });
  expect(strays).toEqual([]);
});

it("of a type without a row the service is named, and whatever AWS charges", () => {
  expect(notModeled("AWS::Batch::JobQueue")).toEqual({
    verdict: "opaque",
    name: "Batch",
    absence: expect.stringContaining("must be part of the durations") as string,
    charge: "whatever AWS charges for AWS::Batch::JobQueue",
  });
  expect(serviceNameOf("AWS::Batch::JobQueue")).toBeNull();
});

it.each([
  ["AWS::DynamoDB::Table", true],
  ["AWS::DynamoDB::Tabel", false],
  ["AWS::Nowhere::Thing", false],
  ["AWS::CDK::Metadata", true],
  ["AWS::Serverless::Function", false],
  ["Custom::Thing", true],
])("%s is known: %s", (type, isKnown) => {
  expect(isKnownType(type)).toBe(isKnown);
});
