import { arnIn, hexIn, idIn, type EmittedFacts, type EmittedSource } from "../emitted-source.ts";

const repositoryIn = (facts: EmittedFacts): string => arnIn(facts, "codecommit", facts.name);

/** AWS CodeCommit. */
export const codecommit: EmittedSource = {
  name: "aws.codecommit",
  text: "Branches and tags of a repository of AWS CodeCommit that change.",
  events: [
    {
      detailType: "CodeCommit Repository State Change",
      resources: (facts) => [repositoryIn(facts)],
      detail: (facts) => ({
        event: "referenceUpdated",
        repositoryName: facts.name,
        repositoryId: idIn(facts, 1),
        referenceType: "branch",
        referenceName: "main",
        referenceFullName: "refs/heads/main",
        commitId: hexIn(facts, 40, 2),
        oldCommitId: hexIn(facts, 40, 3),
        callerUserArn: `arn:${facts.partition}:iam::${facts.accountId}:user/user`,
      }),
    },
  ],
};
