import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { lambdaModel } from "../model.ts";
import { lambdaCorrections } from "../request.ts";

const model = lambdaModel.with(lambdaCorrections);

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
    ].map((code) => model.statusOf(code)),
  ).toEqual([400, 400, 404, 409, 412, 413, 429, 500, 500, 502]);
});

interface ErrorShape {
  readonly error?: { readonly httpStatusCode: number };
}

const published = join(import.meta.dirname, "../../../../../../../shared/models/lambda.json");

it.skipIf(!existsSync(published))("has the status that AWS publishes of each of them", () => {
  const { "service-2": service } = JSON.parse(readFileSync(published, "utf8")) as {
    readonly "service-2": { readonly shapes: Readonly<Record<string, ErrorShape>> };
  };
  const codes = Object.keys(lambdaModel.facts.errors);
  expect(codes.length).toBeGreaterThan(40);
  for (const code of codes) {
    const { error } = service.shapes[code]!;
    expect([code, model.statusOf(code)]).toEqual([code, error!.httpStatusCode]);
  }
});
