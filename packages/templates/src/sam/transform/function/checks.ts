import { isGiven, isMap, isText, memberOf } from "../json.ts";
import { resourceProblem } from "../problems.ts";
import { printed } from "../python-text.ts";
import type { SamResource } from "../resource.ts";

/** Pairs that a function may not have both of. */
const exclusive = [["CapacityProviderConfig", "ProvisionedConcurrencyConfig"]] as const;

/** @throws SamProblem for properties that do not go together */
export function checkTogether({ id, properties }: SamResource): void {
  const has = (name: string) => isGiven(memberOf(properties, name));
  for (const [one, other] of exclusive) {
    if (has(one) && has(other)) {
      throw resourceProblem(id, `Cannot specify '${one}' and '${other}' together.`);
    }
  }
  if (!has("TenancyConfig")) return;
  const refused = "is not supported for functions enabled with tenancy configuration.";
  if (has("ProvisionedConcurrencyConfig")) {
    throw resourceProblem(id, `Provisioned concurrency ${refused}`);
  }
  if (has("FunctionUrlConfig")) throw resourceProblem(id, `Function URL ${refused}`);
  if (has("SnapStart")) throw resourceProblem(id, `SnapStart ${refused}`);
  const events = memberOf(properties, "Events");
  for (const event of isMap(events) ? Object.values(events) : []) {
    const type = memberOf(event, "Type");
    if (!isText(type) || type === "Api" || type === "HttpApi") continue;
    throw resourceProblem(
      id,
      `Event source '${printed(type)}' ${refused} Only Api and HttpApi event sources are supported.`,
    );
  }
}
