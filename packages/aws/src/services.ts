import { own } from "@orrery/kernel";
import { customDeployment, isCustomType } from "./action/custom-resource.ts";
import { patternRules } from "./pattern/rules.ts";
import { authorizerOf, type Authorizer } from "./control/authorization.ts";
import type { Duration } from "@orrery/kernel";
import type { AssumedFigure } from "./service/assumed-figure.ts";
import { stackAssumptions } from "./action/limits.ts";
import type { Deployment } from "./service/deployment.ts";
import type { TemplateTypeDefinition } from "./service/template-type.ts";
import { deploymentIn } from "./service/type-deployment.ts";
import { consumerRules } from "./consumer/rules.ts";
import { kindsOf, type Kinds } from "./service/kinds.ts";
import { listLater, mapLater, once, recordLater } from "./service/later.ts";
import type { Rule } from "./service/rule.ts";
import type { Quota } from "./service/service-model.ts";
import { services } from "./service-list.ts";
import { workloadRules } from "./workload/rules.ts";

export { services };

/** All kinds of resources, for who asks about them and runs nothing. */
export const allKinds: Kinds = mapLater(() => kindsOf(services).kinds);

/** Who may do what with what is outside an account's own calls. */
export const authorizer: Authorizer = authorizerOf(services, allKinds);

/** What becomes of resources that runs change; of some nobody says how they are changed, or taken away. */
type TimedDeployment = Partial<Deployment> & { readonly takes: AssumedFigure<Duration> };

const timed = (definition: TemplateTypeDefinition): TimedDeployment => ({
  takes: stackAssumptions.resourceDeployment,
  ...deploymentIn(definition),
});

const deployments = once(
  (): ReadonlyMap<string, TimedDeployment> =>
    new Map(
      services.flatMap(({ templateTypes }) =>
        templateTypes.flatMap((definition) =>
          "make" in definition || definition.minded !== undefined
            ? [[definition.type, timed(definition)] as const]
            : [],
        ),
      ),
    ),
);

/** What becomes of resources of a type when their stack changes; `undefined`: no operation makes any. */
export const deploymentOf = (type: string): TimedDeployment | undefined =>
  isCustomType(type) ? customDeployment : deployments().get(type);

/** How long CloudFormation takes for resources that it changes in a run, and how often it looks at what it waits for. */
export const deploymentFigures = once((): readonly AssumedFigure<Duration>[] => [
  ...new Set([...deployments().values()].map(({ takes }) => takes)),
  stackAssumptions.checkInterval,
]);

/** Rules of AWS by what follows them: kinds of resources, event patterns, workloads. */
const rulesByFollower: Readonly<Record<string, () => readonly Rule[]>> = recordLater(() => ({
  ...Object.fromEntries([...allKinds].map(([name, kind]) => [name, () => kind.rules])),
  ...Object.fromEntries(services.map((model) => [model.service, () => model.rules ?? []])),
  eventPattern: () => patternRules,
  workload: () => workloadRules,
  consumer: () => consumerRules,
}));

/** Every rule of AWS that is followed, by service. */
export const allRules: readonly Rule[] = listLater(() =>
  Object.values(rulesByFollower).flatMap((rules) => rules()),
);

/** The rules by what follows them: kinds of resources such as `sqs.queue`, `eventPattern`, `workload`. */
export const rulesOf = (follower: string): readonly Rule[] =>
  own(rulesByFollower, follower)?.() ?? [];

/** What follows rules, in the order of reports. */
export const followers: readonly string[] = listLater(() => Object.keys(rulesByFollower));

/** Quotas of the account that a scenario may set, by name. */
export const quotas: Readonly<Record<string, Quota>> = Object.fromEntries(
  services.flatMap((service) => Object.entries(service.quotas ?? {})),
);
