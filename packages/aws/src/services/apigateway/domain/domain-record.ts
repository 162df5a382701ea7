import type { Plain } from "@orrery/kernel";
import { listOf, objectOf, textOf, textsOf } from "../../../request/params.ts";
import { badRequest, type Checked } from "../../../gateway/refusals.ts";
import { idOf } from "../../../gateway/api-id.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, ResourceConnection } from "../../../service/service-model.ts";
import type { DomainMapping, DomainRule, DomainSettings, RoutingMode } from "./settings.ts";

const domainKindName = "apigateway.domainName";

/** What the control plane keeps of a custom domain. Plain data. */
export interface DomainRecord {
  readonly name: string;
  readonly isEdge: boolean;
  readonly certificate: string | null;
  readonly securityPolicy: string;
  readonly ipAddressType: string;
  readonly mode: RoutingMode;
  /** The bucket's URI of the certificates that it trusts; `null`: it asks for none. */
  readonly truststore: string | null;
  readonly tags: PlainObject;
  readonly mappings: readonly MappingRecord[];
  readonly rules: readonly RuleRecord[];
  /** ARNs of APIs, by the places of connections. */
  readonly targets: readonly string[];
  readonly made: number;
}

/** An API at a base path. */
export interface MappingRecord {
  readonly id: string;
  readonly path: string;
  readonly apiId: string;
  /** Of the API. */
  readonly kind: string;
  readonly arn: string;
  readonly stage: string | null;
}

/** A routing rule, as AWS shows it, with its API. */
export interface RuleRecord {
  readonly id: string;
  readonly apiId: string;
  readonly kind: string;
  readonly arn: string;
  readonly shown: PlainObject;
}

/** What is kept of a custom domain. */
export const domainRecordOf = (domain: Resource): DomainRecord =>
  domain.record as unknown as DomainRecord; // Made below.
const plain = (record: DomainRecord): PlainObject => record as unknown as PlainObject; // Plain data by its type.

/** The domain of a name. */
export const findDomain = (name: string, plane: ControlPlane): Resource | undefined =>
  plane.find(domainKindName, name);

/** All domains. */
export const domainsIn = (plane: ControlPlane): readonly Resource[] => plane.list(domainKindName);

const modes: readonly RoutingMode[] = ["ROUTING_RULE_ONLY", "ROUTING_RULE_THEN_API_MAPPING"];

/** How a domain is said to find APIs: by base paths, unless something else is said. */
export const routingModeIn = (said: Plain | undefined): RoutingMode =>
  modes.find((mode) => mode === said) ?? "API_MAPPING_ONLY";

/** Makes a custom domain, whose certificate is where that of its endpoint must be. */
export function makeDomain(
  said: Omit<DomainRecord, "mappings" | "rules" | "targets" | "made">,
  plane: ControlPlane,
): Checked<Resource> {
  if (findDomain(said.name, plane) !== undefined) {
    return badRequest("The domain name you provided already exists."); // Assumed: the words.
  }
  if (said.truststore !== null && said.isEdge) {
    return badRequest("Mutual TLS is supported for Regional domain names only"); // Likewise.
  }
  const wrong = wrongCertificate(said, plane);
  if (wrong !== null) return wrong;
  const record: DomainRecord = { ...said, mappings: [], rules: [], targets: [], made: 0 };
  const { partition, region } = plane;
  const arn = `arn:${partition}:apigateway:${region}::/domainnames/${said.name}`;
  return plane.create(
    { kind: domainKindName, name: said.name, arn, record: plain(record) },
    () => settingsOf(record, plane).settings,
  );
}

/** Why a certificate cannot be a domain's; `null`: it can. */
function wrongCertificate(
  { certificate, isEdge }: Pick<DomainRecord, "certificate" | "isEdge">,
  { region }: ControlPlane,
): Refused | null {
  const wanted = isEdge ? "us-east-1" : region;
  const home = /^arn:[^:]+:acm:([^:]+):/.exec(certificate ?? "")?.[1];
  return home === undefined || home === wanted
    ? null
    : badRequest(`The provided certificate must be in ${wanted}`); // Assumed: the words.
}

/** Changes what is kept of a domain, and has its machine go by it. */
export function changeDomain(
  domain: Resource,
  change: Partial<DomainRecord>,
  plane: ControlPlane,
): void {
  const record = { ...domainRecordOf(domain), ...change };
  const { settings, targets, connections } = settingsOf(record, plane);
  plane.change(domain, {
    record: plain({ ...record, targets }),
    settings,
    ...(connections.length === 0 ? {} : { connections }),
  });
}

function settingsOf(record: DomainRecord, plane: ControlPlane) {
  const targets = [...record.targets];
  const connections: ResourceConnection[] = [];
  const targetOf = ({ kind, apiId, arn }: Pick<MappingRecord, "kind" | "apiId" | "arn">) => {
    const found = plane.find(kind, apiId);
    if (found === undefined) return null;
    const known = targets.indexOf(arn);
    const to = known >= 0 ? known : targets.push(arn) - 1;
    connections.push({ port: "apis", to, target: found.number });
    return { to, kind, arn };
  };
  const mappings = record.mappings.flatMap((mapping): readonly DomainMapping[] => {
    const target = targetOf(mapping);
    return target === null ? [] : [{ ...target, path: mapping.path, stage: mapping.stage }];
  });
  const rules = record.rules.flatMap((rule): readonly DomainRule[] => {
    const target = targetOf(rule);
    return target === null ? [] : [{ ...target, ...ruleIn(rule.shown) }];
  });
  const settings: DomainSettings = {
    name: record.name,
    mode: record.mode,
    isMutual: record.truststore !== null,
    mappings: mappings.sort((one, other) => other.path.length - one.path.length),
    rules,
  };
  return { settings, targets, connections };
}

/** What a routing rule asks for, and where it leads. */
function ruleIn({ Conditions, Actions }: PlainObject): Omit<DomainRule, "to" | "kind" | "arn"> {
  const conditions = listOf(Conditions).map(objectOf);
  const any = (name: string) =>
    conditions.flatMap((each) =>
      each[name] === undefined ? [] : [listOf(objectOf(each[name])["AnyOf"])],
    );
  const { Stage, StripBasePath } = objectOf(objectOf(listOf(Actions)[0])["InvokeApi"]);
  return {
    headers: any("MatchHeaders").map((said) =>
      said.map(objectOf).map(({ Header, ValueGlob }) => ({
        name: (textOf(Header) ?? "").toLowerCase(),
        pattern: textOf(ValueGlob) ?? "",
      })),
    ),
    paths: any("MatchBasePaths").flatMap((said) =>
      textsOf(said).map((path) => path.replaceAll(/^\/|\/$/g, "")),
    ),
    stage: textOf(Stage) ?? null,
    stripsPath: StripBasePath === true,
  };
}

/** The name of a domain in DNS, and the zone that it lies in: what an alias leads to. */
export function aliasOf(
  { name, isEdge }: Pick<DomainRecord, "name" | "isEdge">,
  region: string,
): { readonly name: string; readonly zone: string } {
  const id = idOf(name, 12);
  return isEdge
    ? { name: `d${id}.cloudfront.net`, zone: "Z2FDTNDATAQYW2" }
    : {
        name: `d-${id}.execute-api.${region}.amazonaws.com`,
        zone: idOf(region, 14).toUpperCase(),
      };
}
