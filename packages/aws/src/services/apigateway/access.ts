import { notAuthorized, textIn, type Access } from "../../service/caller.ts";
import { refused } from "../../service/refusal.ts";
import { apigatewayOperations } from "./api.ts";

/** The method of HTTP by which an operation is asked for, by the first word of its name. */
const methods: readonly (readonly [word: RegExp, method: string])[] = [
  [/^(?:Create|Import)/, "POST"],
  [/^Get/, "GET"],
  [/^Update/, "PATCH"],
  [/^(?:Delete|Flush|Untag)/, "DELETE"],
  [/^(?:Put|Tag)/, "PUT"],
];

const methodOf = (operation: string): string =>
  methods.find(([word]) => word.test(operation))?.[1] ?? "POST";

/** What API Gateway asks before it does something, which it calls by methods of HTTP, and how it refuses. */
export const apigatewayAccess: Access = {
  actions: Object.fromEntries(
    Object.keys(apigatewayOperations).map((name) => [name, `apigateway:${methodOf(name)}`]),
  ),
  resourceOf(params, { partition, region }) {
    const id = textIn(params, "restApiId");
    return id === undefined ? "*" : `arn:${partition}:apigateway:${region}::/restapis/${id}`;
  },
  denied: (denial) => refused("AccessDeniedException", notAuthorized(denial)),
};
