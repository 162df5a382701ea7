import { listOf, objectOf, textOf, textsOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { idOf } from "../../../gateway/api-id.ts";
import {
  aliasOf,
  changeDomain,
  domainRecordOf,
  domainsIn,
  findDomain,
  makeDomain,
  routingModeIn,
  type DomainRecord,
  type MappingRecord,
} from "../domain/domain-record.ts";
import { changeAccount } from "./account-record.ts";
import { without } from "./api-record.ts";
import { listed } from "./paging.ts";
import {
  badRequest,
  conflict,
  isRefused,
  notFound,
  respond,
  type Checked,
} from "../../../gateway/refusals.ts";
import { accountRecordOf, keptOf, restApiKindName } from "./kept.ts";

/** Operations on custom domains with their base paths, and on VPC links. */
export const domainOperations: Operations = {
  CreateDomainName: { begin: createDomain },
  GetDomainName: { begin: getDomain },
  GetDomainNames: { begin: listDomains },
  DeleteDomainName: { begin: removeDomain },
  CreateBasePathMapping: { begin: createMapping },
  GetBasePathMapping: { begin: getMapping },
  GetBasePathMappings: { begin: listMappings },
  DeleteBasePathMapping: { begin: removeMapping },
  CreateVpcLink: { begin: createLink },
  GetVpcLink: { begin: getLink },
  GetVpcLinks: { begin: (params, plane) => listed(accountRecordOf(plane).vpcLinks, params) },
  DeleteVpcLink: { begin: removeLink },
};

function createDomain(params: PlainObject, plane: ControlPlane): Step {
  const types = textsOf(objectOf(params["endpointConfiguration"])["types"]);
  const isEdge = types.length === 0 || types.includes("EDGE");
  const certificate = textOf(params[isEdge ? "certificateArn" : "regionalCertificateArn"]) ?? null;
  const made = makeDomain(
    {
      name: textOf(params["domainName"]) ?? "",
      isEdge,
      certificate,
      securityPolicy: textOf(params["securityPolicy"]) ?? "TLS_1_2",
      ipAddressType: textOf(objectOf(params["endpointConfiguration"])["ipAddressType"]) ?? "ipv4",
      mode: routingModeIn(params["routingMode"]),
      truststore: textOf(objectOf(params["mutualTlsAuthentication"])["truststoreUri"]) ?? null,
      tags: objectOf(params["tags"]),
    },
    plane,
  );
  return isRefused(made) ? made : respond(shownDomain(domainRecordOf(made), plane));
}

/** A domain as the first version of the API shows it. */
function shownDomain(
  {
    name,
    isEdge,
    certificate,
    securityPolicy,
    ipAddressType,
    mode,
    truststore,
    tags,
  }: DomainRecord,
  { region, partition }: ControlPlane,
): PlainObject {
  const alias = aliasOf({ name, isEdge }, region);
  return without({
    domainName: name,
    domainNameArn: `arn:${partition}:apigateway:${region}::/domainnames/${name}`,
    [isEdge ? "certificateArn" : "regionalCertificateArn"]: certificate ?? undefined,
    [isEdge ? "distributionDomainName" : "regionalDomainName"]: alias.name,
    [isEdge ? "distributionHostedZoneId" : "regionalHostedZoneId"]: alias.zone,
    endpointConfiguration: { types: [isEdge ? "EDGE" : "REGIONAL"], ipAddressType },
    domainNameStatus: "AVAILABLE",
    securityPolicy,
    routingMode: mode,
    mutualTlsAuthentication: truststore === null ? undefined : { truststoreUri: truststore },
    tags: Object.keys(tags).length === 0 ? undefined : tags,
  });
}

function domainIn(params: PlainObject, plane: ControlPlane): Checked<Resource> {
  const found = findDomain(textOf(params["domainName"]) ?? "", plane);
  return found ?? notFound("Invalid domain name identifier specified");
}

function getDomain(params: PlainObject, plane: ControlPlane): Step {
  const domain = domainIn(params, plane);
  return isRefused(domain) ? domain : respond(shownDomain(domainRecordOf(domain), plane));
}

function listDomains(params: PlainObject, plane: ControlPlane): Step {
  const shown = domainsIn(plane).map((domain) => shownDomain(domainRecordOf(domain), plane));
  return listed(shown, params);
}

function removeDomain(params: PlainObject, plane: ControlPlane): Step {
  const domain = domainIn(params, plane);
  if (isRefused(domain)) return domain;
  plane.delete(domain, refused("ForbiddenException", "Forbidden"));
  return respond();
}

/** What an empty base path is called. */
const empty = "(none)";
const basePathIn = (params: PlainObject): string => {
  const said = textOf(params["basePath"]) ?? "";
  return said === empty ? "" : said;
};

const shownMapping = ({ path, apiId, stage }: MappingRecord): PlainObject =>
  without({
    basePath: path === "" ? empty : path,
    restApiId: apiId,
    stage: stage ?? undefined,
  });

function createMapping(params: PlainObject, plane: ControlPlane): Step {
  const domain = domainIn(params, plane);
  if (isRefused(domain)) return domain;
  const apiId = textOf(params["restApiId"]) ?? "";
  const api = plane.find(restApiKindName, apiId);
  if (api === undefined) return badRequest("Invalid REST API identifier specified");
  const stage = textOf(params["stage"]) ?? null;
  if (stage !== null && !keptOf(api).stages.some(({ shown }) => shown["stageName"] === stage)) {
    return badRequest("Invalid stage identifier specified");
  }
  const path = basePathIn(params);
  if (path.includes("/")) return badRequest("API Gateway does not support slashes in base paths"); // Assumed: the words.
  const { mappings, made } = domainRecordOf(domain);
  if (mappings.some((each) => each.path === path)) {
    return conflict("Base path already exists for this domain name");
  }
  const id = idOf(`${domain.name} mapping ${made}`, 6);
  const mapping: MappingRecord = { id, path, apiId, kind: api.kind, arn: api.arn, stage };
  changeDomain(domain, { mappings: [...mappings, mapping], made: made + 1 }, plane);
  return respond(shownMapping(mapping));
}

const noMapping = notFound("Invalid base path mapping identifier specified");

function getMapping(params: PlainObject, plane: ControlPlane): Step {
  const path = basePathIn(params);
  const domain = findDomain(textOf(params["domainName"]) ?? "", plane);
  const mappings = domain === undefined ? [] : domainRecordOf(domain).mappings;
  const found = mappings.find((each) => each.path === path);
  return found === undefined ? noMapping : respond(shownMapping(found));
}

function listMappings(params: PlainObject, plane: ControlPlane): Step {
  const domain = domainIn(params, plane);
  if (isRefused(domain)) return domain;
  return listed(domainRecordOf(domain).mappings.map(shownMapping), params);
}

function removeMapping(params: PlainObject, plane: ControlPlane): Step {
  const path = basePathIn(params);
  const domain = domainIn(params, plane);
  if (isRefused(domain)) return domain;
  const { mappings } = domainRecordOf(domain);
  const left = mappings.filter((each) => each.path !== path);
  if (left.length === mappings.length) return noMapping;
  changeDomain(domain, { mappings: left }, plane);
  return respond();
}

function createLink(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["name"]) ?? "";
  if (name === "") return badRequest("Name cannot be empty");
  for (const arn of listOf(params["targetArns"])) {
    if (!/^arn:[^:]+:elasticloadbalancing:[^:]*:\d{12}:loadbalancer\/.+/.test(textOf(arn) ?? "")) {
      return badRequest(`Invalid ARN. ARN is not well formed ${textOf(arn) ?? ""}`);
    }
  }
  const { vpcLinks, made } = accountRecordOf(plane);
  const link = without({
    id: textOf(params["id"]) ?? idOf(`vpc link ${made} ${plane.uuid()}`, 6),
    name,
    description: params["description"],
    targetArns: params["targetArns"],
    status: "AVAILABLE",
    tags: params["tags"],
  });
  changeAccount({ vpcLinks: [...vpcLinks, link], made: made + 1 }, plane);
  return respond(link);
}

function linkIn(params: PlainObject, plane: ControlPlane): Checked<PlainObject> {
  const found = accountRecordOf(plane).vpcLinks.find((each) => each["id"] === params["vpcLinkId"]);
  return found ?? notFound("Invalid Vpc Link identifier specified");
}

function getLink(params: PlainObject, plane: ControlPlane): Step {
  const link = linkIn(params, plane);
  return isRefused(link) ? link : respond(link);
}

function removeLink(params: PlainObject, plane: ControlPlane): Step {
  const link = linkIn(params, plane);
  if (isRefused(link)) return link;
  const { vpcLinks } = accountRecordOf(plane);
  changeAccount({ vpcLinks: vpcLinks.filter((each) => each !== link) }, plane);
  return respond();
}
