import { listOf, objectOf, textOf, textsOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { idOf } from "../../../gateway/api-id.ts";
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
  GetDomainNames: { begin: (params, plane) => listed(accountRecordOf(plane).domainNames, params) },
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
  const domainName = textOf(params["domainName"]) ?? "";
  const { domainNames } = accountRecordOf(plane);
  if (domainNames.some((each) => each["domainName"] === domainName)) {
    return badRequest("The domain name you provided already exists."); // Assumed: the words.
  }
  const types = textsOf(objectOf(params["endpointConfiguration"])["types"]);
  const isEdge = types.length === 0 || types.includes("EDGE");
  const certificate = textOf(params[isEdge ? "certificateArn" : "regionalCertificateArn"]);
  const wanted = isEdge ? "us-east-1" : plane.region;
  const region = certificate?.split(":")[3];
  if (certificate !== undefined && region !== wanted) {
    return badRequest(`The provided certificate must be in ${wanted}`); // Likewise.
  }
  const id = idOf(domainName, 12);
  const shown = without({
    domainName,
    certificateArn: params["certificateArn"],
    regionalCertificateArn: params["regionalCertificateArn"],
    ...(isEdge
      ? {
          distributionDomainName: `d${id}.cloudfront.net`,
          distributionHostedZoneId: "Z2FDTNDATAQYW2",
        }
      : {
          regionalDomainName: `d-${id}.execute-api.${plane.region}.amazonaws.com`,
          regionalHostedZoneId: idOf(plane.region, 14).toUpperCase(),
        }),
    endpointConfiguration: { types: isEdge ? ["EDGE"] : types, ipAddressType: "ipv4" },
    domainNameStatus: "AVAILABLE",
    securityPolicy: params["securityPolicy"] ?? "TLS_1_2",
    tags: params["tags"],
  });
  changeAccount({ domainNames: [...domainNames, shown] }, plane);
  return respond(shown);
}

function domainIn(params: PlainObject, plane: ControlPlane): Checked<PlainObject> {
  const found = accountRecordOf(plane).domainNames.find(
    (each) => each["domainName"] === params["domainName"],
  );
  return found ?? notFound("Invalid domain name identifier specified");
}

function getDomain(params: PlainObject, plane: ControlPlane): Step {
  const domain = domainIn(params, plane);
  return isRefused(domain) ? domain : respond(domain);
}

function removeDomain(params: PlainObject, plane: ControlPlane): Step {
  const domain = domainIn(params, plane);
  if (isRefused(domain)) return domain;
  const { domainNames, mappings } = accountRecordOf(plane);
  changeAccount(
    {
      domainNames: domainNames.filter((each) => each !== domain),
      mappings: mappings.filter((each) => each.domainName !== domain["domainName"]),
    },
    plane,
  );
  return respond();
}

/** What an empty base path is called. */
const empty = "(none)";
const basePathIn = (params: PlainObject): string => {
  const said = textOf(params["basePath"]) ?? "";
  return said === "" ? empty : said;
};

function createMapping(params: PlainObject, plane: ControlPlane): Step {
  const domain = domainIn(params, plane);
  if (isRefused(domain)) return domain;
  const restApiId = textOf(params["restApiId"]) ?? "";
  const api = plane.find(restApiKindName, restApiId);
  if (api === undefined) return badRequest("Invalid REST API identifier specified");
  const stage = textOf(params["stage"]);
  if (
    stage !== undefined &&
    !keptOf(api).stages.some(({ shown }) => shown["stageName"] === stage)
  ) {
    return badRequest("Invalid stage identifier specified");
  }
  const basePath = basePathIn(params);
  const domainName = textOf(domain["domainName"])!; // It is named by it.
  const { mappings } = accountRecordOf(plane);
  const isTaken = mappings.some(
    (each) => each.domainName === domainName && each.shown["basePath"] === basePath,
  );
  if (isTaken) return conflict("Base path already exists for this domain name");
  const shown = without({ basePath, restApiId, stage });
  changeAccount({ mappings: [...mappings, { domainName, shown }] }, plane);
  return respond(shown);
}

const noMapping = notFound("Invalid base path mapping identifier specified");

function mappingsOf(params: PlainObject, plane: ControlPlane): readonly PlainObject[] {
  return accountRecordOf(plane)
    .mappings.filter(({ domainName }) => domainName === params["domainName"])
    .map(({ shown }) => shown);
}

function getMapping(params: PlainObject, plane: ControlPlane): Step {
  const basePath = basePathIn(params);
  const found = mappingsOf(params, plane).find((each) => each["basePath"] === basePath);
  return found === undefined ? noMapping : respond(found);
}

function listMappings(params: PlainObject, plane: ControlPlane): Step {
  const domain = domainIn(params, plane);
  return isRefused(domain) ? domain : listed(mappingsOf(params, plane), params);
}

function removeMapping(params: PlainObject, plane: ControlPlane): Step {
  const basePath = basePathIn(params);
  const { mappings } = accountRecordOf(plane);
  const left = mappings.filter(
    ({ domainName, shown }) =>
      domainName !== params["domainName"] || shown["basePath"] !== basePath,
  );
  if (left.length === mappings.length) return noMapping;
  changeAccount({ mappings: left }, plane);
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
