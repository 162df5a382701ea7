import { ConfigError } from "@orrery/kernel";
import { policyOf } from "../policy/policy-document.ts";
import type { PlainObject } from "../service/refusal.ts";
import type { PolicySettings } from "./state.ts";

/** How a scenario has policies minded. */
export interface PolicyConfig {
  /** `warn`: what they do not allow happens all the same and is told; `enforce`: it is refused. */
  readonly mode: "warn" | "enforce";
  /** Policies of the organization on what accounts may do. @defaultValue none: the account is in no organization */
  readonly serviceControlPolicies?: readonly PlainObject[];
  /** Policies of the organization on what may be done to resources. @defaultValue none */
  readonly resourceControlPolicies?: readonly PlainObject[];
}

/** The settings that a scenario comes to. @throws ConfigError where a policy has no statement */
export const policySettingsOf = ({
  mode,
  serviceControlPolicies = [],
  resourceControlPolicies = [],
}: PolicyConfig): PolicySettings => ({
  mode,
  serviceControl: textsOf("iam serviceControlPolicies", serviceControlPolicies),
  resourceControl: textsOf("iam resourceControlPolicies", resourceControlPolicies),
});

const textsOf = (path: string, documents: readonly PlainObject[]): readonly string[] =>
  documents.map((document, place) => {
    if (policyOf(document).statements.length > 0) return JSON.stringify(document);
    throw new ConfigError(`${path} ${place + 1}`, "a policy with statements", "none in it");
  });
