import { arnIn, idIn, timeIn, type EmittedFacts, type EmittedSource } from "../emitted-source.ts";

const pipelineIn = (facts: EmittedFacts): string => arnIn(facts, "codepipeline", facts.name);

const about = (facts: EmittedFacts) => ({
  pipeline: facts.name,
  version: 1,
  "execution-id": idIn(facts, 1),
  "start-time": timeIn(facts, -60),
  "pipeline-execution-attempt": 1,
});

/** AWS CodePipeline. */
export const codepipeline: EmittedSource = {
  name: "aws.codepipeline",
  text: "Pipelines of AWS CodePipeline, their stages and actions.",
  events: [
    {
      detailType: "CodePipeline Pipeline Execution State Change",
      resources: (facts) => [pipelineIn(facts)],
      detail: (facts) => ({ ...about(facts), state: "SUCCEEDED", "execution-trigger": {} }),
    },
    {
      detailType: "CodePipeline Stage Execution State Change",
      resources: (facts) => [pipelineIn(facts)],
      detail: (facts) => ({ ...about(facts), stage: "Deploy", state: "SUCCEEDED" }),
    },
    {
      detailType: "CodePipeline Action Execution State Change",
      resources: (facts) => [pipelineIn(facts)],
      detail: (facts) => ({
        ...about(facts),
        "action-execution-id": idIn(facts, 2),
        stage: "Deploy",
        action: "Release",
        state: "SUCCEEDED",
        region: facts.region,
        type: { owner: "AWS", provider: "CodeDeploy", category: "Deploy", version: 1 },
        "input-artifacts": [],
        "output-artifacts": [],
      }),
    },
  ],
};
