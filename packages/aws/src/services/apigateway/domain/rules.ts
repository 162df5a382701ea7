import type { Rule } from "../../../service/rule.ts";
import { guide, read } from "../rule-sources.ts";
import type { DomainSettings } from "./settings.ts";

const isRuled = ({ mode }: DomainSettings): boolean => mode !== "API_MAPPING_ONLY";

/** Custom domains as ways in. */
export const domainRules: readonly Rule<DomainSettings>[] = [
  {
    id: "apigateway.domain.mapping",
    status: "documented",
    source: guide("rest-api-mappings"),
    date: read,
    text: "A request to a custom domain is for the API of the longest base path that its path lies in, whatever routes that has; an empty one is for all the rest, and without any it is 403.",
    when: ({ mode }) => mode !== "ROUTING_RULE_ONLY",
    semantics: ["api-gateway §7.2.1"],
  },
  {
    id: "apigateway.domain.levels",
    status: "documented",
    source: guide("rest-api-mappings"),
    date: read,
    text: "A base path of several levels needs a Regional domain with TLS 1.2 or later; a domain has 200 of them, of 300 characters each. Words of refusals are assumed.",
    when: ({ mappings }) => mappings.some(({ path }) => path.includes("/")),
    semantics: ["api-gateway §7.2.2"],
  },
  {
    id: "apigateway.domain.rules",
    status: "documented",
    source: guide("rest-api-routing-rules"),
    date: read,
    text: "Rules of a domain go by priority, the lowest first: by two headers at most, and by a base path, all of which must match; before base paths, instead of them, or not at all.",
    when: isRuled,
    semantics: [
      "api-gateway §7.2.3",
      "api-gateway §1 Routing rules on custom domain",
      "api-gateway §13 2025-06-03",
    ],
  },
  {
    id: "apigateway.domain.protocols",
    status: "documented",
    source: guide("http-api-custom-domain-names"),
    date: read,
    text: "REST and HTTP APIs may share a domain; WebSocket APIs share it with neither.",
    semantics: ["api-gateway §7.2.4"],
  },
  {
    id: "apigateway.endpoint.own-name",
    status: "documented",
    source: guide("rest-api-disable-default-endpoint"),
    date: read,
    text: "An API's own name leads to it, unless that is disabled: then a REST API answers 403, an HTTP API 404, and requests come by custom domains.",
    semantics: ["api-gateway §7.2.7"],
  },
  {
    id: "apigateway.domain.mutual-tls",
    status: "documented",
    source: guide("rest-api-mutual-tls"),
    date: read,
    text: "A Regional domain may ask callers for certificates, which functions and authorizers are told of. Callers of a run have one that is trusted.",
    when: ({ isMutual }) => isMutual,
    semantics: ["api-gateway §1 Mutual TLS"],
  },
  {
    id: "apigateway.domain.names",
    status: "documented",
    source: guide("how-to-edge-optimized-custom-domain-name"),
    date: read,
    text: "An edge-optimized domain has a name and a zone of CloudFront, a Regional one its own: what aliases of Route 53 are made of. That it takes 40 minutes to be ready is passed over.",
    semantics: ["api-gateway §7.2.6"],
  },
];
