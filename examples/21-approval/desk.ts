import { call, wait, type Scripts } from "@orrery/aws";
import { seconds } from "@orrery/kernel";

interface Delivered {
  readonly Records: readonly [{ readonly body: string }];
}

/** Of how many requests one is forgotten. */
const forgetful = 10;

export const scripts: Scripts = {
  /** Thinks for some minutes and says each half minute that it does; or forgets about it. */
  *desk(event, { random }) {
    const { Records } = event as Delivered;
    const { token: taskToken } = JSON.parse(Records[0].body) as { readonly token: string };
    const halfMinutes = 2 + Math.floor(random() * 10);
    if (random() < 1 / forgetful) return;
    for (let passed = 0; passed < halfMinutes; passed += 1) {
      yield wait(seconds(30));
      yield call("stepfunctions", "SendTaskHeartbeat", { taskToken });
    }
    yield call("stepfunctions", "SendTaskSuccess", { taskToken, output: "true" });
  },
};
