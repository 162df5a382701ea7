import { seconds, type Tagged } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { functionParams } from "../../../test/lambda-account.ts";
import { AwsError, call, simulate, wait, type PlainObject, type Scripts } from "../../index.ts";
import { noTrail } from "../../service/origin.ts";

const jobIn = (event: unknown): PlainObject =>
  (event as { readonly "CodePipeline.job": PlainObject })["CodePipeline.job"];

const scripts: Scripts = {
  *deploys(event) {
    const { data } = jobIn(event);
    const jobId = jobIn(event)["id"]!;
    yield wait("2s");
    const { continuationToken } = data as PlainObject;
    const more = continuationToken === undefined ? { continuationToken: "more" } : {};
    return yield call("codepipeline", "PutJobSuccessResult", { jobId, ...more });
  },
  *gives(event) {
    const jobId = jobIn(event)["id"]!;
    const failureDetails = { type: "JobFailed", message: "no" };
    return yield call("codepipeline", "PutJobFailureResult", { jobId, failureDetails });
  },
};

/** A function that a pipeline invokes, and what a job of it comes to. */
function pipeline(name: string) {
  const simulation = simulate({ scripts });
  const client = simulation.client();
  client.call("lambda", "CreateFunction", {
    ...functionParams,
    Behavior: { type: "script", name },
  });
  client.call("lambda", "AddPermission", {
    ...{ FunctionName: "worker", StatementId: "deploys", Action: "lambda:InvokeFunction" },
    ...{ Principal: "codepipeline.amazonaws.com", Trigger: { as: "codepipeline" } },
  });
  let ending: Tagged | undefined;
  simulation.tell(
    "lambda.trigger:worker/deploys",
    { type: "bringEvent", text: { body: "{}", size: 2 }, trail: noTrail } as Tagged,
    (body) => (ending = body),
  );
  const goOn = (time: number) => {
    simulation.run({ until: (simulation.now + time) as never });
    return ending;
  };
  return { simulation, client, goOn };
}

describe("codepipeline.job.success: PutJobSuccessResult", () => {
  it("ends the job, after as many more calls as continuation tokens ask for", () => {
    const { goOn } = pipeline("deploys");
    expect(goOn(seconds(10))).toBeUndefined();
    expect(goOn(seconds(30))).toEqual({ type: "eventSettled", ending: "succeeded" });
  });
});

it("codepipeline.job.failure: PutJobFailureResult fails the job", () => {
  const { goOn } = pipeline("gives");
  expect(goOn(seconds(10))).toEqual({ type: "eventSettled", ending: "failed" });
});

/** How an operation is refused. */
function refusalOf(act: () => unknown): AwsError {
  try {
    act();
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
  throw new Error("it was not refused");
}

describe("codepipeline.job.unknown: a job that", () => {
  const failureDetails = { type: "JobFailed", message: "no" };

  it("is not there is not found", () => {
    const { client } = pipeline("gives");
    const jobId = "00000001-0000-4000-8000-000000000001";
    const error = refusalOf(() =>
      client.call("codepipeline", "PutJobFailureResult", { jobId, failureDetails }),
    );
    expect(error.code).toBe("JobNotFoundException");
  });

  it("codepipeline.job.words: has ended is in no state for it, by its id", () => {
    const ids: unknown[] = [];
    const keeps: Scripts = {
      *keeps(event) {
        const jobId = jobIn(event)["id"]!;
        ids.push(jobId);
        return yield call("codepipeline", "PutJobSuccessResult", { jobId });
      },
    };
    Object.assign(scripts, keeps);
    const { client, goOn } = pipeline("keeps");
    goOn(seconds(10));
    const jobId = String(ids[0]);
    const error = refusalOf(() =>
      client.call("codepipeline", "PutJobFailureResult", { jobId, failureDetails }),
    );
    expect(error).toMatchObject({
      code: "InvalidJobStateException",
      message: expect.stringContaining(jobId) as string,
    });
  });
});

it("codepipeline.job.words: a job that is not there is named", () => {
  const { client } = pipeline("gives");
  const jobId = "00000001-0000-4000-8000-000000000001";
  const error = refusalOf(() => client.call("codepipeline", "PutJobSuccessResult", { jobId }));
  expect(error.message).toContain(jobId);
});
