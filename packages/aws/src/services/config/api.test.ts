import { seconds, type Tagged } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { functionParams } from "../../../test/lambda-account.ts";
import { call, simulate, type PlainObject, type Scripts } from "../../index.ts";
import { noTrail } from "../../service/origin.ts";

const evaluation = {
  ComplianceResourceType: "AWS::EC2::Instance",
  ComplianceResourceId: "i-00000000",
  ComplianceType: "COMPLIANT",
  OrderingTimestamp: 1_700_000_000,
};
const scripts: Scripts = {
  *evaluates(event) {
    const ResultToken = (event as PlainObject)["resultToken"]!;
    const Evaluations = [evaluation];
    const first = yield call("config", "PutEvaluations", { ResultToken, Evaluations });
    const second = yield call("config", "PutEvaluations", { ResultToken, Evaluations });
    return [first, second];
  },
};

it("config.evaluations.token: evaluations with an event's token settle it, also more than once", () => {
  const simulation = simulate({ scripts });
  const client = simulation.client();
  client.call("lambda", "CreateFunction", {
    ...functionParams,
    Behavior: { type: "script", name: "evaluates" },
  });
  client.call("lambda", "AddPermission", {
    ...{ FunctionName: "worker", StatementId: "checks", Action: "lambda:InvokeFunction" },
    ...{ Principal: "config.amazonaws.com", Trigger: { as: "config" } },
  });
  let ending: Tagged | undefined;
  simulation.tell(
    "lambda.trigger:worker/checks",
    { type: "bringEvent", text: { body: "{}", size: 2 }, trail: noTrail } as Tagged,
    (body) => (ending = body),
  );
  simulation.run({ until: (simulation.now + seconds(10)) as never });
  expect(ending).toEqual({ type: "eventSettled", ending: "succeeded" });
});

describe("config.evaluations.test-mode: a token that nobody gave", () => {
  const put = (more: PlainObject) =>
    simulate()
      .client()
      .call("config", "PutEvaluations", { ResultToken: "x", Evaluations: [], ...more });

  it("is taken in test mode", () => {
    expect(put({ TestMode: true })).toEqual({ FailedEvaluations: [] });
  });

  it("and refused without", () => {
    expect(() => put({})).toThrow("resultToken");
  });
});
