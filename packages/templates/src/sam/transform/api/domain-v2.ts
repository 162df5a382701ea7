import { expectMap, ofResource } from "../expectations.ts";
import { getAtt, ref } from "../intrinsics.ts";
import {
  isGiven,
  isList,
  isMap,
  isText,
  mapOf,
  memberOf,
  pick,
  type JsonMap,
  type Maybe,
} from "../json.ts";
import { hashedId } from "../logical-id.ts";
import { resourceProblem } from "../problems.ts";
import { represented } from "../python-text.ts";
import { generated, type Generated, type SamResource } from "../resource.ts";
import type { Stage } from "../stage.ts";
import { hostedZone, recordSets, sharedRecordSets, trustStoreMembers } from "./domain.ts";

/** The custom domain of an HTTP or WebSocket API, with its mappings and DNS records. */
export function domainV2(sam: SamResource, stage: Stage, tags: Maybe): Generated[] {
  const { id, properties, inherited } = sam;
  const domain = memberOf(properties, "Domain");
  if (domain === undefined || domain === null) return [];
  const own = expectMap(domain, "Domain", ofResource(id));
  const name = memberOf(own, "DomainName");
  const certificate = memberOf(own, "CertificateArn");
  if (name === undefined || name === null || certificate === undefined || certificate === null) {
    throw resourceProblem(
      id,
      "Custom Domains only works if both DomainName and CertificateArn are provided.",
    );
  }
  const endpoint = memberOf(own, "EndpointConfiguration") ?? "REGIONAL";
  if (endpoint !== "REGIONAL") {
    throw resourceProblem(
      id,
      `EndpointConfiguration for Custom Domains must be one of ${represented(["REGIONAL"])}.`,
    );
  }
  const domainId = hashedId("ApiGatewayDomainNameV2", name);
  const optional = (member: string): Maybe => {
    const value = memberOf(own, member);
    return isGiven(value) ? value : undefined;
  };
  const made = generated(
    domainId,
    "AWS::ApiGatewayV2::DomainName",
    {
      DomainName: name,
      Tags: tags,
      DomainNameConfigurations: [
        mapOf({
          CertificateArn: certificate,
          EndpointType: endpoint,
          OwnershipVerificationCertificateArn: optional("OwnershipVerificationCertificateArn"),
          SecurityPolicy: optional("SecurityPolicy"),
          IpAddressType: optional("IpAddressType"),
        }),
      ],
      MutualTlsAuthentication: trustStoreOf(id, own),
    },
    { attributes: inherited, from: own },
  );
  return [made, ...mappingsOf(sam, own, domainId), ...recordsOf(sam, own, domainId, stage)];
}

function trustStoreOf(id: string, domain: JsonMap): Maybe {
  const store = memberOf(domain, "MutualTlsAuthentication");
  if (!isGiven(store)) return undefined;
  const fields = represented(trustStoreMembers);
  if (!isMap(store)) {
    throw resourceProblem(
      id,
      `MutualTlsAuthentication must be a map with at least one of the following fields ${fields}.`,
    );
  }
  const unknown = Object.keys(store).filter((key) => !trustStoreMembers.includes(key));
  if (unknown.length > 0) {
    throw resourceProblem(
      unknown.sort().join(","),
      `Available MutualTlsAuthentication fields are ${fields}.`,
    );
  }
  return pick(store, (key) => isGiven(store[key]));
}

function mappingsOf(
  { id, inherited }: SamResource,
  domain: JsonMap,
  domainId: string,
): Generated[] {
  const given = memberOf(domain, "BasePath");
  const mapping = (mappingId: string, key: Maybe) =>
    generated(
      mappingId,
      "AWS::ApiGatewayV2::ApiMapping",
      {
        DomainName: ref(domainId),
        ApiId: ref(id),
        Stage: ref(`${id}.Stage`),
        ApiMappingKey: key,
      },
      { attributes: inherited },
    );
  if (!isGiven(given) || !(isText(given) || isList(given))) {
    return [mapping(`${id}ApiMapping`, undefined)];
  }
  return (isList(given) ? given : [given]).map((path) => {
    if (!isText(path)) throw resourceProblem(id, "Basepath must be a string.");
    if (/[^0-9a-zA-Z/\-_]/.test(path)) throw resourceProblem(id, "Invalid Basepath name provided.");
    const letters = path.replace(/[-_/]+/g, "");
    return mapping(`${id}${letters}ApiMapping`, path.replace(/^\/+|\/+$/g, ""));
  });
}

function recordsOf(sam: SamResource, domain: JsonMap, domainId: string, stage: Stage): Generated[] {
  const given = memberOf(domain, "Route53");
  if (given === undefined || given === null) return [];
  const route = expectMap(given, "Domain.Route53", ofResource(sam.id));
  const zone = hostedZone(sam.id, route);
  const target = mapOf({
    EvaluateTargetHealth: memberOf(route, "EvaluateTargetHealth"),
    HostedZoneId: getAtt(domainId, "RegionalHostedZoneId"),
    DNSName: getAtt(domainId, "RegionalDomainName"),
  });
  const sets = recordSets(domain, route, target);
  return [sharedRecordSets(stage, hashedId("RecordSetGroup", zone), route, sets, sam.inherited)];
}
