import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { lambdaHttpStatusOf } from "../api.ts";

const usual = 400;
const statusOf = (code: string): number => lambdaHttpStatusOf[code] ?? usual;

it("has the status of each error that this service answers with", () => {
  expect(
    [
      "InvalidParameterValueException",
      "RecursiveInvocationException",
      "ResourceNotFoundException",
      "ResourceConflictException",
      "PreconditionFailedException",
      "RequestEntityTooLargeException",
      "TooManyRequestsException",
      "ServiceException",
      "InternalFailure",
      "EC2ThrottledException",
    ].map(statusOf),
  ).toEqual([400, 400, 404, 409, 412, 413, 429, 500, 500, 502]);
});

interface ErrorShape {
  readonly exception?: boolean;
  readonly error?: { readonly httpStatusCode: number };
}

const model = join(import.meta.dirname, "../../../../../../../shared/models/lambda.json");

it.skipIf(!existsSync(model))("has the status of every error in AWS's model of Lambda", () => {
  const { "service-2": service } = JSON.parse(readFileSync(model, "utf8")) as {
    readonly "service-2": { readonly shapes: Readonly<Record<string, ErrorShape>> };
  };
  const errors = Object.entries(service.shapes).filter(([, shape]) => shape.exception === true);
  expect(errors.length).toBeGreaterThan(40);
  for (const [code, { error }] of errors)
    expect([code, statusOf(code)]).toEqual([code, error!.httpStatusCode]);
});
