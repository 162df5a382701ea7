import type { Instant } from "@orrery/kernel";
import type { SampleEvents } from "../../service/sample-event.ts";
import { hookEvent } from "./codedeploy-to-lambda.ts";
import { busEventOf, notificationOf, type ToldDeployment } from "./shifting/bus-event.ts";
import { executionIdOf } from "./shifting/errands.ts";
import type { EventFacts } from "../../service/sample-event.ts";

const id = "d-EXAMPLE11";

const toldOf = ({
  name,
  region,
  accountId,
  partition,
  epochMilliseconds,
}: EventFacts): ToldDeployment => ({
  id,
  application: name,
  group: "live",
  region,
  accountId,
  partition,
  epochMilliseconds,
});

/** What deployments bring to hooks, to the default bus, and to the topics of triggers. */
export const codedeployEvents: SampleEvents = {
  hook: ({ name }) => hookEvent(name, executionIdOf(name, "BeforeAllowTraffic")),
  status: (facts) => busEventOf("SUCCESS", 0 as Instant, toldOf(facts)),
  notification: (facts) =>
    notificationOf(
      "DeploymentStart",
      "told",
      0 as Instant,
      { begunAt: 0 as Instant, failure: null },
      toldOf(facts),
    ),
};
