import { arnIn, hexIn, idIn, type EmittedFacts, type EmittedSource } from "../emitted-source.ts";

const about = (facts: EmittedFacts) => ({
  instanceGroupId: idIn(facts, 1),
  region: facts.region,
  application: facts.name,
  deploymentId: `d-${hexIn(facts, 9, 2).toUpperCase()}`,
  state: "SUCCESS",
  deploymentGroup: "group",
});
const applicationIn = (facts: EmittedFacts): string =>
  arnIn(facts, "codedeploy", `application:${facts.name}`);
const groupIn = (facts: EmittedFacts): string =>
  arnIn(facts, "codedeploy", `deploymentgroup:${facts.name}/group`);

/** AWS CodeDeploy. */
export const codedeploy: EmittedSource = {
  name: "aws.codedeploy",
  text: "Deployments of AWS CodeDeploy, and instances in them.",
  events: [
    {
      detailType: "CodeDeploy Deployment State-change Notification",
      resources: (facts) => [applicationIn(facts), groupIn(facts)],
      detail: about,
    },
    {
      detailType: "CodeDeploy Instance State-change Notification",
      resources: (facts) => [groupIn(facts), applicationIn(facts)],
      detail: (facts) => ({ instanceId: `i-${hexIn(facts, 17)}`, ...about(facts) }),
    },
  ],
};
