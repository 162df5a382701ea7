import bundled from "./managed-policies.json" with { type: "json" };

/** Finds the ARNs of managed policies by their names. */
export interface ManagedPolicies {
  /** The ARN of the policy of that name; the name itself where there is none, as it may be an ARN. */
  arnOf(name: string): string;
}

const pathsByName = new Map<string, string>(
  Object.entries(bundled.paths).flatMap(([path, names]) =>
    names.split(" ").map((name): [string, string] => [name, path]),
  ),
);

/** The policies that AWS manages in a partition. */
export const managedPoliciesOf = (partition: string): ManagedPolicies => ({
  arnOf(name) {
    const path = pathsByName.get(name);
    return path === undefined ? name : `arn:${partition}:iam::aws:policy/${path}${name}`;
  },
});
