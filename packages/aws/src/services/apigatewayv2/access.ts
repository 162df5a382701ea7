import { notAuthorized, textIn, type Access } from "../../service/caller.ts";
import { refused } from "../../service/refusal.ts";
import { apigatewayv2Operations } from "./api.ts";
import { actionPrefix, apiArnOf } from "./apigatewayv2-to-apigateway.ts";

/** The method of HTTP by which an operation is asked for, by the first word of its name. */
const methods: readonly (readonly [word: RegExp, method: string])[] = [
  [/^(?:Create|Import|Tag)/, "POST"],
  [/^(?:Get|List)/, "GET"],
  [/^Update/, "PATCH"],
  [/^(?:Reimport|Put)/, "PUT"],
  [/^(?:Delete|Reset|Untag)/, "DELETE"],
];

const methodOf = (operation: string): string =>
  methods.find(([word]) => word.test(operation))?.[1] ?? "POST";

/** What the service asks before it does something, which it calls by methods of HTTP, and how it refuses. */
export const apigatewayv2Access: Access = {
  prefix: actionPrefix,
  actions: Object.fromEntries(
    Object.keys(apigatewayv2Operations).map((name) => [name, `${actionPrefix}:${methodOf(name)}`]),
  ),
  resourceOf(params, home) {
    const id = textIn(params, "ApiId");
    return id === undefined ? "*" : apiArnOf(id, home);
  },
  denied: (denial) => refused("AccessDeniedException", notAuthorized(denial)),
};
