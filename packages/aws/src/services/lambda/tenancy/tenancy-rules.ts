import type { Rule } from "../../../service/rule.ts";
import type { FunctionSettings } from "../config.ts";
import { guide, reference } from "../rule-sources.ts";

const when = ({ tenancy }: FunctionSettings): boolean => tenancy !== null;
const date = "2026-10";

/** Functions that keep tenants apart. */
export const tenancyRules: readonly Rule<FunctionSettings>[] = [
  {
    id: "lambda.tenancy.config",
    status: "documented",
    source: `${reference("TenancyConfig")}; the words of refusals are ours`,
    date,
    text: "A function keeps tenants apart from its making, and neither SnapStart, provisioned concurrency nor event source mappings go with it.",
    when,
    semantics: ["lambda §14 Tenant isolation"],
  },
  {
    id: "lambda.tenancy.tenant-id",
    status: "documented",
    source: `${guide("tenant-isolation-invoke")}; the words are those that users report`,
    date,
    text: "An invocation must say whose it is where tenants are kept apart, and must not elsewhere.",
    operations: ["Invoke"],
    when,
    semantics: ["lambda §14 Tenant isolation"],
  },
  {
    id: "lambda.tenancy.environments",
    status: "documented",
    source: guide("tenant-isolation"),
    date,
    text: "An environment serves one tenant for all its life; each new one is counted, since it is billed.",
    when,
    semantics: ["lambda §14 Tenant isolation", "lambda §4.3.4", "lambda §12.5"],
  },
  {
    id: "lambda.tenancy.limit",
    status: "assumed",
    source: `${guide("tenant-isolation")}; that it holds of each function and version, and that what is above is throttled, is ours`,
    date,
    text: "There are at most 2,500 environments, active or idle, for each 1,000 of the account's concurrency.",
    when,
    semantics: ["lambda §14 Tenant isolation"],
  },
  {
    id: "lambda.tenancy.context",
    status: "documented",
    source: guide("tenant-isolation-context"),
    date,
    text: "Handlers find in their context whose invocation it is.",
    when,
    semantics: ["lambda §9 tenantId (2025-11)"],
  },
];
