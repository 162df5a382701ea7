import { idOf } from "../../../gateway/api-id.ts";
import {
  badRequest,
  conflict,
  isRefused,
  notFound,
  respond,
  type Checked,
} from "../../../gateway/refusals.ts";
import { listOf, objectOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import {
  aliasOf,
  changeDomain,
  domainRecordOf,
  domainsIn,
  findDomain,
  findRestApi,
  makeDomain,
  routingModeIn,
  type DomainRecord,
  type MappingRecord,
} from "../apigatewayv2-to-apigateway.ts";
import { domainLimits } from "../limits.ts";
import { httpApiKindName, keptOf, webSocketApiKindName } from "../operations/kept.ts";
import { listed } from "../operations/paging.ts";

/** Operations on custom domains, and on the APIs at their base paths. */
export const domainOperations: Operations = {
  CreateDomainName: { begin: createDomain },
  GetDomainName: {
    begin: onDomain((domain, _params, plane) => respond(shown(domain, plane))),
  },
  GetDomainNames: {
    begin: (params, plane) =>
      listed(
        domainsIn(plane).map((domain) => shown(domain, plane)),
        params,
      ),
  },
  DeleteDomainName: {
    begin: onDomain((domain, _params, plane) => {
      plane.delete(domain, refused("ForbiddenException", "Forbidden"));
      return respond();
    }),
  },
  CreateApiMapping: { begin: onDomain(createMapping) },
  GetApiMapping: {
    begin: onDomain((domain, params) => {
      const mapping = mappingIn(domain, params);
      return mapping === undefined ? noMapping : respond(shownMapping(mapping));
    }),
  },
  GetApiMappings: {
    begin: onDomain((domain, params) =>
      listed(domainRecordOf(domain).mappings.map(shownMapping), params),
    ),
  },
  DeleteApiMapping: {
    begin: onDomain((domain, params, plane) => {
      const mapping = mappingIn(domain, params);
      if (mapping === undefined) return noMapping;
      const { mappings } = domainRecordOf(domain);
      changeDomain(domain, { mappings: mappings.filter((each) => each !== mapping) }, plane);
      return respond();
    }),
  },
};

function onDomain(
  step: (domain: Resource, params: PlainObject, plane: ControlPlane) => Step,
): (params: PlainObject, plane: ControlPlane) => Step {
  return (params, plane) => {
    const domain = findDomain(textOf(params["DomainName"]) ?? "", plane);
    return domain === undefined
      ? notFound("Invalid domain name identifier specified")
      : step(domain, params, plane);
  };
}

function createDomain(params: PlainObject, plane: ControlPlane): Step {
  const said = objectOf(listOf(params["DomainNameConfigurations"])[0]);
  const made = makeDomain(
    {
      name: textOf(params["DomainName"]) ?? "",
      isEdge: said["EndpointType"] === "EDGE",
      certificate: textOf(said["CertificateArn"]) ?? null,
      securityPolicy: textOf(said["SecurityPolicy"]) ?? "TLS_1_2",
      ipAddressType: textOf(said["IpAddressType"]) ?? "ipv4",
      mode: routingModeIn(params["RoutingMode"]),
      truststore: textOf(objectOf(params["MutualTlsAuthentication"])["TruststoreUri"]) ?? null,
      tags: objectOf(params["Tags"]),
    },
    plane,
  );
  return isRefused(made) ? made : respond(shown(made, plane));
}

/** A domain as the second version of the API shows it. */
function shown(domain: Resource, { region }: ControlPlane): PlainObject {
  const { name, isEdge, certificate, securityPolicy, ipAddressType, mode, truststore, tags } =
    domainRecordOf(domain);
  const alias = aliasOf({ name, isEdge }, region);
  return {
    ApiMappingSelectionExpression: "$request.basepath",
    DomainName: name,
    DomainNameArn: domain.arn,
    DomainNameConfigurations: [
      {
        ApiGatewayDomainName: alias.name,
        ...(certificate === null ? {} : { CertificateArn: certificate }),
        DomainNameStatus: "AVAILABLE",
        EndpointType: isEdge ? "EDGE" : "REGIONAL",
        HostedZoneId: alias.zone,
        IpAddressType: ipAddressType,
        SecurityPolicy: securityPolicy,
      },
    ],
    RoutingMode: mode,
    ...(truststore === null ? {} : { MutualTlsAuthentication: { TruststoreUri: truststore } }),
    Tags: tags,
  };
}

const shownMapping = ({ id, apiId, path, stage }: MappingRecord): PlainObject => ({
  ApiId: apiId,
  ApiMappingId: id,
  ApiMappingKey: path,
  Stage: stage ?? "",
});

const noMapping = notFound("Invalid API mapping identifier specified"); // Assumed: the words.
const mappingIn = (domain: Resource, { ApiMappingId }: PlainObject): MappingRecord | undefined =>
  domainRecordOf(domain).mappings.find(({ id }) => id === ApiMappingId);

function createMapping(domain: Resource, params: PlainObject, plane: ControlPlane): Step {
  const apiId = textOf(params["ApiId"]) ?? "";
  const record = domainRecordOf(domain);
  const api = apiIn(apiId, record, plane);
  if (isRefused(api)) return api;
  const stage = textOf(params["Stage"]) ?? "";
  if (!api.stages.includes(stage)) return badRequest("Invalid stage identifier specified");
  const path = (textOf(params["ApiMappingKey"]) ?? "").replaceAll(/^\/|\/$/g, "");
  const { mappings, made } = record;
  const wrong = wrongPath(path, record);
  if (wrong !== null) return wrong;
  if (mappings.some((each) => each.path === path)) {
    return conflict("ApiMapping key already exists for this domain name");
  }
  const id = idOf(`${domain.name} mapping ${made}`, 6);
  const mapping: MappingRecord = { id, path, apiId, kind: api.kind, arn: api.arn, stage };
  changeDomain(domain, { mappings: [...mappings, mapping], made: made + 1 }, plane);
  return respond(shownMapping(mapping));
}

/** Why an API cannot be at a path of a domain; `null`: it can. Assumed: the words. */
function wrongPath(
  path: string,
  { isEdge, securityPolicy, mappings }: DomainRecord,
): Refused | null {
  if (path.length > domainLimits.pathLength) {
    return badRequest(`API mapping key must be at most ${domainLimits.pathLength} characters`);
  }
  const multilevel = (each: string) => each.includes("/");
  if (!multilevel(path)) return null;
  if (isEdge || securityPolicy === "TLS_1_0") {
    return badRequest("Multi-level API mapping keys need a Regional domain name with TLS 1.2");
  }
  return mappings.filter((each) => multilevel(each.path)).length >= domainLimits.multiLevelMappings
    ? badRequest("Maximum number of API mappings for this domain has been reached")
    : null;
}

/** An API that a domain may lead to, with its stages. */
interface MappedApi {
  readonly kind: string;
  readonly arn: string;
  readonly stages: readonly string[];
}

function apiIn(id: string, { mappings }: DomainRecord, plane: ControlPlane): Checked<MappedApi> {
  const socket = plane.find(webSocketApiKindName, id);
  const api = socket ?? plane.find(httpApiKindName, id);
  const others = mappings.filter(({ apiId }) => apiId !== id);
  const isShared = others.some(
    ({ apiId }) =>
      (plane.find(webSocketApiKindName, apiId) !== undefined) !== (socket !== undefined),
  );
  if (isShared) {
    return badRequest("WebSocket APIs cannot share a domain name with REST or HTTP APIs"); // Assumed: the words.
  }
  if (api !== undefined) {
    const stages = keptOf(api).stages.map((stage) => textOf(stage["StageName"]) ?? "");
    return { kind: api.kind, arn: api.arn, stages };
  }
  return findRestApi(id, plane) ?? badRequest("Invalid API identifier specified");
}
