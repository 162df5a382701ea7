import { compileDistribution, next, streamFor, type Distribution } from "@orrery/kernel";

/** A function as the other simulator has it. Times are seconds. */
export interface NewestFirst {
  readonly arrivalRate: number;
  /** Means of exponential times. */
  readonly warmService: number;
  readonly coldService: number;
  /** How long an idle environment lives. */
  readonly idleLifetime: number;
}

interface Environment {
  readonly since: number;
  freeAt: number;
}

const exponential = (mean: number): Distribution => ({ type: "exponential", mean });

/**
 * What the rules of SimFaaS come to in the long run, written as plainly as they are told
 * (pacslab/simfaas, `ServerlessSimulator`): a request goes to the newest environment that is idle, or to a new one.
 */
export function longRunOf(
  { arrivalRate, warmService, coldService, idleLifetime }: NewestFirst,
  requests: number,
): { readonly coldStartProbability: number; readonly averageInstances: number } {
  const stream = streamFor(1, "published rules", 0, "arrivals and services");
  const draw = (): number => next(stream);
  const sample = (mean: number): (() => number) => {
    const sampler = compileDistribution(exponential(mean));
    return () => sampler(draw);
  };
  const [wait, warm, cold] = [sample(1 / arrivalRate), sample(warmService), sample(coldService)];
  let environments: Environment[] = [];
  let now = 0;
  let coldStarts = 0;
  let lived = 0;
  for (let request = 0; request < requests; request += 1) {
    now += wait();
    const kept: Environment[] = [];
    for (const environment of environments) {
      const until = environment.freeAt + idleLifetime;
      if (until > now) kept.push(environment);
      else lived += until - environment.since;
    }
    environments = kept;
    let newest: Environment | undefined;
    for (const environment of kept) if (environment.freeAt <= now) newest = environment;
    if (newest === undefined) {
      coldStarts += 1;
      environments.push({ since: now, freeAt: now + cold() });
    } else {
      newest.freeAt = now + warm();
    }
  }
  for (const { since, freeAt } of environments) {
    lived += Math.min(now, freeAt + idleLifetime) - since;
  }
  return { coldStartProbability: coldStarts / requests, averageInstances: lived / now };
}
